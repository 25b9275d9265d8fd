package parlor.room;

import java.util.HashMap;
import java.util.Map;
import parlor.people.PersonId;

/**
 * How fast each person talks in a room, by however many devices. Time is a parameter, in
 * milliseconds.
 */
final class Paces {
  /** So often those who have rested are forgotten. */
  private static final long SWEEP_MS = 60_000;

  private final Rate rate;
  private final Map<PersonId, TokenBucket> persons = new HashMap<>();
  private long swept;

  /** Nobody has said anything yet. */
  Paces(Rate rate, long now) {
    this.rate = rate;
    this.swept = now;
  }

  /** Takes one message and returns 0, or returns after how many milliseconds it would be taken. */
  long takeOrWait(PersonId person, long now) {
    if (Double.isInfinite(rate.perSecond())) {
      return 0;
    }
    if (now - swept > SWEEP_MS) {
      swept = now;
      persons.values().removeIf(pace -> pace.isFull(now));
    }
    return persons.computeIfAbsent(person, talks -> new TokenBucket(rate, now)).takeOrWait(now);
  }

  int remembered() {
    return persons.size();
  }
}
