package parlor.room;

import akka.util.ByteString;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection, for all its rooms. Any thread may offer; the
 * connection alone takes. Offered bytes are shared with other outlets and never changed.
 *
 * <p>Bounded in bytes: an offer beyond the bound is dropped with all that waits, and the outlet is
 * {@linkplain #overflowed() overflowed} from then on, which ends the connection.
 */
public final class Outlet {
  private final Queue<ByteString> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean idle = new AtomicBoolean();
  private final long maxBytes;
  private final OutletsBound all;
  private final Runnable wake;
  private volatile boolean overflowed;

  /**
   * An empty outlet.
   *
   * @param maxBytes the bound
   * @param all what waits in other outlets too
   * @param wake called by the offering thread when the connection waits for something to write, or
   *     has to end
   */
  public Outlet(long maxBytes, OutletsBound all, Runnable wake) {
    this.maxBytes = maxBytes;
    this.all = all;
    this.wake = wake;
  }

  /** Adds whole frames, each ended by a line end. */
  public void offer(ByteString frames) {
    if (overflowed) {
      return;
    }
    long waiting = bytes.addAndGet(frames.size());
    all.changed(waiting - frames.size(), waiting);
    if (waiting > maxBytes || all.overflows(waiting)) {
      overflowed = true;
      queue.clear();
      wake.run();
    } else {
      queue.add(frames);
      wakeIfIdle();
    }
  }

  /** Adds the answer to a request that was {@linkplain #request() counted}. */
  public void answer(ByteString frame) {
    unanswered.decrementAndGet();
    offer(frame);
  }

  /** Counts a request whose answer will come. */
  public void request() {
    unanswered.incrementAndGet();
  }

  /** Requests that have no answer yet. */
  public int unanswered() {
    return unanswered.get();
  }

  /** Bytes that wait. */
  public long bytes() {
    return bytes.get();
  }

  public boolean overflowed() {
    return overflowed;
  }

  /**
   * Takes what waits, at most about {@code maxTaken} bytes but at least one offer.
   *
   * @return null if nothing waits; then the next offer wakes the connection
   */
  public @Nullable ByteString take(int maxTaken) {
    ByteString first = queue.poll();
    if (first == null) {
      idle.set(true);
      // An offer may have come between the look and the word.
      if (queue.isEmpty() || !idle.compareAndSet(true, false)) {
        return null;
      }
      first = queue.poll();
      if (first == null) {
        return take(maxTaken);
      }
    }
    ByteString taken = first.size() < maxTaken ? gather(first, maxTaken) : first;
    long left = bytes.addAndGet(-taken.size());
    all.changed(left + taken.size(), left);
    return taken;
  }

  /** The connection is gone: nothing waits any more, and nothing more is taken in. */
  public void discard() {
    overflowed = true;
    queue.clear();
    all.changed(bytes.getAndSet(0), 0);
  }

  /** Strings offers together, without copying them: one write to the socket instead of many. */
  private ByteString gather(ByteString first, int maxTaken) {
    ByteString taken = first;
    while (taken.size() < maxTaken) {
      ByteString next = queue.poll();
      if (next == null) {
        break;
      }
      taken = taken.concat(next);
    }
    return taken;
  }

  private void wakeIfIdle() {
    if (idle.get() && idle.compareAndSet(true, false)) {
      wake.run();
    }
  }
}
