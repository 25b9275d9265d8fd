package parlor.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a server's frame of a JSON object; what a newer server adds is passed over. */
final class ServerFrameReader {

  private ServerFrameReader() {}

  static Optional<ServerFrame> read(JsonObject json) throws IOException {
    return Optional.ofNullable(
        switch (json.string("type")) {
          case "message" -> message(json);
          case "said" ->
              new ServerFrame.Said(
                  json.optionalString("re"),
                  json.string("room"),
                  json.number("seq"),
                  json.number("at"));
          case "welcome" -> welcome(json);
          case "joined" -> joined(json);
          case "left" -> new ServerFrame.Left(json.optionalString("re"), json.string("room"));
          case "history" ->
              new ServerFrame.History(
                  json.optionalString("re"),
                  json.string("room"),
                  messages(json),
                  json.bool("more"));
          case "members" ->
              new ServerFrame.Members(
                  json.optionalString("re"), json.string("room"), members(json), json.bool("more"));
          case "rooms" -> rooms(json);
          case "ok" -> new ServerFrame.Ok(json.optionalString("re"));
          case "pong" -> new ServerFrame.Pong(json.optionalString("re"), json.number("at"));
          case "bye" -> new ServerFrame.Bye(json.optionalString("re"));
          case "error" ->
              new ServerFrame.Refusal(
                  json.optionalString("re"),
                  json.string("code"),
                  json.string("message", ""),
                  json.optionalString("reason"),
                  json.optionalNumber("retryAfterMs"));
          case "member-joined" ->
              new ServerFrame.MemberJoined(
                  json.string("room"), json.string("nickname"), kind(json), json.number("at"));
          case "member-left" ->
              new ServerFrame.MemberLeft(
                  json.string("room"),
                  json.string("nickname"),
                  json.number("at"),
                  LeaveReason.ofWire(json.string("reason", "")));
          case "members-changed" ->
              new ServerFrame.MembersChanged(
                  json.string("room"),
                  json.integer("joined"),
                  json.integer("left"),
                  json.integer("memberCount"));
          case "typing" -> new ServerFrame.Typing(json.string("room"), json.string("nickname"));
          case "moving" -> new ServerFrame.Moving(json.strings("addresses"));
          default -> null;
        });
  }

  private static ServerFrame welcome(JsonObject json) throws IOException {
    JsonObject limits = json.object("limits");
    return new ServerFrame.Welcome(
        json.optionalString("re"),
        json.string("nickname"),
        json.string("session"),
        json.string("server", ""),
        new Limits(
            limits.integer("frameBytes"),
            limits.integer("textCodePoints"),
            limits.integer("nicknameCodePoints"),
            limits.integer("roomCodePoints"),
            limits.integer("historyMessages"),
            limits.number("resumeMs"),
            limits.integer("roomsPerConnection", Integer.MAX_VALUE)),
        json.strings("features"),
        json.strings("addresses"));
  }

  private static ServerFrame joined(JsonObject json) throws IOException {
    return new ServerFrame.Joined(
        json.optionalString("re"),
        json.string("room"),
        json.string("epoch"),
        json.string("topic", ""),
        members(json),
        json.integer("memberCount"),
        json.number("seq"),
        json.number("firstSeq"),
        messages(json),
        json.bool("more"));
  }

  private static ServerFrame rooms(JsonObject json) throws IOException {
    List<RoomInfo> rooms = new ArrayList<>();
    for (JsonObject room : json.objects("rooms")) {
      rooms.add(
          new RoomInfo(room.string("room"), room.string("topic", ""), room.integer("members")));
    }
    return new ServerFrame.Rooms(json.optionalString("re"), rooms, json.bool("more"));
  }

  private static List<Member> members(JsonObject json) throws IOException {
    List<Member> members = new ArrayList<>();
    for (JsonObject member : json.objects("members")) {
      members.add(new Member(member.string("nickname"), kind(member)));
    }
    return members;
  }

  /** Entries of kinds that are not known here are passed over. */
  private static List<ServerFrame.Message> messages(JsonObject json) throws IOException {
    List<ServerFrame.Message> messages = new ArrayList<>();
    for (JsonObject entry : json.objects("messages")) {
      if (entry.string("type").equals("message")) {
        messages.add(message(entry));
      }
    }
    return messages;
  }

  private static ServerFrame.Message message(JsonObject json) throws IOException {
    return new ServerFrame.Message(
        json.string("room"),
        json.number("seq"),
        json.number("at"),
        json.string("from"),
        kind(json),
        json.string("text", ""),
        json.optionalNumber("replyTo"));
  }

  private static Kind kind(JsonObject json) throws IOException {
    return Kind.ofWire(json.string("kind", ""));
  }
}
