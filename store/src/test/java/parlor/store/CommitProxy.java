package parlor.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands before a PostgreSQL server and breaks a connection when the next commit comes by. */
final class CommitProxy implements AutoCloseable {

  /** When a connection is cut: before the server hears of the commit, or before it can say so. */
  enum Cut {
    BEFORE,
    AFTER
  }

  private final int target;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile @Nullable Cut next;

  CommitProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void cutNextCommit(Cut cut) {
    next = cut;
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Ends when its sockets are closed. */
  private static void start(String name, Work work) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(client, database));
      Pair pair = new Pair(client, database);
      start("to the database", pair::toDatabase);
      start("to the client", pair::toClient);
    }
  }

  private final class Pair {
    private final Socket client;
    private final Socket database;
    private volatile boolean deaf;

    Pair(Socket client, Socket database) {
      this.client = client;
      this.database = database;
    }

    void toDatabase() throws IOException {
      byte[] buffer = new byte[64 * 1024];
      InputStream in = client.getInputStream();
      OutputStream out = database.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Cut cut = isCommit(buffer, read) ? next : null;
        if (cut == Cut.BEFORE) {
          next = null;
          break;
        }
        deaf |= cut == Cut.AFTER;
        out.write(buffer, 0, read);
      }
      close();
    }

    /** What the server says after the commit that is cut off comes to nobody. */
    void toClient() throws IOException {
      byte[] buffer = new byte[64 * 1024];
      InputStream in = database.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (deaf) {
          next = null;
          break;
        }
        out.write(buffer, 0, read);
      }
      close();
    }

    private void close() throws IOException {
      client.close();
      database.close();
    }
  }

  private static boolean isCommit(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
