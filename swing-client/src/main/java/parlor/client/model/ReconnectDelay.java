package parlor.client.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: 1 s, 2 s, 4 s … 30 s, each with up to a fifth of jitter.
 */
final class ReconnectDelay {
  private static final long FIRST_MS = 1000;
  private static final long LONGEST_MS = 30_000;

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;

  ReconnectDelay(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long delay = nextMs;
    nextMs = Math.min(LONGEST_MS, 2 * nextMs);
    return Duration.ofMillis(delay - delay / 10 + random.nextLong(delay / 5 + 1));
  }

  void reset() {
    nextMs = FIRST_MS;
  }
}
