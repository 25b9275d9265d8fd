package parlor.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends. Times are UTC milliseconds since 1970. */
public sealed interface ServerFrame {

  /** The answer to a client's frame; {@code re} is that frame's id, or null if it had none. */
  sealed interface Answer extends ServerFrame {
    @Nullable String re();
  }

  /** What happened in a room, told without being asked. */
  sealed interface RoomEvent extends ServerFrame {
    String room();
  }

  /** An entry of a room's log as it is shown; each has the next {@code seq}. */
  sealed interface Entry extends RoomEvent {
    long seq();

    long at();

    /** The nickname of who made it. */
    String from();
  }

  /**
   * Logged in.
   *
   * @param session the token with which the person may resume; a secret
   * @param addresses the other doors of the cluster, {@code host:port}
   * @param blocked the nicknames of whom one wants to hear nothing
   */
  record Welcome(
      @Nullable String re,
      String nickname,
      String session,
      String server,
      Limits limits,
      List<String> features,
      List<String> addresses,
      List<String> blocked)
      implements Answer {}

  /**
   * Entered a room.
   *
   * @param epoch names this life of the room's log
   * @param members the first members by nickname; {@code members} pages the others
   * @param memberCount persons in the room
   * @param seq every entry above it follows live
   * @param firstSeq the oldest entry that is still kept
   * @param more there are entries between what the client has and {@code messages}
   * @param role one's own
   * @param membersOnly nobody comes in without a role
   * @param hidden the room is not listed
   */
  record Joined(
      @Nullable String re,
      String room,
      String epoch,
      String topic,
      List<Member> members,
      int memberCount,
      long seq,
      long firstSeq,
      List<? extends Entry> messages,
      boolean more,
      Role role,
      boolean membersOnly,
      boolean hidden)
      implements Answer {

    /** Entered a room that is open to all, as somebody without a role. */
    public Joined(
        @Nullable String re,
        String room,
        String epoch,
        String topic,
        List<Member> members,
        int memberCount,
        long seq,
        long firstSeq,
        List<? extends Entry> messages,
        boolean more) {
      this(
          re,
          room,
          epoch,
          topic,
          members,
          memberCount,
          seq,
          firstSeq,
          messages,
          more,
          Role.NONE,
          false,
          false);
    }
  }

  /**
   * No longer in a room.
   *
   * @param reason why, if one did not leave by oneself; else null
   */
  record Left(@Nullable String re, String room, @Nullable LeaveReason reason) implements Answer {

    /** Left by oneself. */
    public Left(@Nullable String re, String room) {
      this(re, room, null);
    }
  }

  record Said(@Nullable String re, String room, long seq, long at) implements Answer {}

  record History(@Nullable String re, String room, List<? extends Entry> messages, boolean more)
      implements Answer {}

  record Members(@Nullable String re, String room, List<Member> members, boolean more)
      implements Answer {}

  record Rooms(@Nullable String re, List<RoomInfo> rooms, boolean more) implements Answer {}

  record Ok(@Nullable String re) implements Answer {}

  /** The nickname belongs to an account now. */
  record Registered(@Nullable String re, String nickname) implements Answer {}

  record Conversations(@Nullable String re, List<ConversationInfo> conversations, boolean more)
      implements Answer {}

  /**
   * What was looked for.
   *
   * @param messages newest first
   * @param next for the next page, or null if this was the last
   */
  record Found(@Nullable String re, List<Message> messages, @Nullable String next)
      implements Answer {}

  record Pong(@Nullable String re, long at) implements Answer {}

  record Bye(@Nullable String re) implements Answer {}

  /**
   * The answer to what cannot be obeyed.
   *
   * @param code stable; an {@link ErrorCode}, or one of a newer server
   * @param message English, for a developer
   * @param reason tells apart what shares a code, for instance {@code blank}; or null
   */
  record Refusal(
      @Nullable String re,
      String code,
      String message,
      @Nullable String reason,
      @Nullable Long retryAfterMs)
      implements Answer {

    /** A refusal in the code's own words. */
    public static Refusal of(@Nullable String re, ErrorCode code) {
      return new Refusal(re, code.wire(), code.meaning(), null, null);
    }

    static Refusal of(@Nullable String re, InvalidValue invalid) {
      String message = invalid.getMessage();
      return new Refusal(
          re,
          invalid.code().wire(),
          message == null ? invalid.code().meaning() : message,
          invalid.reason(),
          null);
    }
  }

  /**
   * What somebody said, shown to every member, the sender too.
   *
   * @param to the recipient of a private message, else null
   * @param removed whether it was taken away: then it has no text and no attachments any more
   */
  record Message(
      String room,
      long seq,
      long at,
      String from,
      Kind kind,
      @Nullable String to,
      String text,
      @Nullable Long replyTo,
      List<Attachment> attachments,
      boolean removed)
      implements Entry {

    /** Said in a room, without attachments. */
    public Message(
        String room,
        long seq,
        long at,
        String from,
        Kind kind,
        String text,
        @Nullable Long replyTo) {
      this(room, seq, at, from, kind, null, text, replyTo, List.of(), false);
    }
  }

  /**
   * Somebody is in the room who was not.
   *
   * @param role in this room
   */
  record MemberJoined(String room, String nickname, Kind kind, Role role, long at)
      implements RoomEvent {

    /** Somebody without a role. */
    public MemberJoined(String room, String nickname, Kind kind, long at) {
      this(room, nickname, kind, Role.NONE, at);
    }
  }

  /**
   * Somebody is no longer in the room.
   *
   * @param by who put the person out, else null
   * @param text what that one gave as the reason, or null
   */
  record MemberLeft(
      String room,
      String nickname,
      long at,
      LeaveReason reason,
      @Nullable String by,
      @Nullable String text)
      implements RoomEvent {

    /** Gone without anybody's doing. */
    public MemberLeft(String room, String nickname, long at, LeaveReason reason) {
      this(room, nickname, at, reason, null, null);
    }
  }

  /** The room has another topic, perhaps an empty one. */
  record TopicSet(String room, long seq, long at, String from, String topic) implements Entry {}

  /** A message was taken away: {@code target} is its {@code seq}. */
  record Removed(String room, long seq, long at, String from, long target) implements Entry {}

  /**
   * Somebody has another standing in the room; what did not change is null.
   *
   * @param until when the muting ends by itself, or null
   * @param by who did it
   * @param text what that one gave as the reason, or null
   */
  record MemberChanged(
      String room,
      String nickname,
      @Nullable Role role,
      @Nullable Boolean muted,
      @Nullable Long until,
      String by,
      @Nullable String text)
      implements RoomEvent {}

  /** The room is of another kind now. */
  record RoomChanged(String room, boolean membersOnly, boolean hidden, String by)
      implements RoomEvent {}

  /** Stands for many notices at once; {@code joined} and {@code left} are counts. */
  record MembersChanged(String room, int joined, int left, int memberCount) implements RoomEvent {}

  record Typing(String room, String nickname) implements RoomEvent {}

  /** One has read the room up to there on another device. */
  record ReadUpTo(String room, long seq) implements RoomEvent {}

  /** One has blocked somebody on another device, or no longer blocks. */
  record Blocked(String nickname, boolean blocked) implements ServerFrame {}

  /** The server is going away: come back at one of the addresses, or here if there is none. */
  record Moving(List<String> addresses) implements ServerFrame {}
}
