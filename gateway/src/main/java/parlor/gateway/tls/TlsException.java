package parlor.gateway.tls;

/** A key or certificate that cannot be used; the message names the file and the reason. */
public final class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsException(String reason) {
    super(reason);
  }

  TlsException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
