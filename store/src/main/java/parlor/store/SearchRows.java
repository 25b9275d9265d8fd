package parlor.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parlor.history.Entry;

/** The questions about rooms and entries that searching and indexing ask. */
final class SearchRows {
  /** Where a room stands. */
  record Room(long id, String name, long seq, long firstSeq, long indexedSeq) {}

  /** A room with the oldest of its entries that cannot be found by their words yet. */
  record Unindexed(Room room, List<Entry> entries) {}

  private SearchRows() {}

  static Optional<Room> room(Handle handle, String name) {
    return handle
        .createQuery("SELECT id, name, seq, first_seq, indexed_seq FROM room WHERE name = :name")
        .bind("name", name)
        .map(
            (row, context) ->
                new Room(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)))
        .findOne();
  }

  static Optional<Unindexed> unindexed(Handle handle, String name, int limit) {
    return room(handle, name)
        .map(
            room ->
                new Unindexed(
                    room,
                    handle
                        .createQuery(
                            "SELECT "
                                + EntryColumns.READ
                                + " FROM entry WHERE room = :room AND seq > :after"
                                + " ORDER BY seq LIMIT :limit")
                        .bind("room", room.id)
                        .bind("after", room.indexedSeq)
                        .bind("limit", limit)
                        .map((row, context) -> EntryColumns.read(row))
                        .list()));
  }

  /** A room's messages between these two, neither included; newest first. */
  static List<Entry.Message> between(Handle handle, long room, long after, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + EntryColumns.READ
                + " FROM entry WHERE room = :room AND seq > :after AND seq < :before"
                + EntryColumns.IS_MESSAGE
                + " ORDER BY seq DESC LIMIT :limit")
        .bind("room", room)
        .bind("after", after)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> EntryColumns.readMessage(row))
        .list();
  }

  /** A room's messages with these numbers, newest first. */
  static List<Entry.Message> entries(Handle handle, long room, Collection<Long> seqs) {
    return handle
        .createQuery(
            "SELECT "
                + EntryColumns.READ
                + " FROM entry WHERE room = :room AND seq IN (<seqs>) ORDER BY seq DESC")
        .bind("room", room)
        .bindList("seqs", List.copyOf(seqs))
        .map((row, context) -> EntryColumns.readMessage(row))
        .list();
  }

  /** The newest entry of a room that is not younger than {@code at}; 0 if there is none. */
  static long lastUntil(Handle handle, Room room, long at) {
    long low = room.firstSeq - 1;
    long high = room.seq;
    // A room's times do not fall, so halving finds it.
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (timeOf(handle, room.id, middle) <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The time of the newest entry below {@code before}, at which nothing there is younger. */
  static long timeBefore(Handle handle, Room room, long before) {
    return handle
        .createQuery(
            "SELECT at FROM entry WHERE room = :room AND seq < :before ORDER BY seq DESC LIMIT 1")
        .bind("room", room.id)
        .bind("before", before)
        .map(Column.LONG)
        .findOne()
        .orElse(0L);
  }

  private static long timeOf(Handle handle, long room, long seq) {
    return handle
        .createQuery("SELECT at FROM entry WHERE room = :room AND seq = :seq")
        .bind("room", room)
        .bind("seq", seq)
        .map(Column.LONG)
        .findOne()
        .orElse(Long.MIN_VALUE);
  }
}
