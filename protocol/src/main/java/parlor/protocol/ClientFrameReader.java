package parlor.protocol;

import org.jspecify.annotations.Nullable;

/** Makes frames of clients out of the fields they came in. */
final class ClientFrameReader {
  private static final int PROTOCOL = 1;
  private static final int MAX_ID = 64;
  private static final int MAX_CLIENT = 200;
  private static final int MAX_HEARTBEAT_MS = 3_600_000;

  private final Limits limits;

  ClientFrameReader(Limits limits) {
    this.limits = limits;
  }

  /** The frame's id, if it has one. */
  static @Nullable String id(Fields fields) throws WrongField {
    String id = fields.keptOrNull(Key.ID, MAX_ID);
    if (id != null && id.isEmpty()) {
      throw new WrongField(Key.ID, "must have at least one character");
    }
    return id;
  }

  /** The frame, or null if its type is unknown. */
  @Nullable ClientFrame read(Fields fields, @Nullable String id)
      throws WrongField, InvalidValue, UnsupportedProtocol {
    return switch (fields.string(Key.TYPE)) {
      case "hello" -> hello(fields, id);
      case "join" ->
          new ClientFrame.Join(id, room(fields), seen(fields, Key.AFTER), kept(fields, Key.EPOCH));
      case "leave" -> new ClientFrame.Leave(id, room(fields));
      case "say" ->
          new ClientFrame.Say(
              id,
              room(fields),
              MessageText.parse(fields.string(Key.TEXT), limits.textCodePoints()),
              fields.integerOrNull(Key.REPLY_TO, 1, Long.MAX_VALUE));
      case "history" ->
          new ClientFrame.History(
              id,
              room(fields),
              seen(fields, Key.BEFORE),
              seen(fields, Key.AFTER),
              fields.smallIntegerOrNull(Key.LIMIT, 1, Integer.MAX_VALUE));
      case "members" -> new ClientFrame.Members(id, room(fields), kept(fields, Key.AFTER));
      case "rooms" -> new ClientFrame.Rooms(id, kept(fields, Key.AFTER));
      case "typing" -> new ClientFrame.Typing(id, room(fields));
      case "ping" -> new ClientFrame.Ping(id);
      case "bye" -> new ClientFrame.Bye(id);
      default -> null;
    };
  }

  private ClientFrame hello(Fields fields, @Nullable String id)
      throws WrongField, InvalidValue, UnsupportedProtocol {
    if (fields.integer(Key.PROTOCOL, Long.MIN_VALUE, Long.MAX_VALUE) != PROTOCOL) {
      throw new UnsupportedProtocol(PROTOCOL);
    }
    return new ClientFrame.Hello(
        id,
        PROTOCOL,
        fields.keptOrNull(Key.CLIENT, MAX_CLIENT),
        Nickname.parse(fields.string(Key.NICKNAME), limits.nicknameCodePoints()),
        kept(fields, Key.PASSWORD),
        kept(fields, Key.RESUME),
        fields.smallIntegerOrNull(Key.HEARTBEAT_MS, 1, MAX_HEARTBEAT_MS));
  }

  private RoomName room(Fields fields) throws WrongField, InvalidValue {
    return RoomName.parse(fields.string(Key.ROOM), limits.roomCodePoints());
  }

  private static @Nullable Long seen(Fields fields, Key key) throws WrongField {
    return fields.integerOrNull(key, 0, Long.MAX_VALUE);
  }

  private static @Nullable String kept(Fields fields, Key key) throws WrongField {
    return fields.keptOrNull(key, Integer.MAX_VALUE);
  }
}
