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
@JsonSubTypes(@JsonSubTypes.Type(value = Entry.Message.class, name = "message"))
public sealed interface Entry extends ClusterMessage {

  /** Its place in the log: dense, from 1. */
  long seq();

  /** When the room's ledger took it, in UTC milliseconds. */
  long at();

  /**
   * Something said.
   *
   * @param author the person, or {@link PersonId#ROBOT}
   * @param from the nickname at that time
   * @param to the other's nickname in a private conversation, else null
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments files that were uploaded before
   * @param clientId the client's own id of the message, by which a retry is known; or null
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
      @Nullable String clientId)
      implements Entry {

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
      this(seq, at, author, from, kind, null, text, replyTo, List.of(), clientId);
    }
  }
}
