package parlor.gateway.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Reads keys and certificates, PEM or PKCS#12. */
final class IdentityFiles {
  private IdentityFiles() {}

  static ServerIdentity pem(Path certificate, Path key, Instant now) throws TlsException {
    List<X509Certificate> chain = certificates(certificate);
    return ServerIdentity.checked(privateKey(key), chain, certificate.toString(), now);
  }

  /** When the first certificate in the file ends. */
  static Instant end(Path certificate) throws TlsException {
    return certificates(certificate).getFirst().getNotAfter().toInstant();
  }

  static List<X509Certificate> certificates(Path file) throws TlsException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        chain.add((X509Certificate) one);
      }
      if (chain.isEmpty()) {
        throw new TlsException("There is no certificate in " + file);
      }
      return chain;
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (GeneralSecurityException e) {
      throw new TlsException(file + " is not a certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws TlsException {
    try (BufferedReader text = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(text)) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        PrivateKeyInfo key = keyIn(block, file);
        if (key != null) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
      throw new TlsException("There is no private key in " + file);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw unreadable(file, e);
    } catch (IOException e) {
      throw new TlsException(file + " is not a private key in PEM: " + e.getMessage(), e);
    }
  }

  private static @Nullable PrivateKeyInfo keyIn(Object block, Path file) throws TlsException {
    return switch (block) {
      case PrivateKeyInfo key -> key;
      case PEMKeyPair pair -> pair.getPrivateKeyInfo();
      case PEMEncryptedKeyPair locked -> throw locked(file);
      case PKCS8EncryptedPrivateKeyInfo locked -> throw locked(file);
      default -> null;
    };
  }

  private static TlsException locked(Path file) {
    return new TlsException(
        "The key in " + file + " is locked by a password; unlock it, or give a PKCS#12 file");
  }

  static ServerIdentity pkcs12(Path file, String password, Instant now) throws TlsException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
          List<X509Certificate> chain =
              Stream.of(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
          return ServerIdentity.checked(key, chain, file.toString(), now);
        }
      }
      throw new TlsException("There is no key in " + file);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw unreadable(file, e);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          "Cannot open " + file + ", perhaps the password is wrong: " + e.getMessage(), e);
    }
  }

  private static TlsException unreadable(Path file, IOException e) {
    return new TlsException("Cannot read " + file + ": " + e.getMessage(), e);
  }
}
