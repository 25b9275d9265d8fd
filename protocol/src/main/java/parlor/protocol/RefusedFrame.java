package parlor.protocol;

/** A client's frame that cannot be obeyed, as the answer it gets. Carries no stack trace. */
public final class RefusedFrame extends Exception {
  private final ServerFrame.Refusal error;
  private final boolean framingLost;

  RefusedFrame(ServerFrame.Refusal error, boolean framingLost) {
    super(error.message(), null, false, false);
    this.error = error;
    this.framingLost = framingLost;
  }

  /** For a line longer than {@code limits.frameBytes}, of which the rest is not read. */
  public static RefusedFrame tooLong(int maxBytes) {
    return new RefusedFrame(
        new ServerFrame.Refusal(
            null,
            ErrorCode.FRAME_TOO_LONG.wire(),
            "The frame is longer than " + maxBytes + " bytes.",
            null,
            null),
        true);
  }

  /** For a frame of which the end did not come in time. */
  public static RefusedFrame tooSlow(long ms) {
    return new RefusedFrame(
        new ServerFrame.Refusal(
            null,
            ErrorCode.MALFORMED.wire(),
            "The frame did not come to its end within " + ms + " ms.",
            null,
            null),
        true);
  }

  static RefusedFrame invalidUtf8() {
    return new RefusedFrame(
        new ServerFrame.Refusal(
            null, ErrorCode.MALFORMED.wire(), "The frame is not valid UTF-8.", null, null),
        true);
  }

  /** The answer to the client. */
  public ServerFrame.Refusal error() {
    return error;
  }

  /** Whether the connection has to be closed after the answer. */
  public boolean framingLost() {
    return framingLost;
  }
}
