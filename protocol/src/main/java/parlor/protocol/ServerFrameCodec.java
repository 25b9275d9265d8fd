package parlor.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
   * One line with {@code joined}, in pieces that belong together in this order; many who join at
   * once share the two that are the longest.
   *
   * @param head all but the members and messages; its own are not written
   * @param members as {@link #encodeMembers} made them
   * @param messages as {@link #encodeMessages} made them
   */
  public static List<byte[]> encodeJoined(
      ServerFrame.Joined head, byte[] members, byte[] messages) {
    List<byte[]> cut = Json.cutLine(writer -> ServerFrameWriter.writeJoined(writer, head));
    return List.of(cut.get(0), members, cut.get(1), messages, cut.get(2));
  }

  /** The elements of an array of members, for {@link #encodeJoined}. */
  public static byte[] encodeMembers(List<Member> members) {
    List<byte[]> encoded = new ArrayList<>(members.size());
    for (Member member : members) {
      encoded.add(Json.line(writer -> ServerFrameWriter.writeMember(writer, member)));
    }
    return elements(encoded);
  }

  /**
   * The elements of an array of entries, for {@link #encodeJoined}.
   *
   * @param frames as {@link #encode} made them, with their line ends or without
   */
  public static byte[] encodeMessages(List<byte[]> frames) {
    return elements(frames);
  }

  private static byte[] elements(List<byte[]> encoded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.writeElements(out, encoded);
    return out.toByteArray();
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
