package parlor.store;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how things are kept.
 *
 * @param url of a PostgreSQL server ({@code jdbc:postgresql://…}); null for the embedded database
 * @param readers connections that read at the same time
 * @param overload while something waits longer than this to be stored, nothing more is taken
 * @param keep which messages are kept
 */
public record StoreSettings(@Nullable String url, int readers, Duration overload, Keep keep) {

  /**
   * Which messages are kept: in all rooms, and in rooms that have a rule of their own.
   *
   * @param rooms by name
   */
  public record Keep(KeepRule all, Map<String, KeepRule> rooms) {}

  /**
   * How long the messages of a room are kept.
   *
   * @param age older ones are forgotten; null keeps them
   * @param messages only so many of the newest are kept; 0 keeps all
   */
  public record KeepRule(@Nullable Duration age, long messages) {
    public static final KeepRule ALL = new KeepRule(null, 0);

    boolean keepsAll() {
      return age == null && messages == 0;
    }
  }
}
