package parlor.people;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses the password of a nickname, without locking its owner out: an address from
 * which it was wrong too often has to wait; when it was wrong too often from wherever, each attempt
 * takes a while, but none is refused. Time is a parameter, in milliseconds.
 */
final class Guesses {
  private static final int MAX_ADDRESSES = 1_000;
  private static final int MAX_KNOWN = 10;
  private static final long DELAY_STEP_MS = 50;
  private static final long MAX_DELAY_MS = 1_000;

  private final int freeOfAddress;
  private final int free;

  /**
   * Null until somebody has failed: most of those who are here are guests, and have no password.
   */
  private @Nullable Map<String, LoginThrottle> addresses;

  /** The addresses from which it was right last; null if it never was. */
  private @Nullable SequencedSet<String> known;

  private int failures;
  private long lastFailure;

  /**
   * Nobody has failed yet.
   *
   * @param freeOfAddress how many failures from one address cost nothing
   * @param free how many in all
   */
  Guesses(int freeOfAddress, int free) {
    this.freeOfAddress = freeOfAddress;
    this.free = free;
  }

  /** How long the next attempt from there has to wait; 0 if it may be made now. */
  long waitMs(String from, long now) {
    LoginThrottle throttle = addresses == null ? null : addresses.get(from);
    return throttle == null ? 0 : throttle.waitMs(now);
  }

  /** How long an attempt from there takes before it is looked at. */
  long delayMs(String from, long now) {
    boolean isKnown = known != null && known.contains(from);
    return failures < free || isForgiven(now) || isKnown
        ? 0
        : Math.min(MAX_DELAY_MS, DELAY_STEP_MS * (failures - free + 1));
  }

  void failed(String from, long now) {
    failures = isForgiven(now) ? 1 : failures + 1;
    lastFailure = now;
    if (addresses == null) {
      addresses = new Recent<>(MAX_ADDRESSES);
    }
    addresses.computeIfAbsent(from, heard -> new LoginThrottle(freeOfAddress)).failed(now);
  }

  void succeeded(String from) {
    if (addresses != null) {
      addresses.remove(from);
    }
    if (known == null) {
      known = new LinkedHashSet<>();
    }
    known.addLast(from);
    if (known.size() > MAX_KNOWN) {
      known.removeFirst();
    }
  }

  /** Whether there is nothing to remember. */
  boolean isForgiven(long now) {
    return failures == 0 || now - lastFailure > LoginThrottle.FORGIVEN_MS;
  }
}
