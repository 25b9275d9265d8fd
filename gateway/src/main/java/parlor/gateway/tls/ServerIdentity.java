package parlor.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import parlor.protocol.KeyFingerprint;

/**
 * A key and the certificates that speak for it.
 *
 * @param chain the server's own certificate first
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

  /**
   * Checked: key and certificate belong together, and the certificate is valid now.
   *
   * @param file named in what is refused
   */
  static ServerIdentity checked(
      PrivateKey key, List<X509Certificate> chain, String file, Instant now) throws TlsException {
    X509Certificate own = chain.getFirst();
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw new TlsException("The certificate in " + file + " ended at " + own.getNotAfter());
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw new TlsException(
          "The certificate in " + file + " does not begin before " + own.getNotBefore());
    }
    if (!belongTogether(key, own.getPublicKey())) {
      throw new TlsException("The key does not belong to the certificate in " + file);
    }
    return new ServerIdentity(key, List.copyOf(chain));
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws TlsException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
          default ->
              throw new TlsException("Keys of kind " + key.getAlgorithm() + " are not known");
        };
    byte[] probe = {1, 2, 3};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      byte[] signed = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(probe);
      return verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** What clients remember: it stays when the certificate is renewed for the same key. */
  public KeyFingerprint fingerprint() {
    return KeyFingerprint.of(chain.getFirst().getPublicKey());
  }

  /** SHA-256 of the certificate, as browsers show it. */
  public String certificateFingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }

  boolean endsBefore(Instant time) {
    return chain.getFirst().getNotAfter().toInstant().isBefore(time);
  }

  /** Whether the server itself has signed, and no authority. */
  boolean isSelfSigned() {
    X509Certificate own = chain.getFirst();
    return own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
  }

  /** Without the key, for logs. */
  @Override
  public String toString() {
    return "ServerIdentity[" + fingerprint().hex() + "]";
  }
}
