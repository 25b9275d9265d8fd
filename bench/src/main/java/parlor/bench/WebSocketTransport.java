package parlor.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;

/**
 * Lines in the messages of a WebSocket (RFC 6455), as many in each as are written or come together.
 */
final class WebSocketTransport implements Transport {
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int KEY_BYTES = 16;
  private static final int LONGEST_HEADER = 14;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final Transport below;
  private final String host;
  private final Random random = new Random();
  private final ByteBuffer raw = ByteBuffer.allocate(MIN_ROOM);
  private boolean open;
  private boolean closed;

  /** Of the message that is arriving. */
  private long left;

  /**
   * Not open yet.
   *
   * @param below which may write as soon as it is opened
   * @param host and port, as the server is asked for
   */
  WebSocketTransport(Transport below, String host) {
    this.below = below;
    this.host = host;
  }

  @Override
  public void open() throws IOException {
    below.open();
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    String request =
        """
        GET /chat HTTP/1.1
        Host: %s
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: %s
        Sec-WebSocket-Version: 13

        """
            .formatted(host, Base64.getEncoder().encodeToString(key))
            .replace("\n", "\r\n");
    below.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int read(ByteBuffer lines) throws IOException {
    int before = lines.position();
    int taken = below.read(raw);
    while (taken > 0 && !closed) {
      raw.flip();
      if (!open) {
        open = takeHead();
      }
      while (open && !closed && takeSome(lines)) {
        // Until what is there is not enough.
      }
      raw.compact();
      taken = lines.remaining() < MIN_ROOM ? 0 : below.read(raw);
    }
    int added = lines.position() - before;
    return added == 0 && (closed || taken < 0) ? -1 : added;
  }

  /** Takes the answer to the upgrade if it is whole. */
  private boolean takeHead() throws IOException {
    String head = US_ASCII.decode(raw.duplicate()).toString();
    int end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      return false;
    }
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("No WebSocket: " + head.lines().findFirst().orElse(""));
    }
    raw.position(raw.position() + end + END_OF_HEAD.length());
    return true;
  }

  /** Takes the rest of a message, or a header with what goes with it; false if it is not there. */
  private boolean takeSome(ByteBuffer lines) throws IOException {
    if (left > 0) {
      return takePayload(lines);
    }
    ByteBuffer header = raw.duplicate();
    if (header.remaining() < 2) {
      return false;
    }
    int opcode = header.get() & 0x0f;
    long length = header.get() & 0xff;
    int more = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
    if (header.remaining() < more) {
      return false;
    }
    length = length == 126 ? header.getShort() & 0xffff : length == 127 ? header.getLong() : length;
    if (opcode < CLOSE) {
      raw.position(header.position());
      left = length;
      return true;
    }
    if (header.remaining() < length) {
      return false;
    }
    ByteBuffer said = header.slice(header.position(), (int) length);
    raw.position(header.position() + (int) length);
    if (opcode == PING) {
      send(PONG, said);
    }
    closed = opcode == CLOSE;
    return true;
  }

  private boolean takePayload(ByteBuffer lines) {
    int there = (int) Math.min(left, raw.remaining());
    lines.put(raw.slice(raw.position(), there));
    raw.position(raw.position() + there);
    left -= there;
    return there > 0;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    send(BINARY, lines);
  }

  /** What clients send is masked, so that no cache between takes it for something else. */
  private void send(int opcode, ByteBuffer payload) throws IOException {
    int length = payload.remaining();
    byte[] mask = new byte[Integer.BYTES];
    random.nextBytes(mask);
    ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + length);
    frame.put((byte) (FINAL | opcode));
    if (length < 126) {
      frame.put((byte) (MASKED | length));
    } else if (length < 1 << Short.SIZE) {
      frame.put((byte) (MASKED | 126)).putShort((short) length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(length);
    }
    frame.put(mask);
    for (int i = 0; payload.hasRemaining(); i++) {
      frame.put((byte) (payload.get() ^ mask[i % mask.length]));
    }
    below.write(frame.flip());
  }

  @Override
  public boolean flush() throws IOException {
    return below.flush();
  }
}
