package parlor.bench;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param warmUp before anything is measured, for the server's compiler
 * @param measured what is measured
 */
record Plan(Duration warmUp, Duration measured) {
  static final Duration JOINING = Duration.ofMinutes(5);
  static final Duration SETTLING = Duration.ofSeconds(10);
  static final Duration LEAVING = Duration.ofMinutes(1);
}
