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
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parlor.client.model.LoginProblem;
import parlor.client.model.LoginStep;
import parlor.protocol.LeaveReason;
import parlor.protocol.Role;

/** Owns the keys of the bundle: none missing, none unused, both languages alike. */
class TextsTest {
  private static final Pattern KEY =
      Pattern.compile("\"([a-z][a-zA-Z]*(?:\\.[a-zA-Z]+)+|putOut)\"");

  /** Why a server says {@code forbidden}: docs/protocol.md. */
  private static final List<String> FORBIDDEN =
      List.of("role", "muted", "banned", "members-only", "blocked", "no-account", "full");

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
    for (String field : new String[] {"server", "room", "nickname"}) {
      used.add("login." + field);
      used.add("login." + field + ".hint");
    }
    Stream.of(LoginStep.values()).forEach(step -> used.add("doctor." + step));
    for (Role role : Role.values()) {
      used.add("role." + role);
      used.add("notice.role." + role);
    }
    FORBIDDEN.forEach(reason -> used.add("forbidden." + reason));
    used.addAll(List.of("moderation.invalid.too-long", "moderation.invalid.characters"));
    used.addAll(ofModerationMenus());
    used.removeIf(key -> !english.containsKey(key) && !isOurs(key));

    assertThat(used).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
  }

  /** Its items and its questions are named by one word each. */
  private static Set<String> ofModerationMenus() throws IOException {
    String code =
        Files.readString(Path.of("src/main/java/parlor/client/view/ModerationMenus.java"));
    Set<String> used = new TreeSet<>();
    for (String item : wordsIn("(?:item|check)", code)) {
      used.add("moderation." + item);
    }
    used.addAll(List.of("moderation.block", "moderation.unblock"));
    for (String question : wordsIn("ask", code)) {
      used.add("moderation." + question + ".words");
    }
    for (String order : wordsIn("order", code)) {
      if (!order.equals("unmute")) {
        used.add("moderation." + order + ".reason.words");
      }
    }
    return used;
  }

  /** The first argument of each call, where it is a word. */
  private static Set<String> wordsIn(String call, String code) {
    Set<String> words = new TreeSet<>();
    var calls = Pattern.compile("\\b" + call + "\\(\\s*\"([a-zA-Z]+)\"").matcher(code);
    while (calls.find()) {
      words.add(calls.group(1));
    }
    return words;
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
