package parlor.gateway.tls;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which key the server proves itself with.
 *
 * @param source where the key and certificate are
 * @param allowTls12 whether TLS 1.2 is spoken besides 1.3
 * @param lookAgain how often the files are looked at for renewed ones
 */
public record TlsSettings(Source source, boolean allowTls12, Duration lookAgain) {

  /** Where the key and certificate are. */
  public sealed interface Source {}

  /** Made by the gateway itself in that folder, and renewed before it ends. */
  public record Own(Path folder) implements Source {}

  /** A chain of certificates, the server's own first, and its key; both PEM. */
  public record Pem(Path certificate, Path key) implements Source {}

  /** One entry with a key in a PKCS#12 file. */
  public record Pkcs12(Path file, String password) implements Source {
    /** Without the password, for logs. */
    @Override
    public String toString() {
      return "Pkcs12[" + file + "]";
    }
  }
}
