package parlor.protocol;

import java.util.Optional;

/** Reads and writes what the server sends. */
@SuppressWarnings("DoNotCallSuggester")
public final class ServerFrameCodec {

  private ServerFrameCodec() {}

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ServerFrame frame) {
    throw new UnsupportedOperationException(frame.toString());
  }

  /**
   * Reads one frame, given without its line end.
   *
   * @return empty for a type of a newer server, to be ignored
   * @throws java.io.IOException if it is no frame at all
   */
  public static Optional<ServerFrame> decode(byte[] bytes, int offset, int length)
      throws java.io.IOException {
    throw new UnsupportedOperationException();
  }
}
