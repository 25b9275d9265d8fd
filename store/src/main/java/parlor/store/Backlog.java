package parlor.store;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rooms of which something is not findable yet, those that have waited longest first. */
final class Backlog {
  private final Set<String> rooms = new LinkedHashSet<>();
  private long stored;
  private boolean closed;

  /** A room's log has grown by so many entries. */
  synchronized void grown(String room, int entries) {
    stored += entries;
    add(room);
  }

  /** Something of the room is not findable; it keeps its turn if that was known. */
  synchronized void add(String room) {
    if (rooms.add(room)) {
      notifyAll();
    }
  }

  /** How many entries were stored since this was asked last. */
  synchronized long storedMeanwhile() {
    long meanwhile = stored;
    stored = 0;
    return meanwhile;
  }

  /** Waits until there is a room; false if the end comes first. */
  synchronized boolean await() throws InterruptedException {
    while (!closed && rooms.isEmpty()) {
      wait();
    }
    return !closed;
  }

  /**
   * The rooms as they stand now, each of which is taken out when it is come to. One that grows
   * after that is behind again, for the next round: in this one nothing of it would be seen.
   */
  Iterator<String> round() {
    Iterator<String> standing = rooms().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return standing.hasNext();
      }

      @Override
      public String next() {
        String room = standing.next();
        take(room);
        return room;
      }
    };
  }

  private synchronized List<String> rooms() {
    return List.copyOf(rooms);
  }

  private synchronized void take(String room) {
    rooms.remove(room);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
