package parlor.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes frames of clients out of the fields they came in. */
final class ClientFrameReader {
  private static final int PROTOCOL = 1;
  private static final int MAX_ID = 64;
  private static final int MAX_CLIENT = 200;
  private static final int MAX_PASSWORD = 1_000;
  private static final int MAX_HEARTBEAT_MS = 3_600_000;

  /** Ten years. */
  private static final int MAX_MINUTES = 10 * 366 * 24 * 60;

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
              id, room(fields), words(fields), replyTo(fields), attachments(fields));
      case "tell" ->
          new ClientFrame.Tell(
              id, recipient(fields, Key.TO), words(fields), replyTo(fields), attachments(fields));
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
      case "read" ->
          new ClientFrame.Read(id, room(fields), fields.integer(Key.SEQ, 0, Long.MAX_VALUE));
      case "topic" ->
          new ClientFrame.Topic(
              id, room(fields), Line.parse(fields.string(Key.TOPIC), limits.topicCodePoints()));
      case "remove" ->
          new ClientFrame.Remove(id, room(fields), fields.integer(Key.SEQ, 1, Long.MAX_VALUE));
      case "role" ->
          new ClientFrame.SetRole(id, room(fields), recipient(fields, Key.NICKNAME), role(fields));
      case "kick" -> discipline(fields, id, ClientFrame.Discipline.Order.KICK);
      case "mute" -> discipline(fields, id, ClientFrame.Discipline.Order.MUTE);
      case "unmute" -> discipline(fields, id, ClientFrame.Discipline.Order.UNMUTE);
      case "ban" -> discipline(fields, id, ClientFrame.Discipline.Order.BAN);
      case "unban" -> discipline(fields, id, ClientFrame.Discipline.Order.UNBAN);
      case "room" ->
          new ClientFrame.Settings(
              id, room(fields), fields.boolOrNull(Key.MEMBERS_ONLY), fields.boolOrNull(Key.HIDDEN));
      case "block" -> new ClientFrame.Block(id, recipient(fields, Key.NICKNAME), true);
      case "unblock" -> new ClientFrame.Block(id, recipient(fields, Key.NICKNAME), false);
      case "conversations" -> new ClientFrame.Conversations(id, kept(fields, Key.AFTER));
      case "search" -> search(fields, id);
      case "register" -> new ClientFrame.Register(id, newPassword(fields, Key.PASSWORD));
      case "account" -> account(fields, id);
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
        fields.keptOrNull(Key.PASSWORD, MAX_PASSWORD),
        kept(fields, Key.RESUME),
        fields.smallIntegerOrNull(Key.HEARTBEAT_MS, 1, MAX_HEARTBEAT_MS));
  }

  private ClientFrame search(Fields fields, @Nullable String id) throws WrongField, InvalidValue {
    String room = fields.stringOrNull(Key.ROOM);
    return new ClientFrame.Search(
        id,
        MessageText.parse(fields.string(Key.TEXT), limits.textCodePoints()).value(),
        room == null ? null : RoomName.parseAny(room, limits.roomCodePoints()),
        kept(fields, Key.FROM),
        kept(fields, Key.NEXT),
        fields.smallIntegerOrNull(Key.LIMIT, 1, Integer.MAX_VALUE));
  }

  private ClientFrame account(Fields fields, @Nullable String id) throws WrongField, InvalidValue {
    String name = fields.string(Key.ACTION);
    for (ClientFrame.Account.Action action : ClientFrame.Account.Action.values()) {
      if (action.wire().equals(name)) {
        boolean changes = action == ClientFrame.Account.Action.PASSWORD;
        return new ClientFrame.Account(
            id,
            action,
            password(fields, Key.PASSWORD),
            changes ? newPassword(fields, Key.NEW_PASSWORD) : null);
      }
    }
    throw new WrongField(Key.ACTION, "must be password, logout-others or delete");
  }

  /** Whether it will do is for the account to say; here it is only bounded. */
  private static String password(Fields fields, Key key) throws WrongField {
    fields.keptOrNull(key, MAX_PASSWORD);
    return fields.string(key);
  }

  private static String newPassword(Fields fields, Key key) throws WrongField, InvalidValue {
    if (Characters.count(fields.string(key)) > MAX_PASSWORD) {
      throw new InvalidValue(
          ErrorCode.PASSWORD_INVALID,
          "too-long",
          "A password has at most " + MAX_PASSWORD + " characters.");
    }
    return password(fields, key);
  }

  /** Nobody can be called what is no nickname; the robot may be spoken to. */
  private Nickname recipient(Fields fields, Key key) throws WrongField, InvalidValue {
    try {
      return Nickname.parse(fields.string(key), limits.nicknameCodePoints());
    } catch (InvalidValue e) {
      if (e.code() == ErrorCode.NICKNAME_RESERVED) {
        return Nickname.ROBOT;
      }
      throw new InvalidValue(
          ErrorCode.RECIPIENT_UNKNOWN, e.reason(), ErrorCode.RECIPIENT_UNKNOWN.meaning());
    }
  }

  private ClientFrame discipline(
      Fields fields, @Nullable String id, ClientFrame.Discipline.Order order)
      throws WrongField, InvalidValue {
    String reason = fields.stringOrNull(Key.REASON);
    return new ClientFrame.Discipline(
        id,
        room(fields),
        order,
        recipient(fields, Key.NICKNAME),
        order.lasts() ? fields.smallIntegerOrNull(Key.MINUTES, 1, MAX_MINUTES) : null,
        reason == null || reason.isEmpty() ? null : Line.parse(reason, limits.topicCodePoints()));
  }

  private static Role role(Fields fields) throws WrongField {
    return Role.ofWire(fields.string(Key.ROLE))
        .filter(role -> role != Role.ADMIN)
        .orElseThrow(() -> new WrongField(Key.ROLE, "must be none, member, moderator or owner"));
  }

  /** With attachments a text may be missing. */
  private MessageText words(Fields fields) throws WrongField, InvalidValue {
    if (!fields.list(Key.ATTACHMENTS).isEmpty()) {
      String text = fields.stringOrNull(Key.TEXT);
      if (text == null || text.isEmpty()) {
        return MessageText.NONE;
      }
    }
    return MessageText.parse(fields.string(Key.TEXT), limits.textCodePoints());
  }

  private static @Nullable Long replyTo(Fields fields) throws WrongField {
    return fields.integerOrNull(Key.REPLY_TO, 1, Long.MAX_VALUE);
  }

  private List<String> attachments(Fields fields) throws WrongField {
    List<String> ids = fields.strings(Key.ATTACHMENTS);
    if (ids.size() > limits.attachmentsPerMessage()) {
      throw new WrongField(
          Key.ATTACHMENTS, "must have at most " + limits.attachmentsPerMessage() + " elements");
    }
    for (String id : ids) {
      if (id.length() > MAX_ID || Characters.isUnstorable(id)) {
        throw new WrongField(Key.ATTACHMENTS, "must have ids of at most 64 characters in it");
      }
    }
    return ids;
  }

  private RoomName room(Fields fields) throws WrongField, InvalidValue {
    return RoomName.parseAny(fields.string(Key.ROOM), limits.roomCodePoints());
  }

  private static @Nullable Long seen(Fields fields, Key key) throws WrongField {
    return fields.integerOrNull(key, 0, Long.MAX_VALUE);
  }

  private static @Nullable String kept(Fields fields, Key key) throws WrongField {
    return fields.keptOrNull(key, Integer.MAX_VALUE);
  }
}
