package parlor.bench;

import java.util.Arrays;

/** Looks for things in bytes. Where nothing is found the answer is below 0. */
final class Bytes {
  private Bytes() {}

  static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (bytes[i] == wanted[0] && startsWith(bytes, i, to, wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** The whole number that follows the first {@code key}, as in {@code "seq":17}. */
  static long numberAfter(byte[] bytes, int from, int to, byte[] key) {
    int at = indexOf(bytes, from, to, key);
    return at < 0 ? -1 : number(bytes, at + key.length, to);
  }

  /** The whole number that stands there. */
  static long number(byte[] bytes, int from, int to) {
    long value = 0;
    int i = from;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      value = 10 * value + bytes[i] - '0';
      i++;
    }
    return i == from ? -1 : value;
  }
}
