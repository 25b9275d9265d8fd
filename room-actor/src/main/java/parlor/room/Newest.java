package parlor.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import parlor.history.Entry;

/** The newest entries of a room's log, up to a number, and of long ones fewer. */
final class Newest {
  private static final int MAX_BYTES = 64 * 1024;

  private final int max;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long lastSeq;

  Newest(int max, long lastSeq) {
    this.max = max;
    this.lastSeq = lastSeq;
  }

  void addAll(Collection<? extends Entry> added) {
    for (Entry entry : added) {
      if (entry instanceof Entry.Removal removal) {
        remove(removal.target());
      }
      add(entry);
      lastSeq = entry.seq();
      while (entries.size() > max || (bytes > MAX_BYTES && entries.size() > 1)) {
        removeFirst();
      }
    }
  }

  private void add(Entry entry) {
    entries.addLast(entry);
    bytes += Pieces.bytes(entry);
  }

  private void removeFirst() {
    bytes -= Pieces.bytes(entries.removeFirst());
  }

  private void remove(long target) {
    if (target >= firstSeq()) {
      List<Entry> all = List.copyOf(entries);
      entries.clear();
      bytes = 0;
      for (Entry entry : all) {
        boolean removed = entry.seq() == target && entry instanceof Entry.Message;
        add(removed ? ((Entry.Message) entry).withoutContent() : entry);
      }
    }
  }

  /** What is older is no longer kept anywhere. */
  void forgetBelow(long first) {
    while (!entries.isEmpty() && entries.getFirst().seq() < first) {
      removeFirst();
    }
  }

  /** The newest entry's, kept here or not. */
  long lastSeq() {
    return lastSeq;
  }

  /** The oldest entry's that is here, or the next one's if none is. */
  long firstSeq() {
    return entries.isEmpty() ? lastSeq + 1 : entries.getFirst().seq();
  }

  List<Entry> all() {
    return List.copyOf(entries);
  }

  List<Entry> after(long seq) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.seq() > seq) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The newest entries with a {@code seq} below {@code before}, at most {@code limit}. */
  List<Entry> before(long before, int limit) {
    List<Entry> found = new ArrayList<>();
    for (var newestFirst = entries.descendingIterator();
        newestFirst.hasNext() && found.size() < limit; ) {
      Entry entry = newestFirst.next();
      if (entry.seq() < before) {
        found.addFirst(entry);
      }
    }
    return found;
  }
}
