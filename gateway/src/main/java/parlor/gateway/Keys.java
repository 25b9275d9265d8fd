package parlor.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads settings below one path; what is out of bounds is refused by its key and the reason. */
final class Keys {
  private final Config config;
  private final String path;

  Keys(Config config, String path) {
    this.config = config;
    this.path = path;
  }

  ConfigException refuse(String key, String reason) {
    String full = full(key);
    return new ConfigException.BadValue(config.getValue(full).origin(), full, reason);
  }

  boolean isSet(String key) {
    return config.hasPath(full(key)) && !config.getString(full(key)).isEmpty();
  }

  boolean isOn(String key) {
    return config.getBoolean(full(key));
  }

  String text(String key) {
    String text = config.getString(full(key));
    if (text.isBlank()) {
      throw refuse(key, "must not be blank");
    }
    return text;
  }

  /** May be blank. */
  String anyText(String key) {
    return config.getString(full(key));
  }

  /** One of these words. */
  String choice(String key, String... words) {
    String text = text(key);
    if (!List.of(words).contains(text)) {
      throw refuse(key, "must be one of " + String.join(", ", words) + ", is " + text);
    }
    return text;
  }

  /** The elements of a list of objects. */
  List<Keys> each(String key) {
    List<Keys> elements = new ArrayList<>();
    for (Config element : config.getConfigList(full(key))) {
      elements.add(new Keys(element.atPath(full(key)), full(key)));
    }
    return elements;
  }

  /** 0 if it is not there. */
  int integerOrZero(String key, int max) {
    return config.hasPath(full(key)) ? integer(key, 0, max) : 0;
  }

  /** A list, or one text with commas, as a system property gives it. */
  List<String> texts(String key) {
    return config.getValue(full(key)).valueType() == ConfigValueType.STRING
        ? Stream.of(config.getString(full(key)).split(",")).map(String::strip).toList()
        : config.getStringList(full(key));
  }

  int integer(String key, int min, int max) {
    return (int) within(key, config.getLong(full(key)), min, max);
  }

  int bytes(String key, int min, int max) {
    return (int) within(key, config.getBytes(full(key)), min, max);
  }

  double number(String key, double min, double max) {
    double value = config.getDouble(full(key));
    if (!(value >= min && value <= max)) {
      throw refuse(key, "must be between %s and %s, is %s".formatted(min, max, value));
    }
    return value;
  }

  Duration duration(String key, Duration min, Duration max) {
    Duration value = config.getDuration(full(key));
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refuse(
          key, "must be between %s and %s, is %s".formatted(words(min), words(max), words(value)));
    }
    return value;
  }

  private long within(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw refuse(key, "must be between %d and %d, is %d".formatted(min, max, value));
    }
    return value;
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private String full(String key) {
    return path + "." + key;
  }
}
