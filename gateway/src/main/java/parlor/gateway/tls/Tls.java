package parlor.gateway.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with the server's key (RFC 8446, and RFC 5246 where it is allowed). Each {@linkplain #get()
 * engine} is for one connection, and those of sockets on event loops are made {@linkplain
 * #sockets() elsewhere}; files that were renewed are taken up for those that follow.
 */
public final class Tls implements Supplier<SSLEngine> {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final char[] IN_MEMORY = "in memory".toCharArray();
  private static final List<String> TLS_13 = List.of("TLSv1.3");
  private static final List<String> TLS_12_TOO = List.of("TLSv1.3", "TLSv1.2");

  /** Forward secrecy and authenticated encryption only. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private record InUse(ServerIdentity identity, SSLContext context, boolean publiclyTrusted) {}

  private final TlsSettings settings;
  private final Clock clock;
  private final SocketTls sockets;
  private volatile InUse inUse;

  private Tls(TlsSettings settings, Clock clock, InUse inUse) throws TlsException {
    this.settings = settings;
    this.clock = clock;
    this.inUse = inUse;
    this.sockets = new SocketTls(inUse.identity, protocols(settings), CIPHERS);
  }

  /**
   * Reads, or at the first start makes, the key.
   *
   * @throws TlsException if what there is cannot be used
   */
  public static Tls open(TlsSettings settings, Clock clock) throws TlsException {
    // A server has no use for renegotiation, and those who attack it have.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    return new Tls(settings, clock, prepared(read(settings, clock.instant())));
  }

  private static List<String> protocols(TlsSettings settings) {
    return settings.allowTls12() ? TLS_12_TOO : TLS_13;
  }

  private static ServerIdentity read(TlsSettings settings, Instant now) throws TlsException {
    return switch (settings.source()) {
      case TlsSettings.Own own -> new OwnIdentity(own.folder()).load(now);
      case TlsSettings.Pem pem -> IdentityFiles.pem(pem.certificate(), pem.key(), now);
      case TlsSettings.Pkcs12 file -> IdentityFiles.pkcs12(file.file(), file.password(), now);
    };
  }

  private static InUse prepared(ServerIdentity identity) throws TlsException {
    return new InUse(identity, context(identity), isPubliclyTrusted(identity));
  }

  private static SSLContext context(ServerIdentity identity) throws TlsException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", identity.key(), IN_MEMORY, identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, IN_MEMORY);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[0], new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("The key cannot be used: " + e.getMessage(), e);
    }
  }

  /** An engine for the next connection. */
  @Override
  public SSLEngine get() {
    SSLEngine engine = inUse.context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(protocols(settings).toArray(String[]::new));
    parameters.setCipherSuites(CIPHERS.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(false);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** The same for sockets on event loops. */
  public SocketTls sockets() {
    return sockets;
  }

  public ServerIdentity identity() {
    return inUse.identity;
  }

  /** How often {@link #lookAgain} should be called. */
  public Duration interval() {
    return settings.lookAgain();
  }

  /**
   * Takes up files that were renewed. What cannot be used is logged, and the key of before stays in
   * use: half-written files must not lock everybody out.
   */
  public void lookAgain() {
    try {
      ServerIdentity found = read(settings, clock.instant());
      if (!found.chain().equals(inUse.identity.chain())) {
        InUse renewed = prepared(found);
        sockets.renew(found);
        inUse = renewed;
        LOG.info("A renewed certificate is in use; the key is {}", found.fingerprint().hex());
      }
    } catch (TlsException e) {
      LOG.error("The certificate of before stays in use: {}", e.getMessage());
    }
  }

  /** Whether an authority that everybody trusts has signed. */
  public boolean isPubliclyTrusted() {
    return inUse.publiclyTrusted;
  }

  private static boolean isPubliclyTrusted(ServerIdentity identity) {
    if (identity.isSelfSigned()) {
      return false;
    }
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          x509.checkServerTrusted(
              identity.chain().toArray(X509Certificate[]::new),
              "ECDHE_" + ("EC".equals(identity.key().getAlgorithm()) ? "ECDSA" : "RSA"));
        }
      }
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
