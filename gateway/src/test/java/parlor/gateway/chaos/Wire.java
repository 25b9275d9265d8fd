package parlor.gateway.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.LineSplitter;
import parlor.protocol.LineTooLong;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** One connection: frames out, frames in, or an exception when it has ended. */
final class Wire implements AutoCloseable {
  private static final int MAX_FRAME = 2 * 1024 * 1024;

  private final Socket socket = new Socket();
  private final BlockingQueue<ServerFrame> arrived = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  Wire(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
    socket.setTcpNoDelay(true);
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    byte[] buffer = new byte[8192];
    LineSplitter lines = new LineSplitter(MAX_FRAME);
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        lines.feed(buffer, 0, n, this::add);
      }
    } catch (IOException | LineTooLong e) {
      // The connection is of no more use.
    }
    ended = true;
  }

  /** What cannot be read ends the connection: a line that was cut off, for instance. */
  private void add(byte[] bytes, int offset, int length) {
    try {
      ServerFrameCodec.decode(bytes, offset, length).ifPresent(arrived::add);
    } catch (IOException e) {
      ended = true;
    }
  }

  void send(ClientFrame frame) throws IOException {
    socket.getOutputStream().write(ClientFrameCodec.encode(frame));
  }

  /** The next frame; null if none comes in that time. */
  @Nullable ServerFrame next(long millis) throws IOException, InterruptedException {
    ServerFrame frame = arrived.poll(ended ? 0 : millis, TimeUnit.MILLISECONDS);
    if (frame == null && ended && arrived.isEmpty()) {
      throw new IOException("The connection has ended");
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
