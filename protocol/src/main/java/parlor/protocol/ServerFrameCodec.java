package parlor.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads and writes what the server sends. */
public final class ServerFrameCodec {

  private ServerFrameCodec() {}

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ServerFrame frame) {
    return Json.line(writer -> ServerFrameWriter.write(writer, frame));
  }

  /** One line of JSON, the answer to an upload. */
  public static byte[] encode(Attachment file) {
    return Json.line(writer -> ServerFrameWriter.writeAttachment(writer, file));
  }

  /** Appends one line of JSON, ended by {@code \n}, as when a batch is gathered. */
  public static void encode(ServerFrame frame, ByteArrayOutputStream out) {
    Json.writeLine(out, writer -> ServerFrameWriter.write(writer, frame));
  }

  /**
   * One line with {@code joined}, whose messages have been encoded before.
   *
   * @param head all but the messages; its own are not written
   * @param messages frames as {@link #encode} made them, with their line ends or without
   */
  public static byte[] encodeJoined(ServerFrame.Joined head, List<byte[]> messages) {
    return Json.line(writer -> ServerFrameWriter.writeJoined(writer, head, messages));
  }

  /**
   * One line with {@code history}, whose messages have been encoded before.
   *
   * @param head all but the messages; its own are not written
   * @param messages frames as {@link #encode} made them, with their line ends or without
   */
  public static byte[] encodeHistory(ServerFrame.History head, List<byte[]> messages) {
    return Json.line(writer -> ServerFrameWriter.writeHistory(writer, head, messages));
  }

  /**
   * Reads the answer to an upload.
   *
   * @throws java.io.IOException if it is none
   */
  public static Attachment decodeAttachment(byte[] bytes) throws IOException {
    try {
      return ServerFrameReader.attachment(FieldsReader.readDeep(bytes, 0, bytes.length));
    } catch (WrongField e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Reads one frame, given without its line end.
   *
   * @return empty for a type of a newer server, to be ignored
   * @throws java.io.IOException if it is no frame at all
   */
  public static Optional<ServerFrame> decode(byte[] bytes, int offset, int length)
      throws IOException {
    if (!Utf8.isValid(bytes, offset, length)) {
      throw new IOException("The frame is not UTF-8.");
    }
    try {
      return Optional.ofNullable(
          ServerFrameReader.read(FieldsReader.readDeep(bytes, offset, length)));
    } catch (WrongField e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
