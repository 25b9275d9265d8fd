package parlor.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads what a server sends without decoding it: in the lines that come by the million only what
 * has to be known is looked up, by what they begin with and by position. Every other line, and one
 * that has its keys in another order, is handed on whole.
 */
final class LineScanner {
  private static final byte[] MESSAGE = ascii("{\"type\":\"message\",");
  private static final byte[] SAID = ascii("{\"type\":\"said\",");
  private static final byte[] MEMBER_JOINED = ascii("{\"type\":\"member-joined\",");
  private static final byte[] MEMBER_LEFT = ascii("{\"type\":\"member-left\",");
  private static final byte[] JOINED = ascii("{\"type\":\"joined\",");
  private static final byte[] SEQ = ascii("\"seq\":");
  private static final byte[] MEMBER_COUNT = ascii("\"memberCount\":");
  private static final byte[] ROOM = ascii("\"room\":\"");
  private static final byte[] NICKNAME = ascii("\"nickname\":\"");
  private static final byte[] END_OF_TEXT = ascii("\"}\n");
  private static final byte QUOTE = '"';

  private final int size;

  /** Is told what came, in order. */
  interface Listener {
    /**
     * A message with a stamp.
     *
     * @param seq the server's number of it, below 0 if there was none
     * @param intact whether the text has the length it was sent with
     */
    void message(long seq, int sender, int number, boolean intact);

    /** The answer to a message. */
    void said();

    /**
     * Somebody came.
     *
     * @param room the number at the end of the room's name
     * @param client the number at the end of the nickname
     */
    void memberJoined(int room, int client);

    /** One has come into a room where so many are then. */
    void joined(int room, int memberCount);

    /** Any other line, without its end; the bytes may be read until this returns. */
    void other(byte[] bytes, int offset, int length);
  }

  /**
   * A scanner of what one crowd gets.
   *
   * @param size bytes of each message's text
   */
  LineScanner(int size) {
    this.size = size;
  }

  /** Takes the whole lines from there on, and returns where the first that is not whole begins. */
  int scan(byte[] bytes, int from, int to, Listener listener) {
    int start = from;
    while (start < to) {
      int next = line(bytes, start, to, listener);
      if (next < 0) {
        return start;
      }
      start = next;
    }
    return start;
  }

  /** Takes one line and returns where the next begins, or below 0 if it is not whole. */
  private int line(byte[] bytes, int start, int to, Listener listener) {
    if (Bytes.startsWith(bytes, start, to, MESSAGE)) {
      return message(bytes, start, to, listener);
    }
    int end = Bytes.indexOf(bytes, start, to, (byte) '\n');
    if (end < 0) {
      return -1;
    }
    if (Bytes.startsWith(bytes, start, end, SAID)) {
      listener.said();
    } else if (Bytes.startsWith(bytes, start, end, MEMBER_JOINED)) {
      listener.memberJoined(ordinal(bytes, start, end, ROOM), ordinal(bytes, start, end, NICKNAME));
    } else if (Bytes.startsWith(bytes, start, end, JOINED)) {
      listener.joined(
          ordinal(bytes, start, end, ROOM),
          (int) Bytes.numberAfter(bytes, start, end, MEMBER_COUNT));
    } else if (end > start && !Bytes.startsWith(bytes, start, end, MEMBER_LEFT)) {
      listener.other(bytes, start, end - start);
    }
    return end + 1;
  }

  private int message(byte[] bytes, int start, int to, Listener listener) {
    int stamp = start + MESSAGE.length;
    while (stamp < to && bytes[stamp] != Stamp.MARK && bytes[stamp] != '\n') {
      stamp++;
    }
    // As it is nearly always: the text is the last key, and it is whole.
    int next = stamp + size + END_OF_TEXT.length;
    boolean intact = next <= to && Bytes.startsWith(bytes, stamp + size, to, END_OF_TEXT);
    if (!intact) {
      int end = Bytes.indexOf(bytes, stamp, to, (byte) '\n');
      if (end < 0) {
        return -1;
      }
      next = end + 1;
      intact = stamp + size < end && bytes[stamp + size] == QUOTE;
    }
    boolean stamped = Stamp.isAt(bytes, stamp, next);
    int sender = stamped ? Stamp.sender(bytes, stamp) : -1;
    int number = stamped ? Stamp.number(bytes, stamp) : -1;
    if (sender < 0 || number < 0) {
      listener.other(bytes, start, next - 1 - start);
    } else {
      listener.message(Bytes.numberAfter(bytes, start, stamp, SEQ), sender, number, intact);
    }
    return next;
  }

  /** The number at the end of the name that follows the first {@code key}. */
  private static int ordinal(byte[] bytes, int start, int end, byte[] key) {
    int at = Bytes.indexOf(bytes, start, end, key);
    int quote = at < 0 ? -1 : Bytes.indexOf(bytes, at + key.length, end, QUOTE);
    return quote < 0 ? -1 : ordinal(bytes, at + key.length, quote);
  }

  /** The number at the end of a name such as {@code room.17}, below 0 if there is none. */
  static int ordinal(byte[] bytes, int from, int to) {
    int digits = to;
    while (digits > from && bytes[digits - 1] >= '0' && bytes[digits - 1] <= '9') {
      digits--;
    }
    return (int) Bytes.number(bytes, digits, to);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
