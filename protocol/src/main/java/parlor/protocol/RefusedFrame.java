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

  /** The answer to the client. */
  public ServerFrame.Refusal error() {
    return error;
  }

  /** Whether the connection has to be closed after the answer. */
  public boolean framingLost() {
    return framingLost;
  }
}
