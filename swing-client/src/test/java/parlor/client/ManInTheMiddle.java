package parlor.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import parlor.protocol.KeyFingerprint;

/** Speaks TLS with a key of its own, as somebody would who wants to read along. */
public final class ManInTheMiddle implements AutoCloseable {
  private final ServerSocket server;
  private final KeyFingerprint key;
  private final AtomicInteger overheard = new AtomicInteger();

  /** Listens on a free port, with a key that is made in the folder. */
  public ManInTheMiddle(Path folder) throws IOException {
    OwnTls own = OwnTls.listen(folder);
    server = own.socket();
    key = own.key();
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return server.getLocalPort();
  }

  public KeyFingerprint key() {
    return key;
  }

  /** How many bytes it could read. */
  public int overheard() {
    return overheard.get();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket victim = server.accept();
        Thread.ofVirtual().start(() -> listenTo((SSLSocket) victim));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void listenTo(SSLSocket victim) {
    try (victim;
        InputStream in = victim.getInputStream();
        OutputStream out = victim.getOutputStream()) {
      out.flush();
      byte[] buffer = new byte[1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        overheard.addAndGet(n);
      }
    } catch (IOException e) {
      // The victim was not fooled.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
