package parlor.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = skipAscii(bytes, offset, end);
    while (i < end) {
      int size = sizeAt(bytes, i, end);
      if (size == 0) {
        return false;
      }
      i = skipAscii(bytes, i + size, end);
    }
    return true;
  }

  private static int skipAscii(byte[] bytes, int from, int end) {
    int i = from;
    while (i + Long.BYTES <= end && ((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /** How many bytes the sequence that begins here has, or 0 if it is none. */
  private static int sizeAt(byte[] bytes, int index, int end) {
    int first = bytes[index] & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (index + size > end || !fits(first, bytes[index + 1] & 0xFF)) {
      return 0;
    }
    for (int i = index + 2; i < index + size; i++) {
      if (!isContinuation(bytes[i] & 0xFF)) {
        return 0;
      }
    }
    return size;
  }

  /** After some first bytes, fewer second ones are allowed: table 3-7 of the Unicode Standard. */
  private static boolean fits(int first, int second) {
    return switch (first) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> isContinuation(second);
    };
  }

  private static boolean isContinuation(int unsigned) {
    return (unsigned & 0xC0) == 0x80;
  }
}
