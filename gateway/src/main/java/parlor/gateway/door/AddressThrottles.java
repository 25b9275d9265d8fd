package parlor.gateway.door;

import java.net.InetAddress;
import java.util.Map;
import parlor.people.LoginThrottle;
import parlor.people.Recent;

/**
 * Slows down addresses from which passwords are guessed, whatever the nickname. Any thread may ask.
 * Time is a parameter, in milliseconds.
 */
public final class AddressThrottles {
  private static final int MAX_ADDRESSES = 10_000;

  private final int free;
  private final Map<InetAddress, LoginThrottle> throttles = new Recent<>(MAX_ADDRESSES);

  /**
   * Nobody has failed yet.
   *
   * @param free how many failures cost nothing, for a school behind one address forgets some
   *     passwords, too; 0 if nobody is slowed down
   */
  public AddressThrottles(int free) {
    this.free = free;
  }

  /** How long the next attempt from there has to wait; 0 if it may be made now. */
  synchronized long waitMs(InetAddress address, long now) {
    LoginThrottle throttle = throttles.get(Networks.of(address));
    return throttle != null ? throttle.waitMs(now) : 0;
  }

  /** A password from there was wrong. */
  synchronized void failed(InetAddress address, long now) {
    if (free > 0) {
      throttles.computeIfAbsent(Networks.of(address), from -> new LoginThrottle(free)).failed(now);
    }
  }
}
