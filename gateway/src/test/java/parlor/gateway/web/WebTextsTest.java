package parlor.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owns the web client's texts: the same keys in both languages, the desktop client's words. */
class WebTextsTest {
  private static final Path WEB = Path.of("src/main/resources/parlor/web");
  private static final Path SWING = Path.of("..", "swing-client/src/main/resources/parlor/client");
  private static final Pattern KEY = Pattern.compile("\\bt\\((?:[^()'`]*\\? )?'([\\w.-]+)'");
  private static final Pattern OTHER = Pattern.compile("'([a-z]+(?:\\.[\\w-]+)+)'");
  private static final Pattern FAMILY = Pattern.compile("`((?:[a-zA-Z]+[._]?)+)\\$\\{");
  private static final Pattern FILLED = Pattern.compile("\\{(\\d)");

  private static Map<String, String> texts(String language) throws IOException {
    String module = Files.readString(WEB.resolve("texts-" + language + ".js"));
    String json = module.replaceFirst("^export default ", "").replaceFirst(";\\s*$", "");
    return new TreeMap<>(
        new ObjectMapper().readValue(json, new TypeReference<Map<String, String>>() {}));
  }

  private static String scripts() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(WEB)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".js") && !name.startsWith("texts-")) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  @Test
  void bothLanguagesHaveTheSameKeysAndFillInTheSame() throws IOException {
    Map<String, String> english = texts("en");
    Map<String, String> chinese = texts("zh");

    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, words) -> assertThat(filled(chinese.get(key))).as(key).isEqualTo(filled(words)));
  }

  private static Set<String> filled(String words) {
    Set<String> filled = new TreeSet<>();
    Matcher places = FILLED.matcher(words);
    while (places.find()) {
      filled.add(places.group(1));
    }
    return filled;
  }

  @Test
  void everyKeyThatIsUsedIsThereAndEveryKeyIsUsed() throws IOException {
    Set<String> keys = texts("en").keySet();
    String scripts = scripts();
    Set<String> used = new TreeSet<>();
    Matcher called = KEY.matcher(scripts);
    while (called.find()) {
      used.add(called.group(1));
    }
    assertThat(keys).containsAll(used);

    Matcher named = OTHER.matcher(scripts);
    while (named.find()) {
      used.add(named.group(1));
    }
    Set<String> families = new TreeSet<>();
    Matcher family = FAMILY.matcher(scripts);
    while (family.find()) {
      families.add(family.group(1));
    }
    assertThat(keys)
        .allSatisfy(
            key ->
                assertThat(used.contains(key) || families.stream().anyMatch(key::startsWith))
                    .as(key + " is used")
                    .isTrue());
  }

  @ParameterizedTest
  @CsvSource({"en, texts.properties", "zh, texts_zh.properties"})
  void whatBothClientsSayTheySayInTheSameWords(String language, String bundle) throws IOException {
    Properties swing = new Properties();
    try (Reader reader = Files.newBufferedReader(SWING.resolve(bundle))) {
      swing.load(reader);
    }

    texts(language)
        .forEach(
            (key, words) -> {
              if (swing.getProperty(key) != null) {
                assertThat(words).as(key).isEqualTo(swing.getProperty(key));
              }
            });
  }
}
