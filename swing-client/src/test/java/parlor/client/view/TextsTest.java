package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parlor.client.model.LoginProblem;
import parlor.protocol.LeaveReason;

/** Owns the keys of the bundle: none missing, none unused, both languages alike. */
class TextsTest {
  private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z]+)+)\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");

  private final Properties english = load("texts.properties");
  private final Properties chinese = load("texts_zh.properties");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
  }

  @Test
  void bothLanguagesFillInTheSame() {
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(chinese, key)).as(key).isEqualTo(placeholders(english, key));
    }
  }

  @Test
  void noTextIsBlank() {
    assertThat(english.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    assertThat(chinese.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
  }

  @Test
  void everyKeyIsUsedAndEveryUsedKeyIsThere() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String code : sources()) {
      var keys = KEY.matcher(code);
      while (keys.find()) {
        used.add(keys.group(1));
      }
    }
    Stream.of(LoginProblem.values()).forEach(problem -> used.add("problem." + problem));
    Stream.of(LeaveReason.values()).forEach(reason -> used.add("notice.left." + reason));
    for (String field : new String[] {"server", "nickname"}) {
      used.add("login." + field);
      used.add("login." + field + ".hint");
    }
    used.removeIf(key -> !english.containsKey(key) && !isOurs(key));

    assertThat(used).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
  }

  private boolean isOurs(String key) {
    String family = key.substring(0, key.indexOf('.') + 1);
    return english.stringPropertyNames().stream().anyMatch(known -> known.startsWith(family));
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      Set<String> sources = new HashSet<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
      return sources;
    }
  }

  private static Set<String> placeholders(Properties texts, String key) {
    Set<String> found = new TreeSet<>();
    var matcher = PLACEHOLDER.matcher(texts.getProperty(key));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Properties load(String name) {
    Properties texts = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream("/parlor/client/" + name)) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
