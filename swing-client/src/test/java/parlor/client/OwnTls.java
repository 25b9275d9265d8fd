package parlor.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsException;
import parlor.gateway.tls.TlsSettings;
import parlor.protocol.KeyFingerprint;

/**
 * A free port of the loopback interface where TLS is spoken, with the key of a folder.
 *
 * @param key is made if the folder has none
 */
record OwnTls(ServerSocket socket, KeyFingerprint key) {

  static OwnTls listen(Path folder) throws IOException {
    try {
      Tls own =
          Tls.open(
              new TlsSettings(new TlsSettings.Own(folder), false, Duration.ofDays(1)),
              Clock.systemUTC());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own",
          own.identity().key(),
          new char[0],
          own.identity().chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new OwnTls(
          context
              .getServerSocketFactory()
              .createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
          own.identity().fingerprint());
    } catch (GeneralSecurityException | TlsException e) {
      throw new IOException(e);
    }
  }
}
