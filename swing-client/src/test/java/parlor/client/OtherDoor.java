package parlor.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import parlor.protocol.KeyFingerprint;

/**
 * A door of a gateway that stands for another node of its cluster: names the others in {@code
 * welcome}, sends everybody away, or is gone from one moment to the next.
 */
public final class OtherDoor implements AutoCloseable {
  private final ServerSocket server;
  private final KeyFingerprint key;
  private final int gateway;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile List<String> names = List.of();

  /**
   * Listens on a free port.
   *
   * @param folder with the key, which is made if there is none
   */
  public OtherDoor(GatewayProcess gateway, Path folder) throws IOException {
    OwnTls own = OwnTls.listen(folder);
    this.server = own.socket();
    this.key = own.key();
    this.gateway = gateway.port();
    Thread.ofVirtual().start(this::listen);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  public KeyFingerprint key() {
    return key;
  }

  /** What it tells from now on of the other doors. */
  public void names(String... addresses) {
    names = List.of(addresses);
  }

  /** Sends everybody elsewhere. */
  public void sendAway(String... addresses) throws IOException {
    String moving = "{\"type\":\"moving\",\"addresses\":" + json(List.of(addresses)) + "}\n";
    for (Socket socket : open) {
      write(socket, moving);
    }
  }

  private static void write(Socket socket, String line) throws IOException {
    synchronized (socket) {
      OutputStream out = socket.getOutputStream();
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static String json(List<String> addresses) {
    return addresses.stream()
        .map(address -> "\"" + address + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Socket inner = trusting().getSocketFactory().createSocket("127.0.0.1", gateway);
        Thread.ofVirtual().start(() -> inward(client, inner));
        Thread.ofVirtual().start(() -> outward(inner, client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void inward(Socket client, Socket inner) {
    try (client;
        inner;
        InputStream in = client.getInputStream()) {
      in.transferTo(inner.getOutputStream());
    } catch (IOException e) {
      // Over, as the other side sees too.
    }
    open.remove(client);
  }

  private void outward(Socket inner, Socket client) {
    try (client;
        inner;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(inner.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        boolean welcome = line.startsWith("{\"type\":\"welcome\"");
        String told =
            welcome
                ? line.replaceFirst("\"addresses\":\\[[^]]*]", "\"addresses\":" + json(names))
                : line;
        write(client, told + "\n");
      }
    } catch (IOException e) {
      // Over, as the other side sees too.
    }
  }

  /** To the gateway of this test, whatever its key. */
  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() throws IOException {
    breakDown();
  }

  /** Gone from one moment to the next. */
  public void breakDown() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
