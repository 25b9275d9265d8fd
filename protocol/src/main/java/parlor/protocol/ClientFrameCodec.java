package parlor.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes what clients send. One instance serves any number of threads. */
public final class ClientFrameCodec {
  private final Limits limits;
  private final ClientFrameReader reader;

  public ClientFrameCodec(Limits limits) {
    this.limits = limits;
    this.reader = new ClientFrameReader(limits);
  }

  /**
   * Reads one frame, given without its line end. Unknown keys are ignored; a known one that is
   * there twice is refused.
   *
   * @throws RefusedFrame with the answer the client gets, {@code re} filled in where the id could
   *     be read
   */
  public ClientFrame decode(byte[] bytes, int offset, int length) throws RefusedFrame {
    if (length > limits.frameBytes()) {
      throw RefusedFrame.tooLong(limits.frameBytes());
    }
    if (!Utf8.isValid(bytes, offset, length)) {
      throw RefusedFrame.invalidUtf8();
    }
    Fields fields = new Fields();
    try {
      FieldsReader.readFlat(bytes, offset, length, fields);
    } catch (IOException e) {
      // What the parser says of it may repeat a password, so it is not passed on.
      throw refused(readableId(fields), ErrorCode.MALFORMED, "The line is not one JSON object.");
    }
    return toFrame(fields);
  }

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ClientFrame frame) {
    return Json.line(writer -> ClientFrameWriter.write(writer, frame));
  }

  private ClientFrame toFrame(Fields fields) throws RefusedFrame {
    String id = null;
    try {
      id = ClientFrameReader.id(fields);
      ClientFrame frame = reader.read(fields, id);
      if (frame != null) {
        return frame;
      }
    } catch (WrongField e) {
      throw refused(id, ErrorCode.MALFORMED, e.getMessage());
    } catch (UnsupportedProtocol e) {
      throw refused(id, ErrorCode.UNSUPPORTED_PROTOCOL, e.getMessage());
    } catch (InvalidValue e) {
      throw new RefusedFrame(ServerFrame.Refusal.of(id, e), false);
    }
    throw refused(id, ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.meaning());
  }

  private static @Nullable String readableId(Fields fields) {
    try {
      return ClientFrameReader.id(fields);
    } catch (WrongField e) {
      return null;
    }
  }

  private static RefusedFrame refused(
      @Nullable String re, ErrorCode code, @Nullable String message) {
    String sentence = message == null ? code.meaning() : message;
    return new RefusedFrame(new ServerFrame.Refusal(re, code.wire(), sentence, null, null), false);
  }
}
