package parlor.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.history.SentMessage;

/** The logs of all rooms as two tables: where each stands, and its entries by room and number. */
final class JdbcMessageLog implements MessageLog {
  private static final int SENT_PAGE = 2_000;

  /** A few times as long as a commit takes. */
  private static final Duration GATHERING = Duration.ofMillis(2);

  private record Room(long id, Opened opened) {}

  private final GroupCommit writer;
  private final Readers readers;
  private final ObjIntConsumer<String> grown;

  /** The rooms that were opened here, by name. */
  private final ConcurrentHashMap<String, Long> ids = new ConcurrentHashMap<>();

  /**
   * A log.
   *
   * @param grown told the name of a room whose log has become longer, and by how many entries
   */
  JdbcMessageLog(GroupCommit writer, Readers readers, ObjIntConsumer<String> grown) {
    this.writer = writer;
    this.readers = readers;
    this.grown = grown;
  }

  @Override
  public CompletionStage<Opened> open(String room) {
    String epoch = Epochs.next();
    return writer
        .submit(room, handle -> open(handle, room, epoch))
        .thenApply(
            found -> {
              ids.put(room, found.id);
              return found.opened;
            });
  }

  private static Room open(Handle handle, String room, String newEpoch) {
    return handle
        .createQuery(
            """
            INSERT INTO room (name, epoch, term, seq, first_seq, indexed_seq)
            VALUES (:name, :epoch, 1, 0, 1, 0)
            ON CONFLICT (name) DO UPDATE SET term = room.term + 1
            RETURNING id, term, epoch, first_seq, seq, topic
            """)
        .bind("name", room)
        .bind("epoch", newEpoch)
        .map(
            (row, context) ->
                new Room(
                    row.getLong(1),
                    new Opened(
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6))))
        .one();
  }

  @Override
  public CompletionStage<Void> append(String room, long term, List<Entry> entries) {
    Long id = ids.get(room);
    if (id == null) {
      return CompletableFuture.failedFuture(new FencedException(room, term));
    }
    return writer
        .append(room, new Append(id, term, entries))
        .thenRun(() -> grown.accept(room, entries.size()));
  }

  @Override
  public Duration gathering() {
    return GATHERING;
  }

  @Override
  public CompletionStage<Long> firstSeq(String room) {
    return readers.ask(
        handle ->
            handle
                .createQuery("SELECT first_seq FROM room WHERE name = :room")
                .bind("room", room)
                .map(Column.LONG)
                .findOne()
                .orElse(1L));
  }

  @Override
  public CompletionStage<List<Entry>> newest(String room, int limit) {
    return before(room, Long.MAX_VALUE, limit);
  }

  @Override
  public CompletionStage<List<Entry>> before(String room, long before, int limit) {
    return readers.ask(handle -> before(handle, room, before, limit).reversed());
  }

  /** Newest first. */
  private static List<Entry> before(Handle handle, String room, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + EntryColumns.READ
                + " FROM entry WHERE room = (SELECT id FROM room WHERE name = :room)"
                + " AND seq < :before ORDER BY seq DESC LIMIT :limit")
        .bind("room", room)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> EntryColumns.read(row))
        .list();
  }

  @Override
  public CompletionStage<List<Entry>> after(String room, long after, int limit) {
    return readers.ask(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + EntryColumns.READ
                        + " FROM entry WHERE room = (SELECT id FROM room WHERE name = :room)"
                        + " AND seq > :after ORDER BY seq LIMIT :limit")
                .bind("room", room)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> EntryColumns.read(row))
                .list());
  }

  private record Sent(long seq, long at, @Nullable SentMessage message) {}

  /** From the newest backwards: a room's times do not fall, and there is no index of them. */
  @Override
  public CompletionStage<List<SentMessage>> sentSince(String room, long at) {
    return readers.ask(
        handle -> {
          List<SentMessage> newestFirst = new ArrayList<>();
          long before = Long.MAX_VALUE;
          while (true) {
            List<Sent> page = sentBefore(handle, room, before);
            for (Sent sent : page) {
              if (sent.at < at) {
                return newestFirst.reversed();
              }
              if (sent.message != null) {
                newestFirst.add(sent.message);
              }
              before = sent.seq;
            }
            if (page.size() < SENT_PAGE) {
              return newestFirst.reversed();
            }
          }
        });
  }

  private static List<Sent> sentBefore(Handle handle, String room, long before) {
    return handle
        .createQuery(
            "SELECT "
                + EntryColumns.SENT
                + " FROM entry WHERE room = (SELECT id FROM room WHERE name = :room)"
                + " AND seq < :before ORDER BY seq DESC LIMIT :limit")
        .bind("room", room)
        .bind("before", before)
        .bind("limit", SENT_PAGE)
        .map((row, context) -> new Sent(row.getLong(1), row.getLong(2), EntryColumns.readSent(row)))
        .list();
  }
}
