package parlor.room;

import akka.util.ByteString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a room on one node: frames are gathered into a batch, and each member's outlet is
 * offered the one shared batch. Neither copied nor encoded per member.
 */
final class FanOut {
  private static final int FLUSH_AT_BYTES = 32 * 1024;

  private final Map<String, Outlet> outlets = new LinkedHashMap<>();

  /** The outlets, to be gone through quickly; null when others have come or gone. */
  private Outlet @Nullable [] everyone;

  private byte[] batch = new byte[1024];
  private int size;
  private int frames;

  /** Adds a frame; true if the batch was empty, so that somebody has to flush it soon. */
  boolean add(byte[] frame) {
    boolean first = size == 0;
    if (batch.length - size < frame.length) {
      batch = Arrays.copyOf(batch, Math.max(2 * batch.length, size + frame.length));
    }
    System.arraycopy(frame, 0, batch, size, frame.length);
    size += frame.length;
    frames++;
    if (size >= FLUSH_AT_BYTES) {
      flush();
    }
    return first;
  }

  /** Offers what was gathered to every member's outlet. */
  void flush() {
    if (size == 0) {
      return;
    }
    RoomMeters.fannedOut(frames, size, outlets.size());
    frames = 0;
    ByteString shared = ByteString.fromArrayUnsafe(Arrays.copyOf(batch, size));
    size = 0;
    if (batch.length > 2 * FLUSH_AT_BYTES) {
      batch = new byte[FLUSH_AT_BYTES];
    }
    if (everyone == null) {
      everyone = outlets.values().toArray(new Outlet[0]);
    }
    for (Outlet outlet : everyone) {
      outlet.offer(shared);
    }
  }

  /** From the next frame on the session's outlet is offered what comes. */
  void attach(String session, Outlet outlet) {
    flush();
    outlets.put(session, outlet);
    everyone = null;
  }

  /** Nothing that comes after this is offered to the session's outlet. */
  void detach(String session) {
    flush();
    outlets.remove(session);
    everyone = null;
  }
}
