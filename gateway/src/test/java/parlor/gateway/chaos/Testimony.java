package parlor.gateway.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one client has seen and was promised: for each room the messages in the order in which they
 * counted, and for each message of its own the number that was acknowledged.
 */
final class Testimony {
  /** A message as it was seen. */
  record Seen(long seq, String from, String text) {}

  /** A message of one's own and where it was acknowledged to be. */
  record Acknowledged(String room, String text, long seq) {}

  /** One room as the client has it. */
  private static final class Room {
    final List<Seen> counted = new ArrayList<>();
    final TreeMap<Long, Seen> ahead = new TreeMap<>();
    @Nullable String epoch;
  }

  private final String nickname;
  private final Map<String, Room> rooms = new HashMap<>();
  private final Map<String, Acknowledged> acknowledged = new HashMap<>();
  private final List<Verdict.Finding> violations = new ArrayList<>();

  Testimony(String nickname) {
    this.nickname = nickname;
  }

  String nickname() {
    return nickname;
  }

  /** A live message: it must be new. */
  synchronized void live(String room, Seen seen) {
    Room known = room(room);
    if (seen.seq <= known.counted.size() || known.ahead.containsKey(seen.seq)) {
      find(Verdict.Breach.DOUBLED, "was shown twice: " + room + " " + seen);
      return;
    }
    known.ahead.put(seen.seq, seen);
    count(known);
  }

  /** A message that was asked for; it may be one that is known, but not another one. */
  synchronized void old(String room, Seen seen) {
    Room known = room(room);
    if (seen.seq <= known.counted.size()) {
      same(room, known.counted.get((int) seen.seq - 1), seen);
    } else {
      Seen before = known.ahead.put(seen.seq, seen);
      if (before != null) {
        same(room, before, seen);
      }
      count(known);
    }
  }

  private void same(String room, Seen before, Seen now) {
    if (!before.equals(now)) {
      find(Verdict.Breach.OUT_OF_ORDER, "saw %s change: %s and %s".formatted(room, before, now));
    }
  }

  private static void count(Room room) {
    while (!room.ahead.isEmpty() && room.ahead.firstKey() == room.counted.size() + 1) {
      room.counted.add(room.ahead.pollFirstEntry().getValue());
    }
  }

  synchronized void epoch(String room, String epoch) {
    Room known = room(room);
    if (known.epoch != null && !known.epoch.equals(epoch)) {
      violated("found another epoch in " + room);
    }
    known.epoch = epoch;
  }

  synchronized @Nullable String epochOf(String room) {
    return room(room).epoch;
  }

  synchronized void acknowledged(String id, String room, String text, long seq) {
    Acknowledged now = new Acknowledged(room, text, seq);
    Acknowledged before = acknowledged.putIfAbsent(id, now);
    if (before != null && !before.equals(now)) {
      find(Verdict.Breach.DOUBLED, "was told two places: %s and %s".formatted(before, now));
    }
  }

  /** Something happened to it that must not happen. */
  synchronized void violated(String what) {
    find(Verdict.Breach.OTHER, what);
  }

  private void find(Verdict.Breach breach, String what) {
    violations.add(new Verdict.Finding(breach, nickname + " " + what));
  }

  /** The last message before which none is missing. */
  synchronized long last(String room) {
    return room(room).counted.size();
  }

  /** Whether some have come, but not all before them. */
  synchronized boolean hasGap(String room) {
    return !room(room).ahead.isEmpty();
  }

  synchronized List<Seen> seen(String room) {
    return List.copyOf(room(room).counted);
  }

  synchronized List<String> rooms() {
    return List.copyOf(rooms.keySet());
  }

  synchronized Map<String, Acknowledged> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  synchronized List<Verdict.Finding> violations() {
    return List.copyOf(violations);
  }

  private Room room(String name) {
    return rooms.computeIfAbsent(name, n -> new Room());
  }
}
