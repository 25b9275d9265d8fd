package parlor.room;

import akka.util.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection, for all its rooms. Any thread may offer; the
 * connection alone takes. Offered bytes are shared with other outlets and never changed.
 *
 * <p>Bounded in bytes: an offer beyond the bound is dropped with all that waits, and the outlet is
 * {@linkplain #overflowed() overflowed} from then on, which ends the connection.
 *
 * <p>Offers lie on a stack (R. K. Treiber, Systems programming: coping with parallelism, 1986),
 * each with the sum of the bytes below it; the connection takes the whole stack and turns it over.
 * So an offer is one atomic step in one object: a thousand outlets are offered each message of a
 * large room, and what that costs is what has to be fetched from memory.
 */
public final class Outlet {

  /** Frames that wait; {@code total} bytes with all that were offered before it. */
  private static final class Offer {
    private final ByteString frames;
    private final long total;
    private @Nullable Offer next;

    Offer(ByteString frames, long total, @Nullable Offer next) {
      this.frames = frames;
      this.total = total;
      this.next = next;
    }
  }

  /** On the stack from the overflow on. */
  private static final Offer OVERFLOWED = new Offer(ByteString.emptyByteString(), 0, null);

  private static final VarHandle OFFERED;
  private static final VarHandle UNANSWERED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OFFERED = lookup.findVarHandle(Outlet.class, "offered", Offer.class);
      UNANSWERED = lookup.findVarHandle(Outlet.class, "unanswered", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final long maxBytes;
  private final OutletsBound all;
  private final Runnable wake;

  /** The newest first; null while nothing has come since the connection has looked. */
  private volatile @Nullable Offer offered;

  private volatile int unanswered;

  /** The connection's own, the oldest first. */
  private @Nullable Offer turned;

  /** Of {@link #turned}; written by the connection alone. */
  private volatile long turnedBytes;

  /**
   * An empty outlet.
   *
   * @param maxBytes the bound
   * @param all what waits in other outlets too
   * @param wake called by the offering thread when the connection has taken all there was before,
   *     or has to end
   */
  public Outlet(long maxBytes, OutletsBound all, Runnable wake) {
    this.maxBytes = maxBytes;
    this.all = all;
    this.wake = wake;
  }

  /** Adds whole frames, each ended by a line end. */
  public void offer(ByteString frames) {
    Offer below;
    Offer offer;
    do {
      below = offered;
      if (below == OVERFLOWED) {
        return;
      }
      long total = frames.size() + totalOf(below);
      long waiting = total + turnedBytes;
      boolean fits = waiting <= maxBytes && !all.overflows(waiting);
      offer = fits ? new Offer(frames, total, below) : OVERFLOWED;
    } while (!OFFERED.compareAndSet(this, below, offer));
    all.changed(totalOf(below), offer.total);
    if (below == null || offer == OVERFLOWED) {
      wake.run();
    }
  }

  private static long totalOf(@Nullable Offer top) {
    return top == null ? 0 : top.total;
  }

  /** Adds the answer to a request that was {@linkplain #request() counted}. */
  public void answer(ByteString frame) {
    UNANSWERED.getAndAdd(this, -1);
    offer(frame);
  }

  /** Counts a request whose answer will come. */
  public void request() {
    UNANSWERED.getAndAdd(this, 1);
  }

  /** Requests that have no answer yet. */
  public int unanswered() {
    return unanswered;
  }

  /** Bytes that wait. */
  public long bytes() {
    return totalOf(offered) + turnedBytes;
  }

  public boolean overflowed() {
    return offered == OVERFLOWED;
  }

  /**
   * Takes what waits, at most about {@code maxTaken} bytes but at least one offer. For the
   * connection alone.
   *
   * @return null if nothing waits; then the next offer wakes the connection
   */
  public @Nullable ByteString take(int maxTaken) {
    if (overflowed()) {
      drop();
      return null;
    }
    long counted = turnedBytes;
    if (turned == null) {
      turnOver();
    }
    Offer first = turned;
    if (first == null) {
      return null;
    }
    ByteString taken = first.frames;
    Offer next = first.next;
    // Strung together without being copied: one write to the socket instead of many.
    while (next != null && taken.size() < maxTaken) {
      taken = taken.concat(next.frames);
      next = next.next;
    }
    long left = turnedBytes - taken.size();
    turned = next;
    turnedBytes = left;
    all.held(left - counted);
    return taken;
  }

  /** Takes all that was offered, and brings it into the order in which it was. */
  private void turnOver() {
    Offer top = offered;
    while (top != OVERFLOWED && !OFFERED.compareAndSet(this, top, null)) {
      top = offered;
    }
    if (top == null || top == OVERFLOWED) {
      return;
    }
    long total = top.total;
    all.changed(total, 0);
    Offer oldest = null;
    while (top != null) {
      Offer below = top.next;
      top.next = oldest;
      oldest = top;
      top = below;
    }
    turned = oldest;
    turnedBytes = total;
  }

  /** Forgets what was turned over. */
  private void drop() {
    all.held(-turnedBytes);
    turned = null;
    turnedBytes = 0;
  }

  /** The connection is gone: nothing waits any more, and nothing more is taken in. */
  public void discard() {
    Offer top = (Offer) OFFERED.getAndSet(this, OVERFLOWED);
    all.changed(totalOf(top), 0);
    drop();
  }
}
