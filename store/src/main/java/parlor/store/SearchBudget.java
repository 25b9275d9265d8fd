package parlor.store;

/**
 * How much one page of a search may cost: then it ends, with what was found and a place to go on
 * from, so that no question keeps a reader for long.
 */
final class SearchBudget {
  private static final int ENTRIES = 2_000;
  private static final long NANOS = 2_000_000_000;

  private final long began = System.nanoTime();
  private int examined;
  private boolean used;

  /** An index was asked and so many entries were read. */
  void spend(int entries) {
    used = true;
    examined += entries;
  }

  /** Not before the first piece was looked at: each page comes further than the one before. */
  boolean isSpent() {
    return used && (examined >= ENTRIES || System.nanoTime() - began > NANOS);
  }
}
