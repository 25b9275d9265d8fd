package parlor.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of the wire's objects. */
enum Key {
  TYPE("type"),
  ID("id"),
  RE("re"),
  PROTOCOL("protocol"),
  CLIENT("client"),
  NICKNAME("nickname"),
  PASSWORD("password"),
  RESUME("resume"),
  HEARTBEAT_MS("heartbeatMs"),
  ROOM("room"),
  EPOCH("epoch"),
  TEXT("text"),
  REPLY_TO("replyTo"),
  BEFORE("before"),
  AFTER("after"),
  LIMIT("limit"),
  SESSION("session"),
  SERVER("server"),
  LIMITS("limits"),
  FEATURES("features"),
  ADDRESSES("addresses"),
  TOPIC("topic"),
  MEMBERS("members"),
  MEMBER_COUNT("memberCount"),
  SEQ("seq"),
  FIRST_SEQ("firstSeq"),
  MESSAGES("messages"),
  MORE("more"),
  ROOMS("rooms"),
  AT("at"),
  FROM("from"),
  KIND("kind"),
  REASON("reason"),
  TO("to"),
  ATTACHMENTS("attachments"),
  NAME("name"),
  BYTES("bytes"),
  WIDTH("width"),
  HEIGHT("height"),
  ACTION("action"),
  NEW_PASSWORD("newPassword"),
  CONVERSATIONS("conversations"),
  WITH("with"),
  READ("read"),
  UNREAD("unread"),
  NEXT("next"),
  ROLE("role"),
  MINUTES("minutes"),
  MEMBERS_ONLY("membersOnly"),
  HIDDEN("hidden"),
  REMOVED("removed"),
  TARGET("target"),
  BY("by"),
  MUTED("muted"),
  UNTIL("until"),
  BLOCKED("blocked"),
  JOINED("joined"),
  LEFT("left"),
  CODE("code"),
  MESSAGE("message"),
  RETRY_AFTER_MS("retryAfterMs"),
  FRAME_BYTES("frameBytes"),
  TEXT_CODE_POINTS("textCodePoints"),
  NICKNAME_CODE_POINTS("nicknameCodePoints"),
  ROOM_CODE_POINTS("roomCodePoints"),
  HISTORY_MESSAGES("historyMessages"),
  RESUME_MS("resumeMs"),
  ROOMS_PER_CONNECTION("roomsPerConnection"),
  FILE_BYTES("fileBytes"),
  ATTACHMENTS_PER_MESSAGE("attachmentsPerMessage"),
  PASSWORD_MIN_CODE_POINTS("passwordMinCodePoints"),
  TOPIC_CODE_POINTS("topicCodePoints"),
  MEMBERS_LISTED("membersListed"),
  FRAME_MS("frameMs"),
  FRAME_BURST("frameBurst"),
  FRAMES_PER_MINUTE("framesPerMinute"),
  MESSAGE_BURST("messageBurst"),
  MESSAGES_PER_MINUTE("messagesPerMinute"),
  UPLOADS_PER_DAY("uploadsPerDay");

  private static final Map<String, Key> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(Key::wire, Function.identity()));

  private final String wire;

  Key(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  /** Null for a key that this version does not know. */
  static @Nullable Key ofWire(String wire) {
    return BY_WIRE.get(wire);
  }
}
