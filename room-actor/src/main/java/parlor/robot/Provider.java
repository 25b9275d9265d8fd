package parlor.robot;

import java.util.Locale;

/** Who thinks for the robot. */
public enum Provider {
  EMBEDDED("", ""),
  OPENAI("https://api.openai.com", "gpt-4o-mini"),
  TURING("https://openapi.turingapi.com", ""),
  NONE("", "");

  private final String baseUrl;
  private final String model;

  Provider(String baseUrl, String model) {
    this.baseUrl = baseUrl;
    this.model = model;
  }

  /** As it is written in the configuration. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String baseUrl() {
    return baseUrl;
  }

  String model() {
    return model;
  }
}
