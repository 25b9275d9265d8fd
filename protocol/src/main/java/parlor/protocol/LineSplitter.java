package parlor.protocol;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines; an {@code \r} before the end and empty lines are dropped.
 * Holds a buffer only while half a line waits for its other half.
 */
public final class LineSplitter {

  /** Takes one line; the bytes may be read until it returns. */
  @FunctionalInterface
  public interface Lines {
    void line(byte[] bytes, int offset, int length);
  }

  private static final byte[] NOTHING = new byte[0];

  private final int maxBytes;
  private byte[] half = NOTHING;
  private int halfLength;

  /**
   * A splitter for one stream.
   *
   * @param maxBytes longest line, without its end
   */
  public LineSplitter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes the next bytes of the stream and hands out the lines that are complete.
   *
   * @return false if a line is longer than allowed: the stream cannot be cut any more
   */
  public boolean feed(byte[] bytes, int offset, int length, Lines lines) {
    int end = offset + length;
    int start = offset;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\n') {
        if (!complete(bytes, start, i - start, lines)) {
          return false;
        }
        start = i + 1;
      }
    }
    return keep(bytes, start, end - start);
  }

  private boolean complete(byte[] bytes, int offset, int length, Lines lines) {
    if (halfLength == 0) {
      return handOut(bytes, offset, length, lines);
    }
    if (!keep(bytes, offset, length)) {
      return false;
    }
    byte[] line = half;
    int lineLength = halfLength;
    half = NOTHING;
    halfLength = 0;
    return handOut(line, 0, lineLength, lines);
  }

  private boolean handOut(byte[] bytes, int offset, int length, Lines lines) {
    int shown = length > 0 && bytes[offset + length - 1] == '\r' ? length - 1 : length;
    if (shown > maxBytes) {
      return false;
    }
    if (shown > 0) {
      lines.line(bytes, offset, shown);
    }
    return true;
  }

  /** One byte more than the longest line is kept: it may be the {@code \r} of the line's end. */
  private boolean keep(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return true;
    }
    int needed = halfLength + length;
    boolean endsInCr = bytes[offset + length - 1] == '\r';
    if (needed > maxBytes + (endsInCr ? 1 : 0)) {
      return false;
    }
    if (needed > half.length) {
      half = Arrays.copyOf(half, Math.max(needed, Math.min(maxBytes + 1, 2 * half.length)));
    }
    System.arraycopy(bytes, offset, half, halfLength, length);
    halfLength = needed;
    return true;
  }
}
