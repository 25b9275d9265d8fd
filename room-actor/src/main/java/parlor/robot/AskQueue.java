package parlor.robot;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Questions that wait for their turn: in order within a room, one at a time of each room, and the
 * rooms by turns. Bounded by room and in all; what is being answered counts.
 */
final class AskQueue<T> {
  private final int perRoom;
  private final int total;
  private final int parallel;

  private final Map<String, Queue<T>> waiting = new HashMap<>();

  /** Rooms with something waiting and nothing being answered, who waits longest first. */
  private final Set<String> turns = new LinkedHashSet<>();

  private final Set<String> answering = new HashSet<>();
  private int size;

  AskQueue(int perRoom, int total, int parallel) {
    this.perRoom = perRoom;
    this.total = total;
    this.parallel = parallel;
  }

  /** False if it is full, and nothing has changed. */
  boolean offer(String room, T question) {
    int ofRoom = waitingIn(room) + (answering.contains(room) ? 1 : 0);
    if (size >= total || ofRoom >= perRoom) {
      return false;
    }
    size++;
    waiting.computeIfAbsent(room, unused -> new ArrayDeque<>()).add(question);
    if (!answering.contains(room)) {
      turns.add(room);
    }
    return true;
  }

  /** The next question to be answered, if there may be one more; its room is taken from now on. */
  Optional<T> next() {
    Iterator<String> rooms = turns.iterator();
    if (answering.size() >= parallel || !rooms.hasNext()) {
      return Optional.empty();
    }
    String room = rooms.next();
    rooms.remove();
    answering.add(room);
    Queue<T> ofRoom = waiting.get(room);
    T question = ofRoom.remove();
    if (ofRoom.isEmpty()) {
      waiting.remove(room);
    }
    return Optional.of(question);
  }

  /** The room's question has been answered. */
  void done(String room) {
    if (answering.remove(room)) {
      size--;
      if (waitingIn(room) > 0) {
        turns.add(room);
      }
    }
  }

  private int waitingIn(String room) {
    Queue<T> ofRoom = waiting.get(room);
    return ofRoom == null ? 0 : ofRoom.size();
  }
}
