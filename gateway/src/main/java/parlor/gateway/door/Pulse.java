package parlor.gateway.door;

import java.time.Clock;
import java.time.Duration;

/**
 * Whether the threads on which rooms and people live keep up: they are asked again and again, and
 * the answer comes late when they have too much to do.
 */
public final class Pulse {
  /** How often they are asked. */
  public static final Duration EVERY = Duration.ofMillis(250);

  private final Clock clock;
  private final long lateMs;
  private volatile long last;

  /**
   * All is well.
   *
   * @param late with an answer that is later than this they have fallen behind
   */
  public Pulse(Clock clock, Duration late) {
    this.clock = clock;
    this.lateMs = EVERY.plus(late).toMillis();
    this.last = clock.millis();
  }

  /** Called on those threads. */
  public void beat() {
    last = clock.millis();
  }

  boolean isLate(long now) {
    return now - last > lateMs;
  }
}
