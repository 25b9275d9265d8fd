package parlor.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes frames of the server out of the fields they came in. */
final class ServerFrameReader {
  private ServerFrameReader() {}

  /** The frame, or null if its type is unknown. */
  static @Nullable ServerFrame read(Fields fields) throws WrongField {
    String re = fields.stringOrNull(Key.RE);
    return switch (fields.string(Key.TYPE)) {
      case "welcome" -> welcome(fields, re);
      case "joined" -> joined(fields, re);
      case "left" -> left(fields, re);
      case "said" -> new ServerFrame.Said(re, room(fields), count(fields, Key.SEQ), at(fields));
      case "history" ->
          new ServerFrame.History(re, room(fields), entries(fields), fields.bool(Key.MORE));
      case "members" ->
          new ServerFrame.Members(re, room(fields), members(fields), fields.bool(Key.MORE));
      case "rooms" -> new ServerFrame.Rooms(re, rooms(fields), fields.bool(Key.MORE));
      case "ok" -> new ServerFrame.Ok(re);
      case "registered" -> new ServerFrame.Registered(re, nickname(fields));
      case "conversations" ->
          new ServerFrame.Conversations(re, conversations(fields), fields.bool(Key.MORE));
      case "found" -> new ServerFrame.Found(re, messages(fields), fields.stringOrNull(Key.NEXT));
      case "pong" -> new ServerFrame.Pong(re, at(fields));
      case "bye" -> new ServerFrame.Bye(re);
      case "error" -> refusal(fields, re);
      case "message" -> message(fields);
      case "member-joined" ->
          new ServerFrame.MemberJoined(
              room(fields),
              nickname(fields),
              kind(fields),
              role(fields.stringOrNull(Key.ROLE)),
              at(fields));
      case "member-left" ->
          new ServerFrame.MemberLeft(
              room(fields),
              nickname(fields),
              at(fields),
              LeaveReason.ofWire(fields.string(Key.REASON)),
              fields.stringOrNull(Key.BY),
              fields.stringOrNull(Key.TEXT));
      case "topic" -> topic(fields);
      case "removed" -> removed(fields);
      case "member-changed" -> memberChanged(fields);
      case "room-changed" ->
          new ServerFrame.RoomChanged(
              room(fields),
              fields.bool(Key.MEMBERS_ONLY),
              fields.bool(Key.HIDDEN),
              fields.string(Key.BY));
      case "blocked" -> new ServerFrame.Blocked(nickname(fields), true);
      case "unblocked" -> new ServerFrame.Blocked(nickname(fields), false);
      case "members-changed" ->
          new ServerFrame.MembersChanged(
              room(fields),
              fields.smallInteger(Key.JOINED, 0),
              fields.smallInteger(Key.LEFT, 0),
              fields.smallInteger(Key.MEMBER_COUNT, 0));
      case "typing" -> new ServerFrame.Typing(room(fields), nickname(fields));
      case "read" -> new ServerFrame.ReadUpTo(room(fields), count(fields, Key.SEQ));
      case "moving" -> new ServerFrame.Moving(fields.strings(Key.ADDRESSES));
      default -> null;
    };
  }

  private static ServerFrame welcome(Fields fields, @Nullable String re) throws WrongField {
    return new ServerFrame.Welcome(
        re,
        nickname(fields),
        fields.string(Key.SESSION),
        fields.string(Key.SERVER),
        limits(fields.object(Key.LIMITS)),
        fields.strings(Key.FEATURES),
        fields.strings(Key.ADDRESSES),
        fields.strings(Key.BLOCKED));
  }

  private static Limits limits(Fields fields) throws WrongField {
    Integer rooms = fields.smallIntegerOrNull(Key.ROOMS_PER_CONNECTION, 1, Integer.MAX_VALUE);
    return new Limits(
        fields.smallInteger(Key.FRAME_BYTES, 1),
        fields.smallInteger(Key.TEXT_CODE_POINTS, 1),
        fields.smallInteger(Key.NICKNAME_CODE_POINTS, 1),
        fields.smallInteger(Key.ROOM_CODE_POINTS, 1),
        fields.smallInteger(Key.HISTORY_MESSAGES, 0),
        count(fields, Key.RESUME_MS),
        rooms == null ? Integer.MAX_VALUE : rooms,
        orZero(fields.integerOrNull(Key.FILE_BYTES, 0, Long.MAX_VALUE)),
        upTo(fields, Key.ATTACHMENTS_PER_MESSAGE),
        upTo(fields, Key.PASSWORD_MIN_CODE_POINTS),
        upTo(fields, Key.TOPIC_CODE_POINTS),
        upTo(fields, Key.MEMBERS_LISTED),
        orZero(fields.integerOrNull(Key.FRAME_MS, 0, Long.MAX_VALUE)),
        upTo(fields, Key.FRAME_BURST),
        upTo(fields, Key.FRAMES_PER_MINUTE),
        upTo(fields, Key.MESSAGE_BURST),
        upTo(fields, Key.MESSAGES_PER_MINUTE),
        upTo(fields, Key.UPLOADS_PER_DAY));
  }

  /** 0 if it is not told. */
  private static int upTo(Fields fields, Key key) throws WrongField {
    return (int) orZero(fields.integerOrNull(key, 0, Integer.MAX_VALUE));
  }

  private static ServerFrame joined(Fields fields, @Nullable String re) throws WrongField {
    return new ServerFrame.Joined(
        re,
        room(fields),
        fields.string(Key.EPOCH),
        orEmpty(fields.stringOrNull(Key.TOPIC)),
        members(fields),
        fields.smallInteger(Key.MEMBER_COUNT, 0),
        count(fields, Key.SEQ),
        count(fields, Key.FIRST_SEQ),
        entries(fields),
        fields.bool(Key.MORE),
        role(fields.stringOrNull(Key.ROLE)),
        isSo(fields, Key.MEMBERS_ONLY),
        isSo(fields, Key.HIDDEN));
  }

  private static ServerFrame left(Fields fields, @Nullable String re) throws WrongField {
    String reason = fields.stringOrNull(Key.REASON);
    return new ServerFrame.Left(
        re, room(fields), reason == null ? null : LeaveReason.ofWire(reason));
  }

  private static ServerFrame.TopicSet topic(Fields fields) throws WrongField {
    return new ServerFrame.TopicSet(
        room(fields),
        count(fields, Key.SEQ),
        at(fields),
        fields.string(Key.FROM),
        fields.string(Key.TOPIC));
  }

  private static ServerFrame.Removed removed(Fields fields) throws WrongField {
    return new ServerFrame.Removed(
        room(fields),
        count(fields, Key.SEQ),
        at(fields),
        fields.string(Key.FROM),
        count(fields, Key.TARGET));
  }

  private static ServerFrame memberChanged(Fields fields) throws WrongField {
    String role = fields.stringOrNull(Key.ROLE);
    return new ServerFrame.MemberChanged(
        room(fields),
        nickname(fields),
        role == null ? null : role(role),
        fields.boolOrNull(Key.MUTED),
        fields.integerOrNull(Key.UNTIL, 0, Long.MAX_VALUE),
        fields.string(Key.BY),
        fields.stringOrNull(Key.TEXT));
  }

  /** A role that a newer server knows and we do not gives no rights that we could show. */
  private static Role role(@Nullable String wire) {
    return wire == null ? Role.NONE : Role.ofWire(wire).orElse(Role.NONE);
  }

  private static ServerFrame refusal(Fields fields, @Nullable String re) throws WrongField {
    return new ServerFrame.Refusal(
        re,
        fields.string(Key.CODE),
        fields.string(Key.MESSAGE),
        fields.stringOrNull(Key.REASON),
        fields.integerOrNull(Key.RETRY_AFTER_MS, 0, Long.MAX_VALUE));
  }

  /** A removed message comes without a text. */
  private static ServerFrame.Message message(Fields fields) throws WrongField {
    return new ServerFrame.Message(
        room(fields),
        count(fields, Key.SEQ),
        at(fields),
        fields.string(Key.FROM),
        kind(fields),
        fields.stringOrNull(Key.TO),
        orEmpty(fields.stringOrNull(Key.TEXT)),
        fields.integerOrNull(Key.REPLY_TO, 1, Long.MAX_VALUE),
        attachments(fields),
        isSo(fields, Key.REMOVED));
  }

  private static List<Attachment> attachments(Fields fields) throws WrongField {
    List<Attachment> attachments = new ArrayList<>();
    for (Fields file : fields.objects(Key.ATTACHMENTS)) {
      attachments.add(attachment(file));
    }
    return List.copyOf(attachments);
  }

  static Attachment attachment(Fields file) throws WrongField {
    return new Attachment(
        file.string(Key.ID),
        file.string(Key.NAME),
        file.string(Key.TYPE),
        count(file, Key.BYTES),
        file.smallIntegerOrNull(Key.WIDTH, 1, Integer.MAX_VALUE),
        file.smallIntegerOrNull(Key.HEIGHT, 1, Integer.MAX_VALUE));
  }

  private static List<ConversationInfo> conversations(Fields fields) throws WrongField {
    List<ConversationInfo> conversations = new ArrayList<>();
    for (Fields each : fields.objects(Key.CONVERSATIONS)) {
      conversations.add(
          new ConversationInfo(
              room(each),
              each.stringOrNull(Key.WITH),
              count(each, Key.SEQ),
              count(each, Key.READ),
              each.smallInteger(Key.UNREAD, 0)));
    }
    return List.copyOf(conversations);
  }

  private static List<ServerFrame.Message> messages(Fields fields) throws WrongField {
    return entries(fields).stream()
        .filter(ServerFrame.Message.class::isInstance)
        .map(ServerFrame.Message.class::cast)
        .toList();
  }

  /** The entries of a log; kinds of a newer server are passed over. */
  private static List<ServerFrame.Entry> entries(Fields fields) throws WrongField {
    List<ServerFrame.Entry> entries = new ArrayList<>();
    for (Fields entry : fields.objects(Key.MESSAGES)) {
      switch (entry.string(Key.TYPE)) {
        case "message" -> entries.add(message(entry));
        case "topic" -> entries.add(topic(entry));
        case "removed" -> entries.add(removed(entry));
        default -> {}
      }
    }
    return List.copyOf(entries);
  }

  private static boolean isSo(Fields fields, Key key) throws WrongField {
    return Boolean.TRUE.equals(fields.boolOrNull(key));
  }

  private static List<Member> members(Fields fields) throws WrongField {
    List<Member> members = new ArrayList<>();
    for (Fields member : fields.objects(Key.MEMBERS)) {
      members.add(new Member(nickname(member), kind(member), role(member.stringOrNull(Key.ROLE))));
    }
    return List.copyOf(members);
  }

  private static List<RoomInfo> rooms(Fields fields) throws WrongField {
    List<RoomInfo> rooms = new ArrayList<>();
    for (Fields room : fields.objects(Key.ROOMS)) {
      rooms.add(
          new RoomInfo(
              room(room),
              orEmpty(room.stringOrNull(Key.TOPIC)),
              room.smallInteger(Key.MEMBERS, 0)));
    }
    return List.copyOf(rooms);
  }

  private static String room(Fields fields) throws WrongField {
    return fields.string(Key.ROOM);
  }

  private static String nickname(Fields fields) throws WrongField {
    return fields.string(Key.NICKNAME);
  }

  private static Kind kind(Fields fields) throws WrongField {
    return Kind.ofWire(fields.string(Key.KIND));
  }

  private static long at(Fields fields) throws WrongField {
    return fields.integer(Key.AT, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long count(Fields fields, Key key) throws WrongField {
    return fields.integer(key, 0, Long.MAX_VALUE);
  }

  /** What an older server does not tell, it does not have. */
  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
