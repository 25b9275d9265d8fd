package parlor.gateway.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that is not to be trusted: connections through it are slow at times, are cut in the
 * middle of a line, or go deaf in one direction before they end.
 */
final class ChaosProxy implements AutoCloseable {
  private static final int BUFFER = 512;

  private final ServerSocket door;
  private final int target;
  private final Random random;
  private final OpenSockets open = new OpenSockets();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger halves = new AtomicInteger();
  private volatile boolean calm;

  /** Opens a door on 127.0.0.1 that leads to that port. */
  ChaosProxy(int target, long seed) {
    this.target = target;
    this.random = new Random(seed);
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on nothing goes wrong any more. */
  void calmDown() {
    calm = true;
  }

  int cuts() {
    return cuts.get();
  }

  int halves() {
    return halves.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // The door was closed.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      open.end(client, server);
      return;
    }
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      boolean deaf = false;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int fate = calm ? Integer.MAX_VALUE : below(400);
        if (fate == 0) {
          cuts.incrementAndGet();
          out.write(buffer, 0, below(read + 1));
          break;
        } else if (fate == 1) {
          halves.incrementAndGet();
          deaf = true;
          Thread.ofVirtual().start(() -> closeLater(from, to));
        } else if (fate < 12) {
          Thread.sleep(below(60));
        }
        if (!deaf) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.end(from, to);
  }

  private synchronized int below(int bound) {
    return random.nextInt(bound);
  }

  private void closeLater(Socket one, Socket other) {
    try {
      Thread.sleep(100 + below(900));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.end(one, other);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.close();
  }
}
