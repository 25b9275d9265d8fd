package parlor.bench;

/** What one sender has said that not everybody has got yet, and when. */
final class Flights {
  private static final int FIRST_CAPACITY = 16;

  private long[] saidAt = new long[FIRST_CAPACITY];
  private int[] missing = new int[FIRST_CAPACITY];
  private int next;
  private int open;

  /**
   * Says the next.
   *
   * @param at when it was said, or was to be said
   * @return its number
   */
  int say(long at, int receivers) {
    if (missing[slot(next)] > 0) {
      grow();
    }
    saidAt[slot(next)] = at;
    missing[slot(next)] = receivers;
    open++;
    return next++;
  }

  boolean wasSaid(int number) {
    return number >= 0 && number < next;
  }

  /** How many not everybody has got yet. */
  int open() {
    return open;
  }

  /** When a message was said that not everybody has got yet. */
  long saidAt(int number) {
    return saidAt[slot(number)];
  }

  /** One more has got it; true if that was the last. */
  boolean arrived(int number) {
    boolean last = --missing[slot(number)] == 0;
    if (last) {
      open--;
    }
    return last;
  }

  private int slot(int number) {
    return number & (missing.length - 1);
  }

  private void grow() {
    long[] oldTimes = saidAt;
    int[] oldMissing = missing;
    saidAt = new long[2 * oldTimes.length];
    missing = new int[2 * oldMissing.length];
    for (int number = next - oldMissing.length; number < next; number++) {
      int old = number & (oldMissing.length - 1);
      saidAt[slot(number)] = oldTimes[old];
      missing[slot(number)] = oldMissing[old];
    }
  }
}
