package parlor.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for sockets on event loops: by BoringSSL where there is one for this system, else by Java. A
 * delivery is a record of its own, and Java's engine makes some kilobytes of garbage for each.
 */
public final class SocketTls {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTls.class);

  private final List<String> protocols;
  private final List<String> ciphers;
  private SslContext context;

  /**
   * For connections that come from now on.
   *
   * @param protocols and {@code ciphers}: what may be spoken, by Java's names
   * @throws TlsException if the key cannot be used
   */
  SocketTls(ServerIdentity identity, List<String> protocols, List<String> ciphers)
      throws TlsException {
    this.protocols = protocols;
    this.ciphers = ciphers;
    this.context = context(identity);
    if (OpenSsl.isAvailable()) {
      LOG.debug("TLS is done by {}", OpenSsl.versionString());
    } else {
      LOG.info(
          "TLS is done by Java, which costs more: {}",
          String.valueOf(OpenSsl.unavailabilityCause()));
    }
  }

  private SslContext context(ServerIdentity identity) throws TlsException {
    try {
      return SslContextBuilder.forServer(
              identity.key(), identity.chain().toArray(X509Certificate[]::new))
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
          .protocols(protocols)
          .ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE)
          .build();
    } catch (SSLException e) {
      throw new TlsException("The key cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * What encrypts the next connection.
   *
   * @param handshakes does of its beginning what may take long
   */
  public synchronized SslHandler handler(ByteBufAllocator buffers, Executor handshakes) {
    SslHandler handler = context.newHandler(buffers, handshakes);
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    // Clients know whether their processors help with AES.
    parameters.setUseCipherSuitesOrder(false);
    engine.setSSLParameters(parameters);
    return handler;
  }

  /** Takes another key for those who come from now on; the others keep the one of before. */
  synchronized void renew(ServerIdentity identity) throws TlsException {
    SslContext before = context;
    context = context(identity);
    ReferenceCountUtil.release(before);
  }
}
