package parlor.bench;

/**
 * How each message begins, so that whoever gets it knows which it is: {@code ~sssssnnnnnnnn~}, the
 * sender and the sender's own number of it, in hexadecimal digits of fixed width.
 */
final class Stamp {
  static final int LENGTH = 15;
  static final int MAX_SENDERS = 0xFFFFF;
  static final byte MARK = '~';

  private static final int SENDER_DIGITS = 5;
  private static final int NUMBER_DIGITS = 8;
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Stamp() {}

  /** A text of that many bytes that begins with a stamp. */
  static String text(int sender, int number, int size) {
    return String.format("~%05x%08x~", sender, number) + "x".repeat(size - LENGTH);
  }

  /** Writes another stamp over the one at that place. */
  static void write(byte[] bytes, int at, int sender, int number) {
    writeHex(bytes, at + 1, SENDER_DIGITS, sender);
    writeHex(bytes, at + 1 + SENDER_DIGITS, NUMBER_DIGITS, number);
  }

  /** Whether something that is marked as a stamp is at that place. */
  static boolean isAt(byte[] bytes, int at, int end) {
    return at + LENGTH <= end && bytes[at] == MARK && bytes[at + LENGTH - 1] == MARK;
  }

  /** The sender in the stamp at that place, below 0 if there is none. */
  static int sender(byte[] bytes, int at) {
    return (int) hex(bytes, at + 1, SENDER_DIGITS);
  }

  /** The number in the stamp at that place, below 0 if there is none. */
  static int number(byte[] bytes, int at) {
    return (int) Math.min(Integer.MAX_VALUE, hex(bytes, at + 1 + SENDER_DIGITS, NUMBER_DIGITS));
  }

  private static void writeHex(byte[] bytes, int at, int digits, int value) {
    int rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      bytes[i] = DIGITS[rest & 15];
      rest >>>= 4;
    }
  }

  /** The value, or below 0 if there is something else than digits. */
  private static long hex(byte[] bytes, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
