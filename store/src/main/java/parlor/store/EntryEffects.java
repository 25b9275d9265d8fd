package parlor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import parlor.history.Entry;
import parlor.protocol.Attachment;

/** What an entry changes besides being stored, in the same transaction. */
final class EntryEffects {
  private final PreparedStatement setTopic;
  private final PreparedStatement find;
  private final PreparedStatement remove;
  private final PreparedStatement removeWords;
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
    removeFile = connection.prepareStatement("DELETE FROM file_use WHERE room = ? AND file = ?");
  }

  void apply(long room, Entry entry) throws SQLException {
    switch (entry) {
      case Entry.Message message -> {}
      case Entry.Topic set -> {
        setTopic.setString(1, set.topic());
        setTopic.setLong(2, room);
        setTopic.executeUpdate();
      }
      case Entry.Removal removal -> remove(room, removal.target());
    }
  }

  /** Nobody in the room may fetch its files any more; what nobody may fetch is removed later. */
  private void remove(long room, long target) throws SQLException {
    find.setLong(1, room);
    find.setLong(2, target);
    try (ResultSet found = find.executeQuery()) {
      if (found.next()) {
        for (Attachment file : EntryColumns.attachments(found.getString(1))) {
          removeFile.setLong(1, room);
          removeFile.setString(2, file.id());
          removeFile.executeUpdate();
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
