package parlor.robot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * How the robot is set up.
 *
 * @param baseUrl where the chatbot's API lives; not used by the embedded one
 * @param timeout how long an answer may take
 * @param waitingPerRoom questions of one room that may wait for the one before
 * @param waiting questions of all rooms that may wait
 * @param failuresToRest after so many failures in a row the API is left alone
 * @param rest for so long
 * @param answerCodePoints longest answer; a longer one is cut
 * @param contextCodePoints how much of what was said before goes along with a question
 */
public record RobotSettings(
    Provider provider,
    URI baseUrl,
    String model,
    Secret apiKey,
    Duration timeout,
    int waitingPerRoom,
    int waiting,
    int failuresToRest,
    Duration rest,
    int answerCodePoints,
    int contextCodePoints) {

  /** Who answers. */
  public enum Provider {
    EMBEDDED(""),
    OPENAI("http://127.0.0.1:11434"),
    TURING("https://openapi.turingapi.com"),
    NONE("");

    private final String baseUrl;

    Provider(String baseUrl) {
      this.baseUrl = baseUrl;
    }
  }

  public boolean isOn() {
    return provider != Provider.NONE;
  }

  /**
   * Reads {@code parlor.robot}.
   *
   * @throws ConfigException naming the key and the reason
   */
  public static RobotSettings of(Config config) {
    Provider provider = provider(config);
    RobotSettings settings =
        new RobotSettings(
            provider,
            baseUrl(config, provider),
            config.getString("model").strip(),
            new Secret(config.getString("api-key").strip()),
            positive(config, "timeout"),
            atLeast(config, "waiting-per-room", 0),
            atLeast(config, "waiting", 0),
            atLeast(config, "failures-to-rest", 1),
            positive(config, "rest"),
            atLeast(config, "answer-code-points", 50),
            atLeast(config, "context-code-points", 0));
    if (provider == Provider.OPENAI && settings.model.isEmpty()) {
      throw bad(config, "model", "the provider openai needs the name of a model");
    }
    if (provider == Provider.TURING && !settings.apiKey.isGiven()) {
      throw bad(
          config,
          "api-key",
          "the provider turing needs a key; give it in the environment as PARLOR_ROBOT_KEY");
    }
    return settings;
  }

  private static Provider provider(Config config) {
    String name = config.getString("provider");
    for (Provider provider : Provider.values()) {
      if (provider.name().toLowerCase(Locale.ROOT).equals(name)) {
        return provider;
      }
    }
    throw bad(config, "provider", "must be embedded, openai, turing or none, is " + name);
  }

  private static URI baseUrl(Config config, Provider provider) {
    String given = config.getString("base-url").strip();
    URI url;
    try {
      url = URI.create((given.isEmpty() ? provider.baseUrl : given).replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw bad(config, "base-url", "must be a URL, is " + given);
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!given.isEmpty() && (!web || url.getHost() == null)) {
      throw bad(config, "base-url", "must begin with http:// or https:// and a host, is " + given);
    }
    return url;
  }

  private static Duration positive(Config config, String key) {
    Duration value = config.getDuration(key);
    if (value.isNegative() || value.isZero()) {
      throw bad(config, key, "must be longer than 0");
    }
    return value;
  }

  private static int atLeast(Config config, String key, int min) {
    int value = config.getInt(key);
    if (value < min) {
      throw bad(config, key, "must be at least " + min + ", is " + value);
    }
    return value;
  }

  private static ConfigException bad(Config config, String key, String reason) {
    return new ConfigException.BadValue(
        config.getValue(key).origin(), "parlor.robot." + key, reason);
  }
}
