package parlor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import parlor.history.Entry;
import parlor.protocol.Attachment;

/** What an entry changes besides being stored, in the same transaction. */
final class EntryEffects {
  private static final long BEFORE_STORED = 0;

  private final PreparedStatement setTopic;
  private final PreparedStatement find;
  private final PreparedStatement remove;
  private final PreparedStatement removeWords;
  private final PreparedStatement useFile;
  private final PreparedStatement removeFile;

  /**
   * Effects by one connection.
   *
   * @param removeWordsSql makes an entry, given by room and seq, impossible to find
   */
  EntryEffects(Connection connection, String removeWordsSql) throws SQLException {
    setTopic = connection.prepareStatement("UPDATE room SET topic = ? WHERE id = ?");
    find = connection.prepareStatement("SELECT attachments FROM entry WHERE room = ? AND seq = ?");
    remove =
        connection.prepareStatement(
            """
            UPDATE entry SET body = '', attachments = NULL, removed = 1
            WHERE room = ? AND seq = ? AND kind IN (1, 2)
            """);
    removeWords = connection.prepareStatement(removeWordsSql);
    useFile =
        connection.prepareStatement(
            """
            INSERT INTO file_use (room, file, seq) VALUES (?, ?, ?)
            ON CONFLICT (file, room, seq) DO NOTHING
            """);
    removeFile =
        connection.prepareStatement("DELETE FROM file_use WHERE room = ? AND file = ? AND seq = ?");
  }

  void apply(long room, Entry entry) throws SQLException {
    switch (entry) {
      case Entry.Message message -> {
        for (Attachment file : message.attachments()) {
          change(useFile, room, file, message.seq());
          change(removeFile, room, file, BEFORE_STORED);
        }
      }
      case Entry.Topic set -> {
        setTopic.setString(1, set.topic());
        setTopic.setLong(2, room);
        setTopic.executeUpdate();
      }
      case Entry.Removal removal -> remove(room, removal.target());
    }
  }

  private static void change(PreparedStatement use, long room, Attachment file, long seq)
      throws SQLException {
    use.setLong(1, room);
    use.setString(2, file.id());
    use.setLong(3, seq);
    use.executeUpdate();
  }

  /**
   * Nobody in the room may fetch its files any more, unless they were said there by another message
   * too; what nobody may fetch is removed later.
   */
  private void remove(long room, long target) throws SQLException {
    find.setLong(1, room);
    find.setLong(2, target);
    try (ResultSet found = find.executeQuery()) {
      if (found.next()) {
        for (Attachment file : EntryColumns.attachments(found.getString(1))) {
          change(removeFile, room, file, target);
          change(removeFile, room, file, BEFORE_STORED);
        }
      }
    }
    for (PreparedStatement statement : new PreparedStatement[] {remove, removeWords}) {
      statement.setLong(1, room);
      statement.setLong(2, target);
      statement.executeUpdate();
    }
  }
}
