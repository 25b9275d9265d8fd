package parlor.robot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The block {@code parlor.robot}, checked.
 *
 * @param baseUrl without a slash at its end; empty where the provider has none
 * @param model empty where the provider has none
 * @param timeout from question to answer, at most
 * @param answerCodePoints longest answer that is shown
 * @param responseBytes most that is read of one response
 * @param contextMessages most messages told to a chatbot with the question
 * @param contextCharacters most characters in them
 * @param queuePerRoom most questions of a room that wait or are being answered
 * @param queueTotal the same, of all rooms
 * @param parallel most questions that are being answered at the same time, one a room
 * @param breakerFailures so many failures in a row, and the chatbot is given a rest
 * @param breakerRest how long that rest is
 */
public record RobotSettings(
    Provider provider,
    String baseUrl,
    String model,
    Secret apiKey,
    Duration timeout,
    int answerCodePoints,
    int responseBytes,
    int contextMessages,
    int contextCharacters,
    int queuePerRoom,
    int queueTotal,
    int parallel,
    int breakerFailures,
    Duration breakerRest) {

  private static final String PATH = "parlor.robot";

  /** Whether there is a robot at all. */
  public boolean isOn() {
    return provider != Provider.NONE;
  }

  /**
   * Reads the block.
   *
   * @throws ConfigException with the key, where it stands, and what is wrong with it
   */
  public static RobotSettings of(Config parlorRobot) {
    var in = new Reader(parlorRobot.atPath(PATH));
    Provider provider = in.provider();
    Secret apiKey = in.apiKey();
    String baseUrl = in.baseUrl(provider);
    if (provider == Provider.TURING && !apiKey.isPresent()) {
      throw in.bad("api-key", "turing needs a key: set PARLOR_ROBOT_KEY in the environment");
    }
    if (provider == Provider.OPENAI
        && baseUrl.equals(Provider.OPENAI.baseUrl())
        && !apiKey.isPresent()) {
      throw in.bad(
          "api-key",
          "openai needs a key at its own address: set PARLOR_ROBOT_KEY in the environment, or"
              + " base-url to a server that needs none");
    }
    int queuePerRoom = in.number("queue.per-room", 1, 1_000);
    return new RobotSettings(
        provider,
        baseUrl,
        in.orElse("model", provider.model()),
        apiKey,
        in.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
        in.number("answer-code-points", 200, 100_000),
        in.bytes("response-bytes", 1024, 64 << 20),
        in.number("context.messages", 0, 20),
        in.number("context.characters", 0, 1_000_000),
        queuePerRoom,
        in.number("queue.total", queuePerRoom, 100_000),
        in.number("queue.parallel", 1, 256),
        in.number("breaker.failures", 1, 1_000),
        in.duration("breaker.rest", Duration.ofMillis(100), Duration.ofHours(24)));
  }

  private record Reader(Config config) {

    Provider provider() {
      String told = string("provider");
      return Arrays.stream(Provider.values())
          .filter(each -> each.key().equals(told))
          .findFirst()
          .orElseThrow(
              () ->
                  bad(
                      "provider",
                      Arrays.stream(Provider.values())
                          .map(Provider::key)
                          .collect(Collectors.joining(", ", "'" + told + "' is none of ", ""))));
    }

    /** Never quoted in a message. */
    Secret apiKey() {
      String told = string("api-key").strip();
      if (!told.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw bad("api-key", "may hold visible ASCII characters only");
      }
      return new Secret(told);
    }

    String baseUrl(Provider provider) {
      String told = orElse("base-url", provider.baseUrl());
      if (told.isEmpty()) {
        return told;
      }
      URI uri;
      try {
        uri = new URI(told);
      } catch (URISyntaxException e) {
        throw bad("base-url", "is not a URL: " + e.getReason());
      }
      String scheme = String.valueOf(uri.getScheme());
      if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")) {
        throw bad("base-url", "has to begin with https:// or http://");
      }
      if (uri.getHost() == null) {
        throw bad("base-url", "has no host");
      }
      if (uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw bad("base-url", "may hold no user, no '?' and no '#': a key belongs into api-key");
      }
      return told.replaceAll("/+$", "");
    }

    int number(String key, int least, int most) {
      int told = config.getInt(path(key));
      if (told < least || told > most) {
        throw bad(key, "has to be from " + least + " to " + most + ", not " + told);
      }
      return told;
    }

    int bytes(String key, int least, int most) {
      long told = config.getBytes(path(key));
      if (told < least || told > most) {
        throw bad(key, "has to be from " + least + " to " + most + " bytes, not " + told);
      }
      return (int) told;
    }

    Duration duration(String key, Duration least, Duration most) {
      Duration told = config.getDuration(path(key));
      if (told.compareTo(least) < 0 || told.compareTo(most) > 0) {
        throw bad(
            key,
            "has to be from %s ms to %s s, not %s ms"
                .formatted(least.toMillis(), most.toSeconds(), told.toMillis()));
      }
      return told;
    }

    String orElse(String key, String otherwise) {
      String told = string(key).strip();
      return told.isEmpty() ? otherwise : told;
    }

    String string(String key) {
      return config.getString(path(key));
    }

    ConfigException bad(String key, String reason) {
      return new ConfigException.BadValue(config.getValue(path(key)).origin(), path(key), reason);
    }

    private static String path(String key) {
      return PATH + "." + key;
    }
  }
}
