package parlor.client.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import parlor.client.model.KeyDoubt;
import parlor.client.model.Keyring;
import parlor.client.model.ServerAddress;
import parlor.protocol.KeyFingerprint;

/**
 * Decides whether a server is the one that is meant: by a certificate that a public authority
 * signed for its host, else by its key. A server that was known by either and now has neither is
 * not trusted.
 */
final class ServerTrust extends X509ExtendedTrustManager {

  /** What a person has to decide on. */
  static final class DoubtException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient KeyDoubt doubt;

    DoubtException(KeyDoubt doubt) {
      super("The key of " + doubt.server() + " is not known");
      this.doubt = doubt;
    }
  }

  @FunctionalInterface
  private interface Check {
    void run(X509ExtendedTrustManager authorities) throws CertificateException;
  }

  private static @Nullable X509ExtendedTrustManager systems;

  private final ServerAddress server;
  private final Keyring keys;

  private ServerTrust(ServerAddress server, Keyring keys) {
    this.server = server;
    this.keys = keys;
  }

  /** TLS to that server and nobody else. */
  static SSLContext context(ServerAddress server, Keyring keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new ServerTrust(server, keys)}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS", e);
    }
  }

  /** What a person has to decide on, if that is why a connection failed. */
  static Optional<KeyDoubt> doubtIn(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(DoubtException.class::isInstance)
        .map(doubt -> ((DoubtException) doubt).doubt)
        .findFirst();
  }

  private void check(X509Certificate[] chain, Check byAuthorities) throws CertificateException {
    KeyFingerprint shown = KeyFingerprint.of(chain[0].getPublicKey());
    try {
      byAuthorities.run(authorities());
      keys.authorized(server, shown);
    } catch (CertificateException noAuthority) {
      KeyDoubt doubt = keys.judge(server, shown).orElse(null);
      if (doubt != null) {
        throw new DoubtException(doubt);
      }
    }
  }

  /** Reads what the system trusts, once: it takes longer than a handshake. */
  private static synchronized X509ExtendedTrustManager authorities() throws CertificateException {
    if (systems != null) {
      return systems;
    }
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager x509) {
          systems = x509;
          return x509;
        }
      }
      throw new CertificateException("This system knows no authorities");
    } catch (GeneralSecurityException e) {
      throw new CertificateException("The system's authorities cannot be read", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, authorities -> authorities.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, authorities -> authorities.checkServerTrusted(chain, type, engine));
  }

  /** Without a connection there is no host to check a certificate against. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("No connection, no trust");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("This is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
