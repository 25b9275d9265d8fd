package parlor.gateway.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long rooms acknowledged nothing although people wanted to say something: for each fault the
 * longest silence of the room that suffered most, from the blow until the cluster is whole again.
 */
final class Silence {
  private final List<String> rooms;
  private final Map<String, Long> lastHeard = new HashMap<>();
  private final Map<String, List<Long>> longest = new TreeMap<>();
  private long longestNow;

  Silence(List<String> rooms) {
    this.rooms = rooms;
    begin();
  }

  /** A fault happens. */
  synchronized void begin() {
    longestNow = 0;
    for (String room : rooms) {
      lastHeard.put(room, System.nanoTime());
    }
  }

  /** Something was acknowledged there; private conversations do not count. */
  synchronized void broken(String room) {
    long now = System.nanoTime();
    Long before = lastHeard.replace(room, now);
    if (before != null) {
      longestNow = Math.max(longestNow, now - before);
    }
  }

  /** The fault is over. */
  synchronized void end(String kind) {
    rooms.forEach(this::broken);
    longest.computeIfAbsent(kind, k -> new ArrayList<>()).add(longestNow / 1_000_000);
  }

  /** A line for each kind of fault. */
  synchronized String report() {
    StringBuilder lines = new StringBuilder();
    longest.forEach(
        (kind, silences) -> {
          List<Long> sorted = silences.stream().sorted().toList();
          lines.append(
              "%n  longest silence, %s (%d): median %d ms, worst %d ms"
                  .formatted(kind, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast()));
        });
    return lines.toString();
  }
}
