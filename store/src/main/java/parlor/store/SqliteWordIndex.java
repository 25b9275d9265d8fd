package parlor.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A full-text index without the texts, in which an entry is the number room * 2^40 + seq: a room's
 * entries stand together and in order, so its newest are found without looking at other rooms.
 */
final class SqliteWordIndex implements WordIndex {
  private static final int SEQ_BITS = 40;
  private static final long MAX_SEQ = (1L << SEQ_BITS) - 1;

  @Override
  public void add(Handle handle, long room, List<Indexed> entries) {
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO entry_words (rowid, words) VALUES (:row, :words)");
    for (Indexed entry : entries) {
      batch
          .bind("row", row(room, entry.seq()))
          .bind("words", String.join(" ", entry.words()))
          .add();
    }
    batch.execute();
  }

  @Override
  public void removeBelow(Handle handle, long room, long seq) {
    handle
        .createUpdate("DELETE FROM entry_words WHERE rowid >= :first AND rowid < :end")
        .bind("first", row(room, 0))
        .bind("end", row(room, seq))
        .execute();
  }

  @Override
  public List<Long> find(
      Handle handle, long room, Collection<String> words, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT rowid FROM entry_words
            WHERE entry_words MATCH :words AND rowid >= :first AND rowid < :end
            ORDER BY rowid DESC LIMIT :limit
            """)
        .bind(
            "words", words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" ")))
        .bind("first", row(room, 0))
        .bind("end", row(room, Math.min(before, MAX_SEQ)))
        .bind("limit", limit)
        .map((row, context) -> row.getLong(1) & MAX_SEQ)
        .list();
  }

  private static long row(long room, long seq) {
    return (room << SEQ_BITS) + seq;
  }
}
