package parlor.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.ServerFrame;

/** What a room's transcript shows, one below the other. */
public sealed interface Item {

  /** In UTC milliseconds. */
  long at();

  /** An entry of the room's log. */
  sealed interface Entry extends Item {
    long seq();
  }

  /**
   * Something said.
   *
   * @param own whether this client's person said it
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments fetched when they are seen
   * @param removed whether it was taken away
   */
  record Message(
      long seq,
      long at,
      String from,
      Kind kind,
      String text,
      boolean own,
      @Nullable Long replyTo,
      List<Attachment> attachments,
      boolean removed)
      implements Entry {

    Message withoutContent() {
      return new Message(seq, at, from, kind, "", own, replyTo, List.of(), true);
    }
  }

  /** The room has another topic, perhaps an empty one. */
  record Topic(long seq, long at, String from, String topic) implements Entry {}

  /**
   * Something of one's own that the server has not confirmed.
   *
   * @param id by which a retry is no second message
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param sentAt when it was first given to a connection, in UTC milliseconds; 0 if it never was
   */
  record Pending(
      String id,
      long at,
      String from,
      String text,
      @Nullable Long replyTo,
      List<Attachment> attachments,
      State state,
      long sentAt)
      implements Item {

    /** What becomes of it. */
    public enum State {
      /** Given to the connection, or about to be. */
      SENDING,
      /** The server could not take it just now; it is sent again by itself. */
      REPEATING,
      /** Given up: what becomes of it the person says. */
      FAILED
    }

    Pending as(State now) {
      return new Pending(id, at, from, text, replyTo, attachments, now, sentAt);
    }

    /** Given to a connection, for the first time or again. */
    Pending sent(long when) {
      long first = sentAt == 0 ? when : sentAt;
      return new Pending(id, at, from, text, replyTo, attachments, State.SENDING, first);
    }
  }

  /**
   * Entries that are not here, between some that are. When they were made nobody knows yet.
   *
   * @param after the last entry before it
   * @param before the first entry behind it
   * @param loading whether some of them are on their way
   */
  record Gap(long after, long before, boolean loading) implements Item {

    @Override
    public long at() {
      return 0;
    }
  }

  /** One has entered the room. */
  record Welcomed(long at, String nickname, String room) implements Item {}

  record Joined(long at, String nickname) implements Item {}

  /**
   * Somebody is gone.
   *
   * @param by who put the person out, or null
   * @param text what that one gave as the reason, or null
   */
  record Left(
      long at, String nickname, LeaveReason reason, @Nullable String by, @Nullable String text)
      implements Item {

    /** Gone without anybody's doing. */
    public Left(long at, String nickname, LeaveReason reason) {
      this(at, nickname, reason, null, null);
    }
  }

  /** Somebody's standing has changed. */
  record MemberChanged(long at, ServerFrame.MemberChanged change) implements Item {}

  /** The room is of another kind now. */
  record RoomChanged(long at, ServerFrame.RoomChanged change) implements Item {}

  /** Many came and went at once. */
  record Changed(long at, int joined, int left) implements Item {}
}
