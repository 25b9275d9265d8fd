package parlor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;

/** An entry as the columns of its row. */
final class EntryColumns {
  static final String NAMES =
      "seq, at, kind, author, nickname, recipient, body, reply_to, client_id, attachments";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Attachment>> ATTACHMENTS = new TypeReference<>() {};

  private EntryColumns() {}

  static int kind(Entry.Message message) {
    return message.kind() == Kind.USER ? 1 : 2;
  }

  static @Nullable String attachments(Entry.Message message) {
    if (message.attachments().isEmpty()) {
      return null;
    }
    try {
      return JSON.writeValueAsString(message.attachments());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Reads a row of {@link #NAMES}. */
  static Entry.Message read(ResultSet row) throws SQLException {
    long replyTo = row.getLong(8);
    boolean isReply = !row.wasNull();
    return new Entry.Message(
        row.getLong(1),
        row.getLong(2),
        new PersonId(row.getString(4)),
        row.getString(5),
        row.getInt(3) == 1 ? Kind.USER : Kind.ROBOT,
        row.getString(6),
        row.getString(7),
        isReply ? replyTo : null,
        attachments(row.getString(10)),
        row.getString(9));
  }

  private static List<Attachment> attachments(@Nullable String json) throws SQLException {
    if (json == null) {
      return List.of();
    }
    try {
      return JSON.readValue(json, ATTACHMENTS);
    } catch (JsonProcessingException e) {
      throw new SQLException("An entry's attachments cannot be read", e);
    }
  }
}
