package parlor.gateway.door;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import parlor.people.LoginThrottle;

/**
 * Slows down addresses from which passwords are guessed, whatever the nickname. Any thread may ask.
 * Time is a parameter, in milliseconds.
 */
public final class AddressThrottles {
  /** A school behind one address forgets some passwords, too. */
  private static final int FREE_FAILURES = 20;

  private static final int MAX_ADDRESSES = 10_000;

  private final boolean on;
  private final Map<InetAddress, LoginThrottle> throttles =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, LoginThrottle> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  /**
   * Nobody has failed yet.
   *
   * @param on whether anybody is slowed down
   */
  public AddressThrottles(boolean on) {
    this.on = on;
  }

  /** How long the next attempt from there has to wait; 0 if it may be made now. */
  synchronized long waitMs(InetAddress address, long now) {
    LoginThrottle throttle = throttles.get(address);
    return on && throttle != null ? throttle.waitMs(now) : 0;
  }

  /** A password from there was wrong. */
  synchronized void failed(InetAddress address, long now) {
    throttles.computeIfAbsent(address, from -> new LoginThrottle(FREE_FAILURES)).failed(now);
  }
}
