package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotSettingsTest {

  @Test
  void areTheEmbeddedBrainByDefault() {
    RobotSettings settings = TestSettings.with("");
    assertThat(settings.provider()).isEqualTo(Provider.EMBEDDED);
    assertThat(settings.isOn()).isTrue();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.responseBytes()).isEqualTo(256 * 1024);
  }

  @Test
  void knowThatThereIsNoRobot() {
    assertThat(TestSettings.with("provider = none").isOn()).isFalse();
  }

  @Test
  void takeTheProvidersOwnAddressAndModel() {
    RobotSettings settings = TestSettings.with("provider = openai, api-key = k");
    assertThat(settings.baseUrl()).isEqualTo("https://api.openai.com");
    assertThat(settings.model()).isEqualTo("gpt-4o-mini");
  }

  @Test
  void needNoKeyForAServerOfOnesOwn() {
    RobotSettings settings =
        TestSettings.with("provider = openai, base-url = \"http://localhost:11434/v1/\"");
    assertThat(settings.baseUrl()).isEqualTo("http://localhost:11434/v1");
    assertThat(settings.apiKey().isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          provider = alexa                                 | parlor.robot.provider            | 'alexa' is none of embedded, openai, turing, none
          provider = turing                                | parlor.robot.api-key             | PARLOR_ROBOT_KEY
          provider = openai                                | parlor.robot.api-key             | PARLOR_ROBOT_KEY
          provider = openai, base-url = "ftp://x"          | parlor.robot.base-url            | https://
          provider = openai, base-url = "localhost:8080"   | parlor.robot.base-url            | https://
          provider = openai, base-url = "http://"          | parlor.robot.base-url            | not a URL
          provider = openai, base-url = "http:///x"        | parlor.robot.base-url            | no host
          provider = openai, base-url = "http://u:p@x"     | parlor.robot.base-url            | api-key
          provider = openai, base-url = "http://x/?key=1"  | parlor.robot.base-url            | api-key
          timeout = 1ms                                    | parlor.robot.timeout             | from 100 ms to 600 s, not 1 ms
          timeout = soon                                   | parlor.robot.timeout             | soon
          answer-code-points = 10                          | parlor.robot.answer-code-points  | from 200 to
          response-bytes = 1 TiB                           | parlor.robot.response-bytes      | bytes
          queue.per-room = 0                               | parlor.robot.queue.per-room      | from 1
          queue.per-room = 40                              | parlor.robot.queue.total         | from 40
          queue.parallel = many                            | parlor.robot.queue.parallel      | NUMBER
          breaker.failures = 0                             | parlor.robot.breaker.failures    | from 1
          context.messages = 21                            | parlor.robot.context.messages    | from 0 to 20
          """)
  void areRefusedByTheirKeyAndReason(String wrong, String key, String reason) {
    assertThatThrownBy(() -> TestSettings.with(wrong))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void areRefusedWhenAKeyIsMissing() {
    assertThatThrownBy(() -> RobotSettings.of(ConfigFactory.empty()))
        .isInstanceOf(ConfigException.Missing.class)
        .hasMessageContaining("parlor.robot.");
  }

  @Test
  void neverShowTheKey() {
    RobotSettings settings = TestSettings.with("provider = turing, api-key = \" sesame\\n\"");
    assertThat(settings.apiKey().value()).isEqualTo("sesame");
    assertThat(settings.toString()).doesNotContain("sesame").contains("***");
    assertThatThrownBy(
            () -> TestSettings.with("provider = openai, api-key = \"sesame öffne dich\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("parlor.robot.api-key")
        .hasMessageNotContainingAny("sesame");
  }
}
