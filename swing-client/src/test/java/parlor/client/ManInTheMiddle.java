package parlor.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsException;
import parlor.gateway.tls.TlsSettings;
import parlor.protocol.KeyFingerprint;

/** Speaks TLS with a key of its own, as somebody would who wants to read along. */
public final class ManInTheMiddle implements AutoCloseable {
  private final ServerSocket server;
  private final KeyFingerprint key;
  private final AtomicInteger overheard = new AtomicInteger();

  /** Listens on a free port, with a key that is made in the folder. */
  public ManInTheMiddle(Path folder) throws IOException {
    try {
      Tls own =
          Tls.open(
              new TlsSettings(new TlsSettings.Own(folder), false, Duration.ofDays(1)),
              Clock.systemUTC());
      key = own.identity().fingerprint();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "mitm",
          own.identity().key(),
          new char[0],
          own.identity().chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException | TlsException e) {
      throw new IOException(e);
    }
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
