package parlor.room;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a room on one node: frames are gathered into a batch, and each member's outlet is
 * offered the one shared batch. Neither copied nor encoded per member. Whoever comes meanwhile is
 * offered what was gathered since.
 */
final class FanOut {
  private static final int FLUSH_AT_BYTES = 32 * 1024;

  /** Somebody who came when so much had been gathered. */
  private record Newcomer(Outlet outlet, int bytes, int frames) {}

  private final Map<String, Outlet> outlets = new LinkedHashMap<>();

  /** Who is offered the whole batch; null until it is known. */
  private Outlet @Nullable [] everyone;

  private final List<Newcomer> newcomers = new ArrayList<>();

  private byte[] batch = new byte[1024];
  private int size;
  private int frames;

  /** Adds a frame, which somebody has to flush. */
  void add(byte[] frame) {
    if (batch.length - size < frame.length) {
      batch = Arrays.copyOf(batch, Math.max(2 * batch.length, size + frame.length));
    }
    System.arraycopy(frame, 0, batch, size, frame.length);
    size += frame.length;
    frames++;
    if (size >= FLUSH_AT_BYTES) {
      flush();
    }
  }

  /** Offers what was gathered to every member's outlet. */
  void flush() {
    if (size == 0) {
      return;
    }
    ByteString shared = ByteString.fromArrayUnsafe(Arrays.copyOf(batch, size));
    Outlet[] members = everyone();
    for (Outlet outlet : members) {
      outlet.offer(shared);
    }
    RoomMeters.fannedOut(frames, size, members.length);
    if (!newcomers.isEmpty()) {
      flushToNewcomers(shared);
    }
    frames = 0;
    size = 0;
    if (batch.length > 2 * FLUSH_AT_BYTES) {
      batch = new byte[FLUSH_AT_BYTES];
    }
  }

  /** Those who came together share what they are offered. */
  private void flushToNewcomers(ByteString shared) {
    ByteString rest = shared;
    for (Newcomer newcomer : newcomers) {
      int bytes = size - newcomer.bytes;
      if (bytes > 0) {
        rest = rest.size() == bytes ? rest : shared.drop(newcomer.bytes);
        newcomer.outlet.offer(rest);
        RoomMeters.fannedOut(frames - newcomer.frames, bytes, 1);
      }
    }
    newcomers.clear();
    everyone = null;
  }

  private Outlet[] everyone() {
    if (everyone == null) {
      everyone = outlets.values().toArray(new Outlet[0]);
    }
    return everyone;
  }

  /** How many are offered what comes. */
  int members() {
    return outlets.size();
  }

  /** From the next frame on the session's outlet is offered what comes. */
  void attach(String session, Outlet outlet) {
    if (size == 0) {
      everyone = null;
    } else {
      everyone();
      newcomers.add(new Newcomer(outlet, size, frames));
    }
    outlets.put(session, outlet);
  }

  /** The session's outlet is offered what was gathered, as all are, and nothing after it. */
  void detach(String session) {
    flush();
    outlets.remove(session);
    everyone = null;
  }
}
