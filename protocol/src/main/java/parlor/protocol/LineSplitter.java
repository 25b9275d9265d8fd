package parlor.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines; an {@code \r} before the end and empty lines are dropped. A
 * buffer exists only while half a line waits for its other half. For one thread at a time.
 */
public final class LineSplitter {
  private static final int FIRST_BUFFER = 256;

  private final int maxBytes;
  private byte @Nullable [] held;
  private int heldLength;

  /** Takes one line; the bytes may be read until it returns. */
  @FunctionalInterface
  public interface Lines {
    void line(byte[] bytes, int offset, int length);
  }

  /**
   * A splitter for one stream.
   *
   * @param maxBytes longest line, without its end
   */
  public LineSplitter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes the next bytes of the stream and hands on the lines that end in them, in order. They are
   * not kept: what follows the last line end is copied.
   *
   * @throws LineTooLong as soon as that is certain, with all lines before it handed on; the stream
   *     is of no more use then
   */
  public void feed(byte[] bytes, int offset, int length, Lines lines) throws LineTooLong {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        finishLine(bytes, start, i - start, lines);
        start = i + 1;
      }
    }
    hold(bytes, start, end - start);
  }

  /** How many bytes of a line wait for its end. */
  public int waiting() {
    return heldLength;
  }

  boolean holdsBuffer() {
    return held != null;
  }

  private void finishLine(byte[] bytes, int offset, int length, Lines lines) throws LineTooLong {
    if (heldLength == 0) {
      deliver(bytes, offset, length, lines);
      return;
    }
    hold(bytes, offset, length);
    byte[] line = held;
    int lineLength = heldLength;
    held = null;
    heldLength = 0;
    if (line != null) {
      deliver(line, 0, lineLength, lines);
    }
  }

  private void deliver(byte[] bytes, int offset, int length, Lines lines) throws LineTooLong {
    boolean carriageReturn = length > 0 && bytes[offset + length - 1] == '\r';
    int size = carriageReturn ? length - 1 : length;
    if (size > maxBytes) {
      throw new LineTooLong(maxBytes);
    }
    if (size > 0) {
      lines.line(bytes, offset, size);
    }
  }

  private void hold(byte[] bytes, int offset, int length) throws LineTooLong {
    if (length == 0) {
      return;
    }
    // One byte more may be there, if it may still turn out to be part of the line's end.
    int room = maxBytes - heldLength;
    if (length > room + 1 || (length == room + 1 && bytes[offset + length - 1] != '\r')) {
      throw new LineTooLong(maxBytes);
    }
    byte[] buffer = withRoomFor(heldLength + length);
    System.arraycopy(bytes, offset, buffer, heldLength, length);
    heldLength += length;
    held = buffer;
  }

  private byte[] withRoomFor(int size) {
    if (held == null) {
      return new byte[Math.max(size, Math.min(FIRST_BUFFER, maxBytes + 1))];
    }
    return size <= held.length
        ? held
        : Arrays.copyOf(held, Math.max(size, (int) Math.min(2L * held.length, maxBytes + 1L)));
  }
}
