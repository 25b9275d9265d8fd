package parlor.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.cluster.ClusterMessage;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;

/** One entry of a room's log; a message is one kind of several. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Message.class, name = "message"),
  @JsonSubTypes.Type(value = Entry.Topic.class, name = "topic"),
  @JsonSubTypes.Type(value = Entry.Removal.class, name = "removal")
})
public sealed interface Entry extends ClusterMessage {

  /** Its place in the log: dense, from 1. */
  long seq();

  /** When the room's ledger took it, in UTC milliseconds. */
  long at();

  /** The person who made it, or {@link PersonId#ROBOT}. */
  PersonId author();

  /** The author's nickname at that time. */
  String from();

  /**
   * Something said.
   *
   * @param to the other's nickname in a private conversation, else null
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments files that were uploaded before
   * @param clientId the client's own id of the message, by which a retry is known; or null
   * @param removed whether it was taken away: then it has no text and no attachments any more
   */
  record Message(
      long seq,
      long at,
      PersonId author,
      String from,
      Kind kind,
      @Nullable String to,
      String text,
      @Nullable Long replyTo,
      List<Attachment> attachments,
      @Nullable String clientId,
      boolean removed)
      implements Entry {

    /** As it stands after it was taken away. */
    public Message withoutContent() {
      return new Message(seq, at, author, from, kind, to, "", replyTo, List.of(), clientId, true);
    }

    /** Said in a room, without attachments. */
    public Message(
        long seq,
        long at,
        PersonId author,
        String from,
        Kind kind,
        String text,
        @Nullable Long replyTo,
        @Nullable String clientId) {
      this(seq, at, author, from, kind, null, text, replyTo, List.of(), clientId, false);
    }
  }

  /** The room has another topic, perhaps an empty one. */
  record Topic(long seq, long at, PersonId author, String from, String topic) implements Entry {}

  /** A message was taken away: {@code target} is its {@code seq}. */
  record Removal(long seq, long at, PersonId author, String from, long target) implements Entry {}
}
