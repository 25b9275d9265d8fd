package parlor.gateway.door;

import java.util.concurrent.atomic.AtomicLong;
import parlor.room.Gauges;
import parlor.room.Limit;

/**
 * What all connections have asked and were not answered. When it is too much, those with something
 * on its way wait for its answer before they ask more.
 */
public final class RequestsBound {
  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;

  /** Nothing was asked yet. */
  public RequestsBound(long maxBytes) {
    this.maxBytes = maxBytes;
    Gauges.show("parlor.requests.bytes", bytes, Number::doubleValue);
  }

  /** One connection's share; for one thread at a time. */
  final class Share {
    /** What the objects of a request take besides its text. */
    private static final int OVERHEAD_BYTES = 1024;

    private static final int MAX_BYTES = 256 * 1024;

    private long held;

    /**
     * Whether one more may be asked.
     *
     * @param unanswered how many are on their way
     */
    boolean hasRoom(int unanswered) {
      if (held == 0) {
        return true;
      }
      if (unanswered == 0) {
        giveBack();
        return true;
      }
      boolean room = held < MAX_BYTES && bytes.get() < maxBytes;
      if (!room) {
        Limit.REQUESTS.bit();
      }
      return room;
    }

    void add(int frameBytes) {
      held += frameBytes + OVERHEAD_BYTES;
      bytes.addAndGet(frameBytes + OVERHEAD_BYTES);
    }

    void giveBack() {
      bytes.addAndGet(-held);
      held = 0;
    }
  }

  Share share() {
    return new Share();
  }
}
