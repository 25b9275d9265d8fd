package parlor.client.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which entries of a room's log are here: stretches of them, each without a gap. */
final class Coverage {

  /** What is missing between two stretches, both ends not counted. */
  record Hole(long after, long before) {}

  /** The last entry of each stretch by its first one. They neither overlap nor touch. */
  private final TreeMap<Long, Long> stretches = new TreeMap<>();

  boolean isEmpty() {
    return stretches.isEmpty();
  }

  void clear() {
    stretches.clear();
  }

  /** The oldest entry that is here; 0 if there is none. */
  long first() {
    return stretches.isEmpty() ? 0 : stretches.firstKey();
  }

  /** Those are here now, both ends counted; nothing if {@code last} comes before {@code first}. */
  void add(long first, long last) {
    if (last < first) {
      return;
    }
    long from = first;
    long to = last;
    Map.Entry<Long, Long> before = stretches.floorEntry(first);
    if (before != null && before.getValue() >= first - 1) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> behind = stretches.ceilingEntry(from);
    while (behind != null && behind.getKey() <= to + 1) {
      to = Math.max(to, behind.getValue());
      stretches.remove(behind.getKey());
      behind = stretches.ceilingEntry(from);
    }
    stretches.put(from, to);
  }

  /** How far one gets from an entry on without a gap: the entry itself if the next is missing. */
  long endFrom(long entry) {
    Map.Entry<Long, Long> stretch = stretches.floorEntry(entry + 1);
    return stretch == null ? entry : Math.max(entry, stretch.getValue());
  }

  /** Ascending. */
  List<Hole> holes() {
    List<Hole> holes = new ArrayList<>();
    long end = 0;
    for (Map.Entry<Long, Long> stretch : stretches.entrySet()) {
      if (end != 0) {
        holes.add(new Hole(end, stretch.getKey()));
      }
      end = stretch.getValue();
    }
    return holes;
  }
}
