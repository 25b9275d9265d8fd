package parlor.room;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of this node whose ledger was overtaken by another writer. The node then is, most
 * likely, one that stood still or was cut off and was taken for dead, and does not know it yet:
 * began it a new term at once, it would only throw out the rightful writer. So such a room rests,
 * for longer than a node needs to learn that it is no longer in the cluster.
 */
final class Overtaken {
  static final long REST_MS = 10_000;

  private final Map<String, Long> restUntil = new ConcurrentHashMap<>();

  void add(String room, long now) {
    restUntil.values().removeIf(until -> until <= now);
    restUntil.put(room, now + REST_MS);
  }

  /** How long the room still rests; 0 if it does not. */
  long restMs(String room, long now) {
    return Math.max(0, restUntil.getOrDefault(room, now) - now);
  }
}
