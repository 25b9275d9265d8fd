package parlor.gateway.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what all clients testify against what is stored: nothing acknowledged is lost, nothing is
 * there twice, and all saw one order.
 */
final class Verdict {
  /** Which promise was broken. */
  enum Breach {
    LOST,
    DOUBLED,
    OUT_OF_ORDER,
    OTHER
  }

  /** A broken promise, in words. */
  record Finding(Breach breach, String words) {}

  private final List<Finding> faults = new ArrayList<>();

  private Verdict() {}

  /**
   * Judges.
   *
   * @param stored each room's log as it is in the end
   * @return what was found; nothing if all promises were kept
   */
  static List<Finding> of(Collection<Testimony> clients, Map<String, List<Testimony.Seen>> stored) {
    Verdict verdict = new Verdict();
    stored.forEach(verdict::judgeLog);
    for (Testimony client : clients) {
      verdict.faults.addAll(client.violations());
      verdict.judgeAcknowledged(client, stored);
      for (String room : client.rooms()) {
        verdict.judgeSeen(client, room, stored.getOrDefault(room, List.of()));
      }
    }
    return verdict.faults;
  }

  private void judgeLog(String room, List<Testimony.Seen> log) {
    Map<String, Long> places = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      Testimony.Seen message = log.get(i);
      if (message.seq() != i + 1) {
        find(
            Breach.OUT_OF_ORDER,
            "%s is not dense: %d at place %d".formatted(room, message.seq(), i + 1));
      }
      Long before = places.put(message.from() + " " + message.text(), message.seq());
      if (before != null) {
        find(Breach.DOUBLED, "%s has %s twice, at %d too".formatted(room, message, before));
      }
    }
  }

  private void judgeAcknowledged(Testimony client, Map<String, List<Testimony.Seen>> stored) {
    for (Testimony.Acknowledged promise : client.acknowledged().values()) {
      List<Testimony.Seen> log = stored.getOrDefault(promise.room(), List.of());
      var expected = new Testimony.Seen(promise.seq(), client.nickname(), promise.text());
      boolean kept =
          promise.seq() >= 1
              && promise.seq() <= log.size()
              && log.get((int) promise.seq() - 1).equals(expected);
      if (!kept) {
        find(
            Breach.LOST,
            "%s was acknowledged in %s and is lost".formatted(expected, promise.room()));
      }
    }
  }

  private void judgeSeen(Testimony client, String room, List<Testimony.Seen> log) {
    if (!client.seen(room).equals(log)) {
      find(
          client.seen(room).size() < log.size() ? Breach.LOST : Breach.OUT_OF_ORDER,
          "%s has seen %d of %d in %s, or in another order"
              .formatted(client.nickname(), client.seen(room).size(), log.size(), room));
    }
  }

  private void find(Breach breach, String words) {
    faults.add(new Finding(breach, words));
  }

  /** How many of each, in words. */
  static String count(List<Finding> faults) {
    return "%d lost, %d doubled, %d out of order, %d others"
        .formatted(
            count(faults, Breach.LOST),
            count(faults, Breach.DOUBLED),
            count(faults, Breach.OUT_OF_ORDER),
            count(faults, Breach.OTHER));
  }

  private static long count(List<Finding> faults, Breach breach) {
    return faults.stream().filter(fault -> fault.breach == breach).count();
  }
}
