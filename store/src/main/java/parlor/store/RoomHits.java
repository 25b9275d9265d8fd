package parlor.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;

/**
 * What matches in one room, newest first, looked up a piece at a time: entries that are not indexed
 * yet are read, the others are found by the index and then read.
 */
final class RoomHits {
  /** Of many rooms a few hits each are wanted; of one room, many. */
  private static final int FIRST_CHUNK = 10;

  private static final int CHUNK = 40;

  private final Handle handle;
  private final WordIndex index;
  private final SearchRows.Room room;
  private final Collection<String> words;
  private final Predicate<Entry.Message> wanted;
  private final Deque<Entry.Message> found = new ArrayDeque<>();

  /** What is below it was not looked at yet, and is not younger than {@link #at}. */
  private long before;

  private long at;
  private int chunkSize = FIRST_CHUNK;
  private boolean exhausted;

  RoomHits(
      Handle handle,
      WordIndex index,
      SearchRows.Room room,
      Collection<String> words,
      Predicate<Entry.Message> wanted,
      long before) {
    this.handle = handle;
    this.index = index;
    this.room = room;
    this.words = words;
    this.wanted = wanted;
    this.before = before;
    this.at = SearchRows.timeBefore(handle, room, before);
    this.exhausted = before <= room.firstSeq();
  }

  SearchRows.Room room() {
    return room;
  }

  /** Whether nothing more is to be found here. */
  boolean isExhausted() {
    return found.isEmpty() && exhausted;
  }

  /** Of the next match; or above which there is none. */
  SearchCursor place() {
    Entry.Message next = found.peek();
    return next == null ? new SearchCursor(at, room.id(), before) : SearchCursor.of(room, next);
  }

  /** The next match, if it is known already. */
  Entry.@Nullable Message take() {
    return found.poll();
  }

  /** Looks at the next piece; returns how many entries were read. */
  int readOn() {
    List<Entry.Message> chunk =
        before > room.indexedSeq() + 1
            ? SearchRows.between(handle, room.id(), room.indexedSeq(), before, chunkSize)
            : indexed();
    for (Entry.Message entry : chunk) {
      if (wanted.test(entry)) {
        found.add(entry);
      }
    }
    if (chunk.size() == chunkSize) {
      before = chunk.getLast().seq();
      at = chunk.getLast().at();
    } else if (before > room.indexedSeq() + 1) {
      before = room.indexedSeq() + 1;
    } else {
      exhausted = true;
    }
    chunkSize = CHUNK;
    return chunk.size();
  }

  private List<Entry.Message> indexed() {
    List<Long> seqs = index.find(handle, room.id(), words, before, chunkSize);
    if (seqs.isEmpty()) {
      return List.of();
    }
    List<Entry.Message> entries = SearchRows.entries(handle, room.id(), seqs);
    if (seqs.size() == chunkSize && entries.size() < chunkSize) {
      // Some are no longer kept, and those below are older still.
      exhausted = true;
    }
    return entries;
  }
}
