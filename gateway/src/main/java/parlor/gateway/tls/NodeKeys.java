package parlor.gateway.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What the nodes of a cluster prove themselves to each other with, PEM files. Akka reads RSA keys
 * only.
 *
 * @param certificate of this node
 * @param key of this node
 * @param authority that signed the certificates of all nodes
 */
public record NodeKeys(Path certificate, Path key, Path authority) {
  private static final Duration VALID = Duration.ofDays(3650);
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
  private static final int RSA_BITS = 3072;
  private static final String NAME = "parlor-cluster";

  /** The files of a folder by their usual names. */
  public static NodeKeys in(Path folder) {
    return new NodeKeys(
        folder.resolve("certificate.pem"), folder.resolve("key.pem"), folder.resolve("ca.pem"));
  }

  /**
   * Finds out before anything is started whether these are of use.
   *
   * @throws TlsException if not; the message says why
   */
  public void check(Instant now) throws TlsException {
    ServerIdentity node = IdentityFiles.pem(certificate, key, now);
    if (!node.key().getAlgorithm().equals("RSA")) {
      throw new TlsException("Gateways know RSA keys among each other; another is in " + key);
    }
    X509Certificate own = node.chain().getFirst();
    for (X509Certificate trusted : IdentityFiles.certificates(authority)) {
      try {
        own.verify(trusted.getPublicKey());
        return;
      } catch (GeneralSecurityException e) {
        // Signed by another one, perhaps the next.
      }
    }
    throw new TlsException(authority + " has not signed the certificate in " + certificate);
  }

  /**
   * Makes an authority and one certificate for all nodes. The authority's key is kept nowhere, so
   * nobody can make another certificate that these nodes believe.
   *
   * @throws TlsException if some of the files are there, or they cannot be written
   */
  public void make(Instant now) throws TlsException {
    for (Path file : List.of(certificate, key, authority)) {
      if (Files.exists(file)) {
        throw new TlsException(file + " is there already; other nodes may know it");
      }
    }
    try {
      KeyPair authorityPair = newPair();
      KeyPair nodePair = newPair();
      Files.createDirectories(key.toAbsolutePath().getParent());
      PemFile.write(key, new JcaPKCS8Generator(nodePair.getPrivate(), null), "rw-------");
      PemFile.write(authority, authorityCertificate(authorityPair, now), "rw-r--r--");
      PemFile.write(certificate, nodeCertificate(nodePair, authorityPair, now), "rw-r--r--");
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new TlsException("Cannot make the keys of a cluster: " + e.getMessage(), e);
    }
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS, new SecureRandom());
    return generator.generateKeyPair();
  }

  private static X509Certificate authorityCertificate(KeyPair authority, Instant now)
      throws CertIOException, GeneralSecurityException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder = builder(NAME + "-ca", authority, now);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return signed(builder, authority);
  }

  /** Nodes compare the names: they have to share one. */
  private static X509Certificate nodeCertificate(KeyPair node, KeyPair authority, Instant now)
      throws CertIOException, GeneralSecurityException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder = builder(NAME, node, now);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)));
    return signed(builder, authority);
  }

  private static JcaX509v3CertificateBuilder builder(String name, KeyPair pair, Instant now) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=" + NAME + "-ca"),
        new BigInteger(127, new SecureRandom()),
        Date.from(now.minus(CLOCKS_DIFFER)),
        Date.from(now.plus(VALID)),
        new X500Name("CN=" + name),
        pair.getPublic());
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate())));
  }
}
