package parlor.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTransportTest {
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

  private final Wire wire = new Wire();
  private final WebSocketTransport transport = new WebSocketTransport(wire, "localhost:7480");
  private final ByteBuffer lines = ByteBuffer.allocate(4 * Transport.MIN_ROOM);

  @Test
  void itAsksForTheChatAndIsOpenWhenTheServerHasSwitched() throws IOException {
    transport.open();
    assertThat(wire.written.toString(US_ASCII))
        .startsWith("GET /chat HTTP/1.1\r\nHost: localhost:7480\r\n")
        .contains("Sec-WebSocket-Version: 13\r\n")
        .endsWith("\r\n\r\n");
    wire.come(SWITCHED.substring(0, 20).getBytes(US_ASCII));
    assertThat(transport.read(lines)).isZero();
    assertThat(transport.isOpen()).isFalse();
    wire.come(SWITCHED.substring(20).getBytes(US_ASCII));
    transport.read(lines);

    assertThat(transport.isOpen()).isTrue();
  }

  @Test
  void aServerThatDoesNotSwitchIsQuoted() throws IOException {
    transport.open();
    wire.come("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(US_ASCII));

    assertThatThrownBy(() -> transport.read(lines))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404 Not Found");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 125, 126, 65_535, 65_536, 200_000})
  void whatComesInMessagesIsPassedOnWhereverItIsCut(int length) throws IOException {
    open();
    byte[] said = letters(length);
    byte[] message = message(2, said);
    for (int from = 0; from < message.length; from += 1 + message.length / 7) {
      int to = Math.min(message.length, from + 1 + message.length / 7);
      wire.come(Arrays.copyOfRange(message, from, to));
      transport.read(lines);
    }
    wire.come(message(1, "after\n".getBytes(US_ASCII)));
    transport.read(lines);

    byte[] got = new byte[lines.position()];
    lines.flip().get(got);
    assertThat(got).startsWith(said).hasSize(length + 6);
  }

  @Test
  void aPingIsAnsweredAndACloseIsTheEnd() throws IOException {
    open();
    wire.written.reset();
    wire.come(message(9, "are you there".getBytes(US_ASCII)));
    assertThat(transport.read(lines)).isZero();
    byte[] pong = wire.written.toByteArray();
    assertThat(pong[0] & 0xff).isEqualTo(0x80 | 10);
    assertThat(new String(unmasked(pong), US_ASCII)).isEqualTo("are you there");
    wire.come(message(8, new byte[] {3, (byte) 232}));

    assertThat(transport.read(lines)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 126, 70_000})
  void whatIsWrittenIsOneMaskedMessage(int length) throws IOException {
    open();
    wire.written.reset();
    byte[] said = letters(length);
    transport.write(ByteBuffer.wrap(said));

    byte[] message = wire.written.toByteArray();
    assertThat(message[0] & 0xff).isEqualTo(0x80 | 2);
    assertThat(message[1] & 0x80).isNotZero();
    assertThat(unmasked(message)).isEqualTo(said);
  }

  private void open() throws IOException {
    transport.open();
    wire.come(SWITCHED.getBytes(US_ASCII));
    transport.read(lines);
  }

  private static byte[] letters(int length) {
    byte[] letters = new byte[length];
    for (int i = 0; i < length; i++) {
      letters[i] = (byte) ('a' + i % 26);
    }
    return letters;
  }

  /** As a server sends it: in clear. */
  private static byte[] message(int opcode, byte[] payload) {
    ByteBuffer message = ByteBuffer.allocate(10 + payload.length).put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      message.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      message.put((byte) 126).putShort((short) payload.length);
    } else {
      message.put((byte) 127).putLong(payload.length);
    }
    message.put(payload);
    return Arrays.copyOf(message.array(), message.position());
  }

  private static byte[] unmasked(byte[] message) {
    ByteBuffer read = ByteBuffer.wrap(message, 1, message.length - 1);
    int length = read.get() & 0x7f;
    length =
        length == 126 ? read.getShort() & 0xffff : length == 127 ? (int) read.getLong() : length;
    byte[] mask = new byte[4];
    read.get(mask);
    byte[] payload = new byte[length];
    read.get(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  /** What a server sends, piece by piece, and what it gets. */
  private static final class Wire implements Transport {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Queue<ByteBuffer> coming = new ArrayDeque<>();

    void come(byte[] bytes) {
      coming.add(ByteBuffer.wrap(bytes));
    }

    @Override
    public void open() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public int read(ByteBuffer into) {
      ByteBuffer next = coming.peek();
      if (next == null) {
        return 0;
      }
      int length = Math.min(next.remaining(), into.remaining());
      into.put(next.slice(next.position(), length));
      next.position(next.position() + length);
      if (!next.hasRemaining()) {
        coming.remove();
      }
      return length;
    }

    @Override
    public void write(ByteBuffer lines) {
      byte[] bytes = new byte[lines.remaining()];
      lines.get(bytes);
      written.writeBytes(bytes);
    }

    @Override
    public boolean flush() {
      return true;
    }
  }
}
