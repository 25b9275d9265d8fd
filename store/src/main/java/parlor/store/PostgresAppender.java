package parlor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parlor.history.Entry;

/** Stores the entries of all rooms by two statements, however many there are. */
final class PostgresAppender implements Appender {
  private static final String LOCK =
      """
      SELECT id FROM room WHERE name = ANY (?) OR id = ANY (?) ORDER BY id FOR NO KEY UPDATE
      """;

  private static final String ADVANCE =
      """
      UPDATE room SET seq = given.last
      FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
        AS given (id, term, before, last)
      WHERE room.id = given.id AND room.term = given.term AND room.seq = given.before
      RETURNING room.id
      """;

  private static final String INSERT =
      """
      INSERT INTO entry (room, %s)
      SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
      """
          .formatted(EntryColumns.STORED);

  private record Row(long room, Entry entry) {}

  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement advance;
  private final PreparedStatement insert;
  private final EntryEffects effects;

  PostgresAppender(Connection connection) throws SQLException {
    this.connection = connection;
    this.lock = connection.prepareStatement(LOCK);
    this.advance = connection.prepareStatement(ADVANCE);
    this.insert = connection.prepareStatement(INSERT);
    this.effects =
        new EntryEffects(connection, "DELETE FROM entry_words WHERE room = ? AND seq = ?");
  }

  @Override
  public void lock(Set<String> rooms, List<Append> appends) throws SQLException {
    set(lock, 1, "text", rooms.stream());
    set(lock, 2, "bigint", appends.stream().map(Append::room));
    lock.executeQuery().close();
  }

  @Override
  public boolean[] append(List<Append> appends) throws SQLException {
    Set<Long> advanced = advance(appends);
    boolean[] stored = new boolean[appends.size()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = advanced.contains(appends.get(i).room());
    }
    insert(
        IntStream.range(0, stored.length)
            .filter(i -> stored[i])
            .mapToObj(appends::get)
            .flatMap(
                append -> append.entries().stream().map(entry -> new Row(append.room(), entry)))
            .toList());
    return stored;
  }

  /** In the order of rooms, so that two nodes do not wait for each other. */
  private Set<Long> advance(List<Append> appends) throws SQLException {
    List<Append> ordered = appends.stream().sorted(Comparator.comparingLong(Append::room)).toList();
    set(advance, 1, "bigint", ordered.stream().map(Append::room));
    set(advance, 2, "bigint", ordered.stream().map(Append::term));
    set(advance, 3, "bigint", ordered.stream().map(append -> append.firstSeq() - 1));
    set(advance, 4, "bigint", ordered.stream().map(Append::lastSeq));
    Set<Long> advanced = new HashSet<>();
    try (ResultSet rows = advance.executeQuery()) {
      while (rows.next()) {
        advanced.add(rows.getLong(1));
      }
    }
    return advanced;
  }

  private void insert(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    set(insert, 1, "bigint", rows.stream().map(Row::room));
    set(insert, 2, "bigint", rows.stream().map(row -> row.entry.seq()));
    set(insert, 3, "bigint", rows.stream().map(row -> row.entry.at()));
    set(insert, 4, "smallint", rows.stream().map(row -> (short) EntryColumns.kind(row.entry)));
    set(insert, 5, "text", rows.stream().map(row -> row.entry.author().value()));
    set(insert, 6, "text", rows.stream().map(row -> row.entry.from()));
    set(insert, 7, "text", rows.stream().map(row -> EntryColumns.recipient(row.entry)));
    set(insert, 8, "text", rows.stream().map(row -> EntryColumns.body(row.entry)));
    set(insert, 9, "bigint", rows.stream().map(row -> EntryColumns.replyTo(row.entry)));
    set(insert, 10, "text", rows.stream().map(row -> EntryColumns.clientId(row.entry)));
    set(insert, 11, "text", rows.stream().map(row -> EntryColumns.attachments(row.entry)));
    set(insert, 12, "bigint", rows.stream().map(row -> EntryColumns.print(row.entry)));
    insert.executeUpdate();
    for (Row row : rows) {
      effects.apply(row.room, row.entry);
    }
  }

  private void set(PreparedStatement statement, int index, String type, Stream<?> values)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, values.toArray()));
  }
}
