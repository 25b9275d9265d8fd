package parlor.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads and writes what the server sends. */
public final class ServerFrameCodec {

  private ServerFrameCodec() {}

  /** One line of JSON, ended by {@code \n}. */
  public static byte[] encode(ServerFrame frame) {
    JsonLine line = new JsonLine();
    switch (frame) {
      case ServerFrame.Message message -> writeMessage(line, message);
      case ServerFrame.Said said ->
          line.type("said")
              .optional("re", said.re())
              .string("room", said.room())
              .number("seq", said.seq())
              .number("at", said.at());
      case ServerFrame.Welcome welcome -> writeWelcome(line, welcome);
      case ServerFrame.Joined joined -> {
        writeJoined(line, joined);
        line.objects("messages", joined.messages(), ServerFrameCodec::writeMessage)
            .bool("more", joined.more());
      }
      case ServerFrame.Left left ->
          line.type("left").optional("re", left.re()).string("room", left.room());
      case ServerFrame.History history -> {
        writeHistory(line, history);
        line.objects("messages", history.messages(), ServerFrameCodec::writeMessage)
            .bool("more", history.more());
      }
      case ServerFrame.Members members ->
          line.type("members")
              .optional("re", members.re())
              .string("room", members.room())
              .objects("members", members.members(), ServerFrameCodec::writeMember)
              .bool("more", members.more());
      case ServerFrame.Rooms rooms ->
          line.type("rooms")
              .optional("re", rooms.re())
              .objects("rooms", rooms.rooms(), ServerFrameCodec::writeRoom)
              .bool("more", rooms.more());
      case ServerFrame.Ok ok -> line.type("ok").optional("re", ok.re());
      case ServerFrame.Pong pong ->
          line.type("pong").optional("re", pong.re()).number("at", pong.at());
      case ServerFrame.Bye bye -> line.type("bye").optional("re", bye.re());
      case ServerFrame.Refusal refusal ->
          line.type("error")
              .optional("re", refusal.re())
              .string("code", refusal.code())
              .string("message", refusal.message())
              .optional("reason", refusal.reason())
              .optional("retryAfterMs", refusal.retryAfterMs());
      case ServerFrame.MemberJoined joined ->
          line.type("member-joined")
              .string("room", joined.room())
              .string("nickname", joined.nickname())
              .string("kind", joined.kind().wire())
              .number("at", joined.at());
      case ServerFrame.MemberLeft left ->
          line.type("member-left")
              .string("room", left.room())
              .string("nickname", left.nickname())
              .number("at", left.at())
              .string("reason", left.reason().wire());
      case ServerFrame.MembersChanged changed ->
          line.type("members-changed")
              .string("room", changed.room())
              .number("joined", changed.joined())
              .number("left", changed.left())
              .number("memberCount", changed.memberCount());
      case ServerFrame.Typing typing ->
          line.type("typing").string("room", typing.room()).string("nickname", typing.nickname());
      case ServerFrame.Moving moving ->
          line.type("moving").strings("addresses", moving.addresses());
    }
    return line.end();
  }

  /**
   * A {@code joined} whose messages were encoded before, each by {@link #encode}; those in {@code
   * head} are not looked at.
   */
  public static byte[] encodeJoined(ServerFrame.Joined head, List<byte[]> messages) {
    JsonLine line = new JsonLine();
    writeJoined(line, head);
    return line.frames("messages", messages).bool("more", head.more()).end();
  }

  /**
   * A {@code history} whose messages were encoded before, each by {@link #encode}; those in {@code
   * head} are not looked at.
   */
  public static byte[] encodeHistory(ServerFrame.History head, List<byte[]> messages) {
    JsonLine line = new JsonLine();
    writeHistory(line, head);
    return line.frames("messages", messages).bool("more", head.more()).end();
  }

  private static void writeMessage(JsonLine line, ServerFrame.Message message) {
    line.type("message")
        .string("room", message.room())
        .number("seq", message.seq())
        .number("at", message.at())
        .string("from", message.from())
        .string("kind", message.kind().wire())
        .string("text", message.text())
        .optional("replyTo", message.replyTo());
  }

  private static void writeWelcome(JsonLine line, ServerFrame.Welcome welcome) {
    line.type("welcome")
        .optional("re", welcome.re())
        .string("nickname", welcome.nickname())
        .string("session", welcome.session())
        .string("server", welcome.server())
        .object("limits", welcome.limits(), ServerFrameCodec::writeLimits)
        .strings("features", welcome.features())
        .strings("addresses", welcome.addresses());
  }

  private static void writeLimits(JsonLine line, Limits limits) {
    line.number("frameBytes", limits.frameBytes())
        .number("textCodePoints", limits.textCodePoints())
        .number("nicknameCodePoints", limits.nicknameCodePoints())
        .number("roomCodePoints", limits.roomCodePoints())
        .number("historyMessages", limits.historyMessages())
        .number("resumeMs", limits.resumeMs())
        .number("roomsPerConnection", limits.roomsPerConnection());
  }

  private static void writeJoined(JsonLine line, ServerFrame.Joined joined) {
    line.type("joined")
        .optional("re", joined.re())
        .string("room", joined.room())
        .string("epoch", joined.epoch())
        .string("topic", joined.topic())
        .objects("members", joined.members(), ServerFrameCodec::writeMember)
        .number("memberCount", joined.memberCount())
        .number("seq", joined.seq())
        .number("firstSeq", joined.firstSeq());
  }

  private static void writeHistory(JsonLine line, ServerFrame.History history) {
    line.type("history").optional("re", history.re()).string("room", history.room());
  }

  private static void writeMember(JsonLine line, Member member) {
    line.string("nickname", member.nickname()).string("kind", member.kind().wire());
  }

  private static void writeRoom(JsonLine line, RoomInfo room) {
    line.string("room", room.room())
        .string("topic", room.topic())
        .number("members", room.members());
  }

  /**
   * Reads one frame, given without its line end.
   *
   * @return empty for a type of a newer server, to be ignored
   * @throws IOException if it is no frame at all
   */
  public static Optional<ServerFrame> decode(byte[] bytes, int offset, int length)
      throws IOException {
    return ServerFrameReader.read(JsonObject.parse(bytes, offset, length));
  }
}
