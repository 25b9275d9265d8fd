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
   */
  record Pending(String id, long at, String from, String text, List<Attachment> attachments)
      implements Item {}

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
