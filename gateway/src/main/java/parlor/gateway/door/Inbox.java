package parlor.gateway.door;

import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.RefusedFrame;

/**
 * Bytes that have arrived and were not obeyed yet. A frame is cut off and read only when it is its
 * turn: small frames take many times as much memory once they are objects. An {@code \r} before a
 * line's end and empty lines are dropped. For one thread at a time.
 */
final class Inbox {
  /** While a whole frame waits, no more than this is asked for. */
  private static final int ROOM_BYTES = 16 * 1024;

  private static final byte[] NONE = {};

  sealed interface Item {
    /**
     * A frame.
     *
     * @param bytes how long it was
     */
    record Obey(ClientFrame frame, int bytes) implements Item {}

    record Refuse(RefusedFrame refused) implements Item {}
  }

  private final ClientFrameCodec codec;
  private final int frameBytes;
  private byte[] bytes = NONE;
  private int start;
  private int end;

  /** Of the bytes before it is known whether a line ends there. */
  private int scanned;

  /** Where the first line ends; -1 while it goes on. */
  private int lineEnd = -1;

  private long cut;
  private boolean framingLost;

  Inbox(ClientFrameCodec codec, int frameBytes) {
    this.codec = codec;
    this.frameBytes = frameBytes;
  }

  /** Takes bytes, which are not changed by anybody from now on; none behind a lost framing. */
  void add(byte[] more) {
    if (framingLost) {
      return;
    }
    if (start == end) {
      bytes = more;
      start = 0;
      scanned = 0;
      end = more.length;
    } else {
      append(more);
    }
    findLine();
  }

  /** All arrays but those made here are full, so nobody else's is written to. */
  private void append(byte[] more) {
    int needed = end - start + more.length;
    if (needed > bytes.length - start) {
      byte[] larger = new byte[Math.max(needed, Math.min(2 * (end - start), frameBytes + 2))];
      System.arraycopy(bytes, start, larger, 0, end - start);
      scanned -= start;
      end -= start;
      lineEnd = lineEnd < 0 ? lineEnd : lineEnd - start;
      start = 0;
      bytes = larger;
    }
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
  }

  /** Finds the end of the first line that is not empty. */
  private void findLine() {
    while (lineEnd < 0 && scanned < end) {
      if (bytes[scanned] == '\n') {
        if (lengthTo(scanned) == 0) {
          start = scanned + 1;
        } else {
          lineEnd = scanned;
        }
      }
      scanned++;
    }
    if (start == end) {
      bytes = NONE;
      start = 0;
      end = 0;
      scanned = 0;
    }
  }

  /** Of the line that ends there. */
  private int lengthTo(int lineFeed) {
    boolean carriageReturn = lineFeed > start && bytes[lineFeed - 1] == '\r';
    return lineFeed - start - (carriageReturn ? 1 : 0);
  }

  /** The next item, or null if there is no whole one. */
  @Nullable Item poll() {
    if (isTooLong()) {
      return refuse(RefusedFrame.tooLong(frameBytes));
    }
    if (lineEnd < 0) {
      return null;
    }
    int from = start;
    int length = lengthTo(lineEnd);
    byte[] line = bytes;
    start = lineEnd + 1;
    lineEnd = -1;
    cut++;
    findLine();
    try {
      return new Item.Obey(codec.decode(line, from, length), length);
    } catch (RefusedFrame refused) {
      return refuse(refused);
    }
  }

  /** One byte more may be there, if it may still turn out to be part of the line's end. */
  private boolean isTooLong() {
    return lengthTo(lineEnd < 0 ? end : lineEnd) > frameBytes;
  }

  private Item refuse(RefusedFrame refused) {
    if (refused.framingLost()) {
      framingLost = true;
      bytes = NONE;
      start = 0;
      end = 0;
      scanned = 0;
      lineEnd = -1;
    }
    return new Item.Refuse(refused);
  }

  /** Whether nothing can be obeyed; the beginning of a frame may be there. */
  boolean isEmpty() {
    return lineEnd < 0 && !isTooLong();
  }

  /** Whether the beginning of a frame waits for its end. */
  boolean isHalf() {
    return start < end && isEmpty();
  }

  /** How many frames were taken out: names the one that is arriving. */
  long cut() {
    return cut;
  }

  /** Whether more may be read before what is here has been obeyed. */
  boolean hasRoom() {
    return isEmpty() || end - start < ROOM_BYTES;
  }

  /** How much is held. */
  int heldBytes() {
    return bytes.length;
  }
}
