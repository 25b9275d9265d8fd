package parlor.protocol;

/** A nickname, room name or text that breaks its rules. Carries no stack trace. */
public final class InvalidValue extends Exception {
  private final ErrorCode code;
  private final String reason;

  /**
   * @param reason tells apart what shares a code, for instance {@code blank} or {@code too-long}
   * @param message English, for a developer
   */
  InvalidValue(ErrorCode code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  public ErrorCode code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
