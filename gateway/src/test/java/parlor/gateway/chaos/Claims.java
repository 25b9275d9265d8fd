package parlor.gateway.chaos;

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
   * @param from when the welcome had arrived
   * @param until when {@code bye} was about to be sent, or the end of the time to resume after the
   *     last sign of life
   */
  record Hold(String nickname, String person, long from, long until) {}

  private final List<Hold> holds = new ArrayList<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private int resumed;

  synchronized void held(Hold hold) {
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
                      earlier,
                      later));
        }
      }
    }
  }

  synchronized String report() {
    return "%d claims of nicknames granted, refused %s, %d resumed, %d times two holders"
        .formatted(holds.size(), refused, resumed, overlaps().size());
  }
}
