package parlor.protocol;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes frames of the server as JSON objects. */
final class ServerFrameWriter {
  private ServerFrameWriter() {}

  static void write(JsonWriter to, ServerFrame frame) throws IOException {
    switch (frame) {
      case ServerFrame.Answer answer -> writeAnswer(to, answer);
      case ServerFrame.RoomEvent event -> writeEvent(to, event);
      case ServerFrame.Moving moving ->
          to.begin("moving").putStrings(Key.ADDRESSES, moving.addresses()).end();
      case ServerFrame.Blocked blocked ->
          to.begin(blocked.blocked() ? "blocked" : "unblocked")
              .put(Key.NICKNAME, blocked.nickname())
              .end();
    }
  }

  /** Writes {@code joined} with gaps for its members and messages. */
  static void writeJoined(JsonWriter to, ServerFrame.Joined head) throws IOException {
    writeRest(beginJoined(to, head).putGap(Key.MEMBERS), head).putGap(Key.MESSAGES).end();
  }

  /** Writes {@code history} with these frames, encoded already, as its messages. */
  static void writeHistory(JsonWriter to, ServerFrame.History head, List<byte[]> messages)
      throws IOException {
    writeHead(to, head);
    to.putEncoded(Key.MESSAGES, messages).end();
  }

  private static void writeAnswer(JsonWriter to, ServerFrame.Answer answer) throws IOException {
    switch (answer) {
      case ServerFrame.Welcome welcome -> writeWelcome(to, welcome);
      case ServerFrame.Joined joined -> {
        beginJoined(to, joined)
            .putAll(Key.MEMBERS, joined.members(), ServerFrameWriter::writeMember);
        writeRest(to, joined)
            .putAll(Key.MESSAGES, joined.messages(), ServerFrameWriter::writeEvent)
            .end();
      }
      case ServerFrame.Left left ->
          begin(to, "left", left)
              .put(Key.ROOM, left.room())
              .put(Key.REASON, left.reason() == null ? null : left.reason().wire())
              .end();
      case ServerFrame.Said said ->
          begin(to, "said", said)
              .put(Key.ROOM, said.room())
              .put(Key.SEQ, said.seq())
              .put(Key.AT, said.at())
              .end();
      case ServerFrame.History history -> {
        writeHead(to, history);
        to.putAll(Key.MESSAGES, history.messages(), ServerFrameWriter::writeEvent).end();
      }
      case ServerFrame.Members members ->
          begin(to, "members", members)
              .put(Key.ROOM, members.room())
              .putAll(Key.MEMBERS, members.members(), ServerFrameWriter::writeMember)
              .put(Key.MORE, members.more())
              .end();
      case ServerFrame.Rooms rooms ->
          begin(to, "rooms", rooms)
              .putAll(Key.ROOMS, rooms.rooms(), ServerFrameWriter::writeRoom)
              .put(Key.MORE, rooms.more())
              .end();
      case ServerFrame.Ok ok -> begin(to, "ok", ok).end();
      case ServerFrame.Registered registered ->
          begin(to, "registered", registered).put(Key.NICKNAME, registered.nickname()).end();
      case ServerFrame.Conversations list ->
          begin(to, "conversations", list)
              .putAll(Key.CONVERSATIONS, list.conversations(), ServerFrameWriter::writeConversation)
              .put(Key.MORE, list.more())
              .end();
      case ServerFrame.Found found ->
          begin(to, "found", found)
              .putAll(Key.MESSAGES, found.messages(), ServerFrameWriter::writeEvent)
              .put(Key.NEXT, found.next())
              .end();
      case ServerFrame.Pong pong -> begin(to, "pong", pong).put(Key.AT, pong.at()).end();
      case ServerFrame.Bye bye -> begin(to, "bye", bye).end();
      case ServerFrame.Refusal refusal ->
          begin(to, "error", refusal)
              .put(Key.CODE, refusal.code())
              .put(Key.MESSAGE, refusal.message())
              .put(Key.REASON, refusal.reason())
              .put(Key.RETRY_AFTER_MS, refusal.retryAfterMs())
              .end();
    }
  }

  private static void writeEvent(JsonWriter to, ServerFrame.RoomEvent event) throws IOException {
    switch (event) {
      case ServerFrame.Message message -> writeMessage(to, message);
      case ServerFrame.MemberJoined joined ->
          begin(to, "member-joined", joined)
              .put(Key.NICKNAME, joined.nickname())
              .put(Key.KIND, joined.kind().wire())
              .put(Key.ROLE, role(joined.role()))
              .put(Key.AT, joined.at());
      case ServerFrame.MemberLeft left ->
          begin(to, "member-left", left)
              .put(Key.NICKNAME, left.nickname())
              .put(Key.AT, left.at())
              .put(Key.REASON, left.reason().wire())
              .put(Key.BY, left.by())
              .put(Key.TEXT, left.text());
      case ServerFrame.TopicSet topic ->
          beginEntry(to, "topic", topic).put(Key.TOPIC, topic.topic());
      case ServerFrame.Removed removed ->
          beginEntry(to, "removed", removed).put(Key.TARGET, removed.target());
      case ServerFrame.MemberChanged changed ->
          begin(to, "member-changed", changed)
              .put(Key.NICKNAME, changed.nickname())
              .put(Key.ROLE, changed.role() == null ? null : changed.role().wire())
              .put(Key.MUTED, changed.muted())
              .put(Key.UNTIL, changed.until())
              .put(Key.BY, changed.by())
              .put(Key.TEXT, changed.text());
      case ServerFrame.RoomChanged changed ->
          begin(to, "room-changed", changed)
              .put(Key.MEMBERS_ONLY, changed.membersOnly())
              .put(Key.HIDDEN, changed.hidden())
              .put(Key.BY, changed.by());
      case ServerFrame.MembersChanged changed ->
          begin(to, "members-changed", changed)
              .put(Key.JOINED, changed.joined())
              .put(Key.LEFT, changed.left())
              .put(Key.MEMBER_COUNT, changed.memberCount());
      case ServerFrame.Typing typing ->
          begin(to, "typing", typing).put(Key.NICKNAME, typing.nickname());
      case ServerFrame.ReadUpTo read -> begin(to, "read", read).put(Key.SEQ, read.seq());
    }
    to.end();
  }

  private static void writeMessage(JsonWriter to, ServerFrame.Message message) throws IOException {
    beginEntry(to, "message", message)
        .put(Key.KIND, message.kind().wire())
        .put(Key.TO, message.to())
        .put(Key.TEXT, message.removed() ? null : message.text())
        .put(Key.REPLY_TO, message.replyTo())
        .putIf(Key.REMOVED, message.removed());
    if (!message.attachments().isEmpty()) {
      to.putAll(Key.ATTACHMENTS, message.attachments(), ServerFrameWriter::writeAttachment);
    }
  }

  static void writeAttachment(JsonWriter to, Attachment file) throws IOException {
    to.begin()
        .put(Key.ID, file.id())
        .put(Key.NAME, file.name())
        .put(Key.TYPE, file.type())
        .put(Key.BYTES, file.bytes())
        .put(Key.WIDTH, file.width())
        .put(Key.HEIGHT, file.height())
        .end();
  }

  private static void writeConversation(JsonWriter to, ConversationInfo conversation)
      throws IOException {
    to.begin()
        .put(Key.ROOM, conversation.room())
        .put(Key.WITH, conversation.with())
        .put(Key.SEQ, conversation.seq())
        .put(Key.READ, conversation.read())
        .put(Key.UNREAD, conversation.unread())
        .end();
  }

  private static void writeWelcome(JsonWriter to, ServerFrame.Welcome welcome) throws IOException {
    begin(to, "welcome", welcome)
        .put(Key.NICKNAME, welcome.nickname())
        .put(Key.SESSION, welcome.session())
        .put(Key.SERVER, welcome.server());
    Limits limits = welcome.limits();
    to.beginObject(Key.LIMITS)
        .put(Key.FRAME_BYTES, limits.frameBytes())
        .put(Key.TEXT_CODE_POINTS, limits.textCodePoints())
        .put(Key.NICKNAME_CODE_POINTS, limits.nicknameCodePoints())
        .put(Key.ROOM_CODE_POINTS, limits.roomCodePoints())
        .put(Key.HISTORY_MESSAGES, limits.historyMessages())
        .put(Key.RESUME_MS, limits.resumeMs())
        .put(Key.ROOMS_PER_CONNECTION, limits.roomsPerConnection())
        .put(Key.FILE_BYTES, limits.fileBytes())
        .put(Key.ATTACHMENTS_PER_MESSAGE, limits.attachmentsPerMessage())
        .put(Key.PASSWORD_MIN_CODE_POINTS, limits.passwordMinCodePoints())
        .put(Key.TOPIC_CODE_POINTS, limits.topicCodePoints())
        .put(Key.MEMBERS_LISTED, limits.membersListed())
        .put(Key.FRAME_MS, limits.frameMs())
        .put(Key.FRAME_BURST, limits.frameBurst())
        .put(Key.FRAMES_PER_MINUTE, limits.framesPerMinute())
        .put(Key.MESSAGE_BURST, limits.messageBurst())
        .put(Key.MESSAGES_PER_MINUTE, limits.messagesPerMinute())
        .put(Key.UPLOADS_PER_DAY, limits.uploadsPerDay())
        .end();
    to.putStrings(Key.FEATURES, welcome.features()).putStrings(Key.ADDRESSES, welcome.addresses());
    if (!welcome.blocked().isEmpty()) {
      to.putStrings(Key.BLOCKED, welcome.blocked());
    }
    to.end();
  }

  /** What stands before the members. */
  private static JsonWriter beginJoined(JsonWriter to, ServerFrame.Joined joined)
      throws IOException {
    return begin(to, "joined", joined)
        .put(Key.ROOM, joined.room())
        .put(Key.EPOCH, joined.epoch())
        .put(Key.TOPIC, joined.topic());
  }

  /** What stands between the members and the messages. */
  private static JsonWriter writeRest(JsonWriter to, ServerFrame.Joined joined) throws IOException {
    return to.put(Key.MEMBER_COUNT, joined.memberCount())
        .put(Key.SEQ, joined.seq())
        .put(Key.FIRST_SEQ, joined.firstSeq())
        .put(Key.MORE, joined.more())
        .put(Key.ROLE, role(joined.role()))
        .putIf(Key.MEMBERS_ONLY, joined.membersOnly())
        .putIf(Key.HIDDEN, joined.hidden());
  }

  /** Who has none has no key. */
  private static @Nullable String role(Role role) {
    return role == Role.NONE ? null : role.wire();
  }

  private static void writeHead(JsonWriter to, ServerFrame.History history) throws IOException {
    begin(to, "history", history).put(Key.ROOM, history.room()).put(Key.MORE, history.more());
  }

  static void writeMember(JsonWriter to, Member member) throws IOException {
    to.begin()
        .put(Key.NICKNAME, member.nickname())
        .put(Key.KIND, member.kind().wire())
        .put(Key.ROLE, role(member.role()))
        .end();
  }

  private static void writeRoom(JsonWriter to, RoomInfo room) throws IOException {
    to.begin()
        .put(Key.ROOM, room.room())
        .put(Key.TOPIC, room.topic())
        .put(Key.MEMBERS, room.members())
        .end();
  }

  private static JsonWriter begin(JsonWriter to, String type, ServerFrame.Answer answer)
      throws IOException {
    return to.begin(type).put(Key.RE, answer.re());
  }

  private static JsonWriter beginEntry(JsonWriter to, String type, ServerFrame.Entry entry)
      throws IOException {
    return begin(to, type, entry)
        .put(Key.SEQ, entry.seq())
        .put(Key.AT, entry.at())
        .put(Key.FROM, entry.from());
  }

  private static JsonWriter begin(JsonWriter to, String type, ServerFrame.RoomEvent event)
      throws IOException {
    return to.begin(type).put(Key.ROOM, event.room());
  }
}
