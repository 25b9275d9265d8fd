package parlor.gateway.door;

import java.net.InetAddress;
import java.util.Map;
import parlor.people.Recent;
import parlor.room.Rate;
import parlor.room.TokenBucket;

/**
 * How fast each address is obeyed, all its connections together. Any thread may ask. Time is a
 * parameter, in milliseconds.
 */
public final class AddressRates {
  /** A longer frame counts as several. */
  private static final int FRAME_BYTES = 1024;

  /** Those that were heard of longest ago are forgotten. */
  private static final int MAX_ADDRESSES = 10_000;

  private final Rate rate;
  private final Map<InetAddress, TokenBucket> buckets = new Recent<>(MAX_ADDRESSES);

  /** Nobody was heard of yet. */
  public AddressRates(Rate rate) {
    this.rate = rate;
  }

  /**
   * Counts a frame that is obeyed now.
   *
   * @return how long the connection has to rest before its next one; 0 if it need not
   */
  public long take(InetAddress address, int bytes, long now) {
    if (Double.isInfinite(rate.perSecond())) {
      return 0;
    }
    InetAddress network = Networks.of(address);
    synchronized (this) {
      return buckets
          .computeIfAbsent(network, heard -> new TokenBucket(rate, now))
          .takeAhead(1 + bytes / FRAME_BYTES, now);
    }
  }
}
