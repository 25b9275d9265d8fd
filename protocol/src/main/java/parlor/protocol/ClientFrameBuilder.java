package parlor.protocol;

import org.jspecify.annotations.Nullable;

/** Makes a frame of the keys that were read, or says what is wrong with them. */
final class ClientFrameBuilder {
  private static final int MAX_ID = 64;
  private static final int MAX_CLIENT = 200;
  private static final int MAX_HEARTBEAT_MS = 3_600_000;

  private final Limits limits;
  private final ClientFields fields;
  private final @Nullable String id;

  ClientFrameBuilder(Limits limits, ClientFields fields) throws RefusedFrame {
    this.limits = limits;
    this.fields = fields;
    if (fields.id != null && !isId(fields.id)) {
      throw RefusedFrame.refused(
          null, ErrorCode.MALFORMED, "id is a string of 1 to " + MAX_ID + " characters");
    }
    this.id = fields.id;
  }

  static boolean isId(@Nullable String id) {
    return id != null && !id.isEmpty() && Text.codePoints(id) <= MAX_ID;
  }

  ClientFrame build() throws RefusedFrame {
    if (fields.wrong != null) {
      throw malformed(fields.wrong + " has the wrong type or a forbidden character");
    }
    if (fields.type == null) {
      throw malformed("type is missing");
    }
    return switch (fields.type) {
      case "hello" -> hello();
      case "join" -> new ClientFrame.Join(id, room(), seq("after", fields.after, 0), fields.epoch);
      case "leave" -> new ClientFrame.Leave(id, room());
      case "say" -> new ClientFrame.Say(id, room(), text(), seq("replyTo", fields.replyTo, 1));
      case "history" ->
          new ClientFrame.History(
              id,
              room(),
              seq("before", fields.before, 0),
              seq("after", fields.after, 0),
              integer("limit", fields.limit, 1, Integer.MAX_VALUE));
      case "members" -> new ClientFrame.Members(id, room(), afterName());
      case "rooms" -> new ClientFrame.Rooms(id, afterName());
      case "typing" -> new ClientFrame.Typing(id, room());
      case "ping" -> new ClientFrame.Ping(id);
      case "bye" -> new ClientFrame.Bye(id);
      default ->
          throw RefusedFrame.refused(id, ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.meaning());
    };
  }

  private ClientFrame hello() throws RefusedFrame {
    if (fields.protocol == null) {
      throw malformed("protocol is missing");
    }
    if (fields.protocol != ClientFrameCodec.PROTOCOL) {
      throw RefusedFrame.refused(
          id,
          ErrorCode.UNSUPPORTED_PROTOCOL,
          "This server speaks protocol " + ClientFrameCodec.PROTOCOL);
    }
    if (fields.client != null && Text.codePoints(fields.client) > MAX_CLIENT) {
      throw malformed("client has at most " + MAX_CLIENT + " characters");
    }
    String typed = required("nickname", fields.nickname);
    Integer heartbeatMs = integer("heartbeatMs", fields.heartbeatMs, 1, MAX_HEARTBEAT_MS);
    try {
      return new ClientFrame.Hello(
          id,
          ClientFrameCodec.PROTOCOL,
          fields.client,
          Nickname.parse(typed, limits.nicknameCodePoints()),
          fields.password,
          fields.resume,
          heartbeatMs);
    } catch (InvalidValue e) {
      throw RefusedFrame.refused(id, e);
    }
  }

  private RoomName room() throws RefusedFrame {
    try {
      return RoomName.parse(required("room", fields.room), limits.roomCodePoints());
    } catch (InvalidValue e) {
      throw RefusedFrame.refused(id, e);
    }
  }

  private MessageText text() throws RefusedFrame {
    try {
      return MessageText.parse(required("text", fields.text), limits.textCodePoints());
    } catch (InvalidValue e) {
      throw RefusedFrame.refused(id, e);
    }
  }

  private @Nullable Long seq(String key, @Nullable Long value, long min) throws RefusedFrame {
    if (fields.afterName != null) {
      throw malformed("after is a number");
    }
    if (value != null && value < min) {
      throw malformed(key + " is at least " + min);
    }
    return value;
  }

  private @Nullable Integer integer(String key, @Nullable Long value, int min, int max)
      throws RefusedFrame {
    if (value == null) {
      return null;
    }
    if (value < min || value > max) {
      throw malformed("%s is a whole number from %d to %d".formatted(key, min, max));
    }
    return Math.toIntExact(value);
  }

  private @Nullable String afterName() throws RefusedFrame {
    if (fields.after != null) {
      throw malformed("after is a string");
    }
    return fields.afterName;
  }

  private String required(String key, @Nullable String value) throws RefusedFrame {
    if (value == null) {
      throw malformed(key + " is missing");
    }
    return value;
  }

  private RefusedFrame malformed(String message) {
    return RefusedFrame.refused(id, ErrorCode.MALFORMED, message);
  }
}
