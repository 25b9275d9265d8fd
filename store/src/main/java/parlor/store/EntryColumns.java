package parlor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.history.SentMessage;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;

/** An entry as the columns of its row. */
final class EntryColumns {
  private static final String NAMES =
      "seq, at, kind, author, nickname, recipient, body, reply_to, client_id, attachments";

  /** What is stored with an entry, behind its room. */
  static final String STORED = NAMES + ", print";

  /** What is read of an entry, with what became of it since. */
  static final String READ = NAMES + ", removed";

  /** What is read to know a retry; the text only of an entry that was stored without its print. */
  static final String SENT =
      """
      seq, at, author, client_id, removed, print,
      CASE WHEN print IS NULL THEN body END, CASE WHEN print IS NULL THEN attachments END
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Attachment>> ATTACHMENTS = new TypeReference<>() {};

  private EntryColumns() {}

  /** Narrows a question to messages. */
  static final String IS_MESSAGE = " AND kind IN (1, 2)";

  private static final int USER = 1;
  private static final int ROBOT = 2;
  private static final int TOPIC = 3;
  private static final int REMOVAL = 4;

  static int kind(Entry entry) {
    return switch (entry) {
      case Entry.Message message -> message.kind() == Kind.USER ? USER : ROBOT;
      case Entry.Topic topic -> TOPIC;
      case Entry.Removal removal -> REMOVAL;
    };
  }

  static String body(Entry entry) {
    return switch (entry) {
      case Entry.Message message -> message.text();
      case Entry.Topic set -> set.topic();
      case Entry.Removal removal -> "";
    };
  }

  static @Nullable String recipient(Entry entry) {
    return entry instanceof Entry.Message message ? message.to() : null;
  }

  /** The other entry that this one is about. */
  static @Nullable Long replyTo(Entry entry) {
    return switch (entry) {
      case Entry.Message message -> message.replyTo();
      case Entry.Topic topic -> null;
      case Entry.Removal removal -> removal.target();
    };
  }

  static @Nullable String clientId(Entry entry) {
    return entry instanceof Entry.Message message ? message.clientId() : null;
  }

  static @Nullable Long print(Entry entry) {
    SentMessage sent = entry instanceof Entry.Message message ? SentMessage.of(message) : null;
    return sent == null ? null : sent.print();
  }

  static @Nullable String attachments(Entry entry) {
    if (!(entry instanceof Entry.Message message) || message.attachments().isEmpty()) {
      return null;
    }
    try {
      return JSON.writeValueAsString(message.attachments());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Reads a row of {@link #READ}. */
  static Entry read(ResultSet row) throws SQLException {
    PersonId author = new PersonId(row.getString(4));
    return switch (row.getInt(3)) {
      case TOPIC ->
          new Entry.Topic(
              row.getLong(1), row.getLong(2), author, row.getString(5), row.getString(7));
      case REMOVAL ->
          new Entry.Removal(
              row.getLong(1), row.getLong(2), author, row.getString(5), row.getLong(8));
      default -> readMessage(row);
    };
  }

  /** Reads a row of {@link #READ} that is known to be a message. */
  static Entry.Message readMessage(ResultSet row) throws SQLException {
    long replyTo = row.getLong(8);
    boolean isReply = !row.wasNull();
    return new Entry.Message(
        row.getLong(1),
        row.getLong(2),
        new PersonId(row.getString(4)),
        row.getString(5),
        row.getInt(3) == USER ? Kind.USER : Kind.ROBOT,
        row.getString(6),
        row.getString(7),
        isReply ? replyTo : null,
        attachments(row.getString(10)),
        row.getString(9),
        row.getBoolean(11));
  }

  /** Reads a row of {@link #SENT}; null if the entry has no id by which it could be said again. */
  static @Nullable SentMessage readSent(ResultSet row) throws SQLException {
    String clientId = row.getString(4);
    if (clientId == null) {
      return null;
    }
    return new SentMessage(
        new PersonId(row.getString(3)),
        clientId,
        row.getLong(1),
        row.getLong(2),
        row.getBoolean(5) ? null : (Long) readPrint(row));
  }

  private static long readPrint(ResultSet row) throws SQLException {
    long print = row.getLong(6);
    return row.wasNull()
        ? SentMessage.print(row.getString(7), attachments(row.getString(8)))
        : print;
  }

  static List<Attachment> attachments(@Nullable String json) throws SQLException {
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
