package parlor.bench;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where the crowd connects.
 *
 * @param tls null for lines in clear
 * @param web over WebSocket, in clear
 */
record Target(InetSocketAddress address, @Nullable SSLContext tls, boolean web) {

  static Target of(InetSocketAddress address, boolean tls) {
    return new Target(address, tls ? trustingAll() : null, false);
  }

  static Target ofWeb(InetSocketAddress address) {
    return new Target(address, null, true);
  }

  Transport transport(SocketChannel socket) {
    PlainTransport plain = new PlainTransport(socket);
    if (web) {
      return new WebSocketTransport(plain, "localhost:" + address.getPort());
    }
    if (tls == null) {
      return plain;
    }
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(true);
    return new TlsTransport(plain, engine);
  }

  /** The server is a process that we have started ourselves, on this machine. */
  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS", e);
    }
  }

  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
