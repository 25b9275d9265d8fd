package parlor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;

/** Stores entries row by row, by statements that are prepared once: there is no network between. */
final class SqliteAppender implements Appender {
  private final PreparedStatement advance;
  private final PreparedStatement insert;
  private final EntryEffects effects;

  SqliteAppender(Connection connection) throws SQLException {
    advance =
        connection.prepareStatement(
            "UPDATE room SET seq = ? WHERE id = ? AND term = ? AND seq = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO entry (room, "
                + EntryColumns.STORED
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    effects = new EntryEffects(connection, "DELETE FROM entry_words WHERE rowid = (? << 40) + ?");
  }

  /** Whoever writes has the whole database. */
  @Override
  public void lock(Set<String> rooms, List<Append> appends) {}

  @Override
  public boolean[] append(List<Append> appends) throws SQLException {
    boolean[] stored = new boolean[appends.size()];
    for (int i = 0; i < stored.length; i++) {
      Append append = appends.get(i);
      stored[i] = advances(append);
      if (stored[i]) {
        for (Entry entry : append.entries()) {
          insert(append.room(), entry);
          effects.apply(append.room(), entry);
        }
      }
    }
    return stored;
  }

  private boolean advances(Append append) throws SQLException {
    advance.setLong(1, append.lastSeq());
    advance.setLong(2, append.room());
    advance.setLong(3, append.term());
    advance.setLong(4, append.firstSeq() - 1);
    return advance.executeUpdate() == 1;
  }

  private void insert(long room, Entry entry) throws SQLException {
    insert.setLong(1, room);
    insert.setLong(2, entry.seq());
    insert.setLong(3, entry.at());
    insert.setInt(4, EntryColumns.kind(entry));
    insert.setString(5, entry.author().value());
    insert.setString(6, entry.from());
    insert.setString(7, EntryColumns.recipient(entry));
    insert.setString(8, EntryColumns.body(entry));
    setNumber(9, EntryColumns.replyTo(entry));
    insert.setString(10, EntryColumns.clientId(entry));
    insert.setString(11, EntryColumns.attachments(entry));
    setNumber(12, EntryColumns.print(entry));
    insert.executeUpdate();
  }

  private void setNumber(int index, @Nullable Long number) throws SQLException {
    if (number == null) {
      insert.setNull(index, Types.BIGINT);
    } else {
      insert.setLong(index, number);
    }
  }
}
