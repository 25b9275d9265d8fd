package parlor.gateway.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who held which nickname when, as far as that is certain, by one clock. Two persons must never
 * hold the same one at the same time.
 */
final class Claims {
  /**
   * A time in which somebody certainly held a nickname.
   *
   * @param person the token that proves who it is
   * @param port where
   * @param from when the welcome had arrived
   * @param until when {@code bye} was about to be sent, or the end of the time to resume after the
   *     last sign of life
   * @param inOrder whether it was {@code bye}
   */
  record Hold(String nickname, String person, int port, long from, long until, boolean inOrder) {
    private Hold endedBy(long bye) {
      return new Hold(nickname, person, port, from, Math.min(until, bye), inOrder);
    }
  }

  private final List<Hold> holds = new ArrayList<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private int resumed;

  /** {@code bye} ends what was certain before, the time to resume after an earlier loss too. */
  synchronized void held(Hold hold) {
    if (hold.inOrder) {
      holds.replaceAll(
          earlier -> earlier.person.equals(hold.person) ? earlier.endedBy(hold.until) : earlier);
    }
    holds.add(hold);
  }

  synchronized void refused(String code) {
    refused.merge(code, 1, Integer::sum);
  }

  synchronized void resumed() {
    resumed++;
  }

  /** In words, each two holds of one nickname by different persons that overlap. */
  synchronized List<String> overlaps() {
    Map<String, List<Hold>> byNickname = new HashMap<>();
    for (Hold hold : holds) {
      byNickname.computeIfAbsent(hold.nickname, n -> new ArrayList<>()).add(hold);
    }
    List<String> overlaps = new ArrayList<>();
    byNickname.values().forEach(all -> judge(all, overlaps));
    return overlaps;
  }

  private static void judge(List<Hold> holds, List<String> overlaps) {
    holds.sort(Comparator.comparingLong(Hold::from));
    for (int i = 0; i < holds.size(); i++) {
      Hold earlier = holds.get(i);
      for (int j = i + 1; j < holds.size() && holds.get(j).from < earlier.until; j++) {
        Hold later = holds.get(j);
        if (!later.person.equals(earlier.person)) {
          overlaps.add(
              "%s had two holders for %d ms: %s and %s"
                  .formatted(
                      earlier.nickname,
                      (Math.min(earlier.until, later.until) - later.from) / 1_000_000,
                      inWords(earlier),
                      inWords(later)));
        }
      }
    }
  }

  private static String inWords(Hold hold) {
    long now = System.nanoTime();
    return "%s at port %d from %s until %s, %s"
        .formatted(
            hold.person.substring(0, Math.min(5, hold.person.length())),
            hold.port,
            Instant.now().minusNanos(now - hold.from),
            Instant.now().minusNanos(now - hold.until),
            hold.inOrder ? "when it said bye" : "the end of the time to resume");
  }

  synchronized String report() {
    return "%d claims of nicknames granted, refused %s, %d resumed, %d times two holders"
        .formatted(holds.size(), refused, resumed, overlaps().size());
  }
}
