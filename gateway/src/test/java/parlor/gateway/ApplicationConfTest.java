package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The operator's file says what is true. */
class ApplicationConfTest {
  private static final Path FILE = Path.of("..", "application.conf");
  private static final Pattern SETTING = Pattern.compile("(?m)^  # ([a-z]+(?:[.-][a-z]+)* = .*)$");

  /** Shown as examples, for their default is empty. */
  private static final Set<String> EXAMPLES = Set.of("robot.base-url", "robot.model");

  @Test
  void asItStandsItChangesNothing() {
    Config defaults = Configuration.load(ConfigFactory.empty());

    assertThat(Configuration.load(ConfigFactory.parseFile(FILE.toFile())).getConfig("parlor"))
        .isEqualTo(defaults.getConfig("parlor"));
    assertThat(GatewaySettings.of(defaults, "test").port()).isEqualTo(7420);
  }

  @Test
  void everySettingInItExistsAndShowsItsDefault() throws IOException {
    Config defaults = Configuration.load(ConfigFactory.empty()).getConfig("parlor");
    Config shown =
        ConfigFactory.parseString(SETTING.matcher(Files.readString(FILE)).replaceAll("  $1"))
            .getConfig("parlor");

    assertThat(shown.entrySet()).hasSizeGreaterThan(15);
    shown
        .entrySet()
        .forEach(
            setting -> {
              assertThat(defaults.hasPath(setting.getKey())).as(setting.getKey()).isTrue();
              if (!EXAMPLES.contains(setting.getKey())) {
                assertThat(setting.getValue().unwrapped())
                    .as(setting.getKey())
                    .isEqualTo(defaults.getValue(setting.getKey()).unwrapped());
              }
            });
  }
}
