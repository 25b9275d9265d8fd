package parlor.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A table of word vectors with an inverted index. */
final class PostgresWordIndex implements WordIndex {

  @Override
  public void add(Handle handle, long room, List<Indexed> entries) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO entry_words (room, seq, words)
            VALUES (:room, :seq, array_to_tsvector(CAST(:words AS text[])))
            ON CONFLICT (room, seq) DO NOTHING
            """);
    for (Indexed entry : entries) {
      batch
          .bind("room", room)
          .bind("seq", entry.seq())
          .bind("words", "{" + quoted(entry.words(), "\"", ",") + "}")
          .add();
    }
    batch.execute();
  }

  @Override
  public void removeBelow(Handle handle, long room, long seq) {
    handle
        .createUpdate("DELETE FROM entry_words WHERE room = :room AND seq < :seq")
        .bind("room", room)
        .bind("seq", seq)
        .execute();
  }

  @Override
  public List<Long> find(
      Handle handle, long room, Collection<String> words, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT seq FROM entry_words
            WHERE room = :room AND seq < :before AND words @@ CAST(:words AS tsquery)
            ORDER BY seq DESC LIMIT :limit
            """)
        .bind("room", room)
        .bind("before", before)
        .bind("words", quoted(words, "'", "&"))
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Words have letters, marks and digits in them only, so there is nothing to escape. */
  private static String quoted(Collection<String> words, String quote, String separator) {
    return words.stream().map(word -> quote + word + quote).collect(Collectors.joining(separator));
  }
}
