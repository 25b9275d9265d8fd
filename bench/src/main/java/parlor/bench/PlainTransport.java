package parlor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Lines in clear. */
final class PlainTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private ByteBuffer waiting = NOTHING;
  private boolean open;

  PlainTransport(SocketChannel socket) {
    this.socket = socket;
  }

  @Override
  public void open() {
    open = true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int read(ByteBuffer lines) throws IOException {
    return socket.read(lines);
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    if (!waiting.hasRemaining()) {
      socket.write(lines);
    }
    if (lines.hasRemaining()) {
      waiting =
          ByteBuffer.allocate(waiting.remaining() + lines.remaining())
              .put(waiting)
              .put(lines)
              .flip();
    }
  }

  @Override
  public boolean flush() throws IOException {
    if (waiting.hasRemaining()) {
      socket.write(waiting);
    }
    return !waiting.hasRemaining();
  }
}
