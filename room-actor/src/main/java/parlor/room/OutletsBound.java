package parlor.room;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits in all outlets of a node together. Of what is new in each only what lies above a small
 * share is counted, so that connections that keep up never touch the one shared number.
 */
public final class OutletsBound {
  /** Of each outlet so many bytes are not counted. */
  private static final long FREE_BYTES = 64 * 1024;

  private final AtomicLong counted = new AtomicLong();
  private final long maxBytes;
  private final long slowBytes;

  /**
   * Nothing waits yet.
   *
   * @param maxBytes beyond it, slow outlets overflow
   * @param slowBytes an outlet with more than this is slow
   */
  public OutletsBound(long maxBytes, long slowBytes) {
    this.maxBytes = maxBytes;
    this.slowBytes = slowBytes;
    Gauges.show("parlor.outlets.bytes", counted, Number::doubleValue);
  }

  /** What an outlet's connection has not looked at yet has changed. */
  void changed(long before, long after) {
    held(Math.max(0, after - FREE_BYTES) - Math.max(0, before - FREE_BYTES));
  }

  /** An outlet's connection holds so much more, or less, than it could write: all of it counts. */
  void held(long delta) {
    if (delta != 0) {
      counted.addAndGet(delta);
    }
  }

  /** Whether an outlet with so many bytes has to make room for the others. */
  boolean overflows(long bytes) {
    return bytes > slowBytes && isFull();
  }

  /** Whether no more should be asked for by those who have not read what they got. */
  public boolean isFull() {
    return counted.get() > maxBytes;
  }
}
