package parlor.robot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that says the given pieces, each as a chunk, and then breaks off or falls silent. */
final class StubServer implements AutoCloseable {
  enum Then {
    BREAKS_OFF,
    FALLS_SILENT
  }

  private final ServerSocket socket;
  private final List<String> lastRequest = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  StubServer(String head, Then then, String... pieces) throws IOException {
    this("127.0.0.1", head, then, pieces);
  }

  private StubServer(String address, String head, Then then, String... pieces) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getByName(address));
    Thread.ofVirtual().start(() -> serve(head, then, pieces));
  }

  static StubServer onIpV6(String head, Then then, String... pieces) throws IOException {
    return new StubServer("::1", head, then, pieces);
  }

  String url() {
    String host = socket.getInetAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
    return "http://" + host + ":" + socket.getLocalPort();
  }

  /** The lines before the body of the last request. */
  List<String> lastRequest() {
    return List.copyOf(lastRequest);
  }

  private void serve(String head, Then then, String... pieces) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        var in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        lastRequest.clear();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          lastRequest.add(line);
        }
        var out = connection.getOutputStream();
        out.write(
            (head + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        for (String piece : pieces) {
          byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
          out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
          out.write(bytes);
          out.write("\r\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
        if (then == Then.FALLS_SILENT) {
          closed.await();
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
