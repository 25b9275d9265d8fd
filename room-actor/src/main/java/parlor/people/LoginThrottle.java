package parlor.people;

/**
 * Slows down who guesses: after some wrong passwords in a row each further one has to wait twice as
 * long as the one before. Time is a parameter, in milliseconds.
 */
public final class LoginThrottle {
  private static final long FIRST_WAIT_MS = 1_000;
  private static final long MAX_WAIT_MS = 5 * 60_000;

  /** So long after the last failure all is forgiven. */
  static final long FORGIVEN_MS = 15 * 60_000;

  private final int free;
  private int failures;
  private long lastFailure;

  /**
   * Nobody has failed yet.
   *
   * @param free how many failures cost nothing
   */
  public LoginThrottle(int free) {
    this.free = free;
  }

  /** How long the next attempt has to wait; 0 if it may be made now. */
  public long waitMs(long now) {
    return isForgiven(now) || failures < free ? 0 : Math.max(0, lastFailure + penalty() - now);
  }

  private long penalty() {
    int doublings = Math.min(failures - free, 20);
    return Math.min(MAX_WAIT_MS, FIRST_WAIT_MS << doublings);
  }

  public void failed(long now) {
    failures = isForgiven(now) ? 1 : failures + 1;
    lastFailure = now;
  }

  public void succeeded() {
    failures = 0;
  }

  /** Whether there is nothing to remember. */
  public boolean isForgiven(long now) {
    return failures == 0 || now - lastFailure > FORGIVEN_MS;
  }
}
