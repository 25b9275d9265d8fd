package parlor.protocol;

/** Reads and writes what clients send. One instance serves any number of threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class ClientFrameCodec {
  private final Limits limits;

  public ClientFrameCodec(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads one frame, given without its line end.
   *
   * @throws RefusedFrame with the answer the client gets, {@code re} filled in where the id could
   *     be read
   */
  public ClientFrame decode(byte[] bytes, int offset, int length) throws RefusedFrame {
    throw new UnsupportedOperationException(limits.toString());
  }

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ClientFrame frame) {
    throw new UnsupportedOperationException(frame.toString());
  }
}
