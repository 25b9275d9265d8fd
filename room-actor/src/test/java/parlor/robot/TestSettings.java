package parlor.robot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The block {@code parlor.robot} of the tests: all keys, and what a test says otherwise. */
final class TestSettings {
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          """
          provider = embedded
          base-url = ""
          model = ""
          api-key = ""
          timeout = 30s
          answer-code-points = 2000
          response-bytes = 256 KiB
          context { messages = 20, characters = 8000 }
          queue { per-room = 4, total = 32, parallel = 8 }
          breaker { failures = 5, rest = 30s }
          """);

  private TestSettings() {}

  static RobotSettings with(String more) {
    return RobotSettings.of(ConfigFactory.parseString(more).withFallback(DEFAULTS));
  }
}
