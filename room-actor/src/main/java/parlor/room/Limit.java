package parlor.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.EnumMap;
import java.util.Map;

/** The limits that are counted when they bite, by their keys in {@code application.conf}. */
public enum Limit {
  FRAME_BYTES("limits.frame-bytes"),
  FRAME_TIME("limits.frame-time"),
  FRAME_RATE("limits.frames-per-second"),
  ADDRESS_RATE("limits.frames-per-second-per-address"),
  MESSAGE_RATE("limits.messages-per-second"),
  OUTLET("limits.outlet-bytes"),
  LOGIN_TIME("limits.login"),
  LOGIN_FAILURES("limits.login-failures"),
  LOGIN_FAILURES_OF_ADDRESS("limits.login-failures-per-address"),
  LOGIN_FAILURES_OF_NAME("limits.login-failures-per-name"),
  REQUESTS("limits.requests-bytes"),
  ROOMS("limits.rooms"),
  ROOMS_PER_CONNECTION("limits.rooms-per-connection"),
  MEMBERS_LISTED("limits.members-page"),
  FILE_BYTES("limits.file-bytes"),
  UPLOADS("limits.uploads-per-day"),
  OVERLOAD("database.overload");

  private static final Map<Limit, Counter> BITES = counters();

  private final String key;

  Limit(String key) {
    this.key = key;
  }

  private static Map<Limit, Counter> counters() {
    Map<Limit, Counter> counters = new EnumMap<>(Limit.class);
    for (Limit limit : values()) {
      counters.put(
          limit,
          Counter.builder("parlor.limits")
              .description("How often a limit was reached, by its key in application.conf")
              .tag("limit", limit.key)
              .register(Metrics.globalRegistry));
    }
    return counters;
  }

  /** Counts that it was reached. */
  public void bit() {
    BITES.get(this).increment();
  }
}
