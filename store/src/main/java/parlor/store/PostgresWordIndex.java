package parlor.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A table of word vectors with an inverted index, in which a word stands with its room. The index
 * cannot tell the newest from the others; so the newest entries are looked through one by one, and
 * only words that are rare among them are looked up.
 */
final class PostgresWordIndex implements WordIndex {
  private static final int NEWEST = 400;

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
          .bind("words", "{" + quoted(room, entry.words(), "\"", ",") + "}")
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
    List<Long> newest = findNewest(handle, room, words, before, limit);
    return newest.size() == limit
        ? newest
        : handle
            // The words name the room; to look at its other entries too would cost more.
            .createQuery(
                """
                SELECT seq FROM entry_words
                WHERE words @@ CAST(:words AS tsquery) AND seq < :before
                ORDER BY seq DESC LIMIT :limit
                """)
            .bind("before", before)
            .bind("words", quoted(room, words, "'", "&"))
            .bind("limit", limit)
            .map(Column.LONG)
            .list();
  }

  private static List<Long> findNewest(
      Handle handle, long room, Collection<String> words, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT seq FROM (
              SELECT seq, words FROM entry_words
              WHERE room = :room AND seq < :before AND seq >= :from
              ORDER BY seq DESC OFFSET 0) AS newest
            WHERE words @@ CAST(:words AS tsquery) LIMIT :limit
            """)
        .bind("room", room)
        .bind("before", before)
        .bind("from", before - NEWEST)
        .bind("words", quoted(room, words, "'", "&"))
        .bind("limit", limit)
        .map(Column.LONG)
        .list();
  }

  /** Words have letters, marks and digits in them only, so there is nothing to escape. */
  private static String quoted(
      long room, Collection<String> words, String quote, String separator) {
    return words.stream()
        .map(word -> quote + room + "/" + word + quote)
        .collect(Collectors.joining(separator));
  }
}
