package parlor.client.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before what a server could not do just now is asked for again. */
final class Patience {
  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 30_000;

  private Patience() {}

  /**
   * As long as the server says, and longer and longer while it goes on refusing; 30 s at most.
   *
   * @param refusals how often it was refused before, at least 0
   * @param retryAfterMs the server's word, or null
   */
  static Duration after(int refusals, @Nullable Long retryAfterMs) {
    long own = FIRST_MS << Math.min(refusals, 6);
    long told = retryAfterMs == null ? 0 : retryAfterMs;
    return Duration.ofMillis(Math.min(LONGEST_MS, Math.max(own, told)));
  }
}
