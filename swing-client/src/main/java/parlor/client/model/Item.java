package parlor.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;

/** What a room's transcript shows, one below the other. */
public sealed interface Item {

  /** In UTC milliseconds. */
  long at();

  /**
   * Something said.
   *
   * @param own whether this client's person said it
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments fetched when they are seen
   */
  record Message(
      long seq,
      long at,
      String from,
      Kind kind,
      String text,
      boolean own,
      @Nullable Long replyTo,
      List<Attachment> attachments)
      implements Item {}

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

  record Left(long at, String nickname, LeaveReason reason) implements Item {}

  /** Many came and went at once. */
  record Changed(long at, int joined, int left) implements Item {}
}
