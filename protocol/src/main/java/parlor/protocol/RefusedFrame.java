package parlor.protocol;

import org.jspecify.annotations.Nullable;

/** A client's frame that cannot be obeyed, as the answer it gets. Carries no stack trace. */
public final class RefusedFrame extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ServerFrame.Refusal error;
  private final boolean framingLost;

  private RefusedFrame(ServerFrame.Refusal error, boolean framingLost) {
    super(error.message(), null, false, false);
    this.error = error;
    this.framingLost = framingLost;
  }

  static RefusedFrame refused(@Nullable String re, ErrorCode code, String message) {
    return new RefusedFrame(new ServerFrame.Refusal(re, code.wire(), message, null, null), false);
  }

  static RefusedFrame refused(@Nullable String re, InvalidValue value) {
    return new RefusedFrame(
        new ServerFrame.Refusal(re, value.code().wire(), value.getMessage(), value.reason(), null),
        false);
  }

  static RefusedFrame framingLost(ErrorCode code, String message) {
    return new RefusedFrame(new ServerFrame.Refusal(null, code.wire(), message, null, null), true);
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
