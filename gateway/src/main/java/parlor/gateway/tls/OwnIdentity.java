package parlor.gateway.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * The key that a gateway makes for itself at its first start, EC P-256, readable by its user alone,
 * and a certificate that it signs with it. The certificate is renewed for the same key before it
 * ends, so that clients go on knowing the server.
 */
final class OwnIdentity {
  /** Browsers accept no longer ones even where a person has trusted them. */
  private static final Duration VALID = Duration.ofDays(825);

  private static final Duration RENEW_BEFORE = Duration.ofDays(60);
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Path key;
  private final Path certificate;

  OwnIdentity(Path folder) {
    this.key = folder.resolve("key.pem");
    this.certificate = folder.resolve("certificate.pem");
  }

  /** The key of before with a certificate that goes on, or a new one at the first start. */
  ServerIdentity load(Instant now) throws TlsException {
    try {
      if (!Files.exists(key) && !Files.exists(certificate)) {
        make(now);
      }
      if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      }
      ServerIdentity known = IdentityFiles.pem(certificate, key, renewable(now));
      if (known.isSelfSigned() && known.endsBefore(now.plus(RENEW_BEFORE))) {
        certify(known.key(), known.chain().getFirst().getPublicKey(), now);
      }
      return IdentityFiles.pem(certificate, key, now);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new TlsException(
          "Cannot keep the server's key in " + key.getParent() + ": " + e.getMessage(), e);
    }
  }

  /** A moment at which the certificate was surely valid: one that has ended is renewed. */
  private Instant renewable(Instant now) throws TlsException {
    return IdentityFiles.end(certificate).isBefore(now) ? IdentityFiles.end(certificate) : now;
  }

  private void make(Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    KeyPair pair = generator.generateKeyPair();
    Files.createDirectories(key.toAbsolutePath().getParent());
    PemFile.write(key, new JcaPKCS8Generator(pair.getPrivate(), null), "rw-------");
    certify(pair.getPrivate(), pair.getPublic(), now);
  }

  private void certify(PrivateKey privateKey, PublicKey publicKey, Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=Parlor at " + hostName());
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(CLOCKS_DIFFER)),
            Date.from(now.plus(VALID)),
            name,
            publicKey);
    extend(builder);
    X509Certificate signed =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey)));
    PemFile.write(certificate, signed, "rw-r--r--");
  }

  private static void extend(JcaX509v3CertificateBuilder builder) throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names().toArray(GeneralName[]::new)));
  }

  /** What people may type to come here. */
  private static List<GeneralName> names() {
    Set<GeneralName> names = new LinkedHashSet<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    String host = hostName();
    if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
      names.add(new GeneralName(GeneralName.dNSName, host));
    }
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    for (InetAddress address : addresses()) {
      String text = address.getHostAddress();
      if (text.indexOf('%') < 0) {
        names.add(new GeneralName(GeneralName.iPAddress, text));
      }
    }
    return List.copyOf(names);
  }

  private static List<InetAddress> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .toList();
    } catch (IOException e) {
      // The certificate then names fewer addresses; whoever comes by another one compares the key.
      return List.of();
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
