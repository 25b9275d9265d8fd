package parlor.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads and writes what clients send. One instance serves any number of threads. */
public final class ClientFrameCodec {
  /** The version of the protocol that is spoken here. */
  public static final int PROTOCOL = 1;

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
    if (length > limits.frameBytes()) {
      throw tooLong();
    }
    CharBuffer chars;
    try {
      chars = Text.decode(bytes, offset, length);
    } catch (CharacterCodingException e) {
      throw RefusedFrame.framingLost(ErrorCode.MALFORMED, "The frame is not UTF-8");
    }
    ClientFields fields = new ClientFields();
    readFields(chars, fields);
    return new ClientFrameBuilder(limits, fields).build();
  }

  /** The answer to a frame longer than {@code limits.frameBytes}. */
  public RefusedFrame tooLong() {
    return RefusedFrame.framingLost(
        ErrorCode.FRAME_TOO_LONG, "A frame is at most " + limits.frameBytes() + " bytes");
  }

  private static void readFields(CharBuffer chars, ClientFields fields) throws RefusedFrame {
    try (JsonParser parser =
        Json.FACTORY.createParser(
            chars.array(), chars.arrayOffset() + chars.position(), chars.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed(null, "A frame is a JSON object");
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        fields.read(key, parser);
      }
      if (parser.nextToken() != null) {
        throw malformed(re(fields), "There is something behind the frame's object");
      }
    } catch (JsonProcessingException e) {
      throw malformed(re(fields), "The frame is not valid JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory", e);
    }
  }

  private static @Nullable String re(ClientFields fields) {
    return ClientFrameBuilder.isId(fields.id) ? fields.id : null;
  }

  private static RefusedFrame malformed(@Nullable String re, String message) {
    return RefusedFrame.refused(re, ErrorCode.MALFORMED, message);
  }

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ClientFrame frame) {
    JsonLine line = new JsonLine();
    switch (frame) {
      case ClientFrame.Hello hello ->
          line.type("hello")
              .optional("id", hello.id())
              .number("protocol", hello.protocol())
              .optional("client", hello.client())
              .string("nickname", hello.nickname().value())
              .optional("password", hello.password())
              .optional("resume", hello.resume())
              .optional("heartbeatMs", hello.heartbeatMs());
      case ClientFrame.Join join ->
          line.type("join")
              .optional("id", join.id())
              .string("room", join.room().value())
              .optional("after", join.after())
              .optional("epoch", join.epoch());
      case ClientFrame.Leave leave ->
          line.type("leave").optional("id", leave.id()).string("room", leave.room().value());
      case ClientFrame.Say say ->
          line.type("say")
              .optional("id", say.id())
              .string("room", say.room().value())
              .string("text", say.text().value())
              .optional("replyTo", say.replyTo());
      case ClientFrame.History history ->
          line.type("history")
              .optional("id", history.id())
              .string("room", history.room().value())
              .optional("before", history.before())
              .optional("after", history.after())
              .optional("limit", history.limit());
      case ClientFrame.Members members ->
          line.type("members")
              .optional("id", members.id())
              .string("room", members.room().value())
              .optional("after", members.after());
      case ClientFrame.Rooms rooms ->
          line.type("rooms").optional("id", rooms.id()).optional("after", rooms.after());
      case ClientFrame.Typing typing ->
          line.type("typing").optional("id", typing.id()).string("room", typing.room().value());
      case ClientFrame.Ping ping -> line.type("ping").optional("id", ping.id());
      case ClientFrame.Bye bye -> line.type("bye").optional("id", bye.id());
    }
    return line.end();
  }
}
