package parlor.store;

import java.util.List;
import parlor.history.Entry;

/**
 * Entries to be stored if the writer's term is still the newest.
 *
 * @param room the number by which entries name their room
 * @param entries at least one, without a gap
 */
record Append(long room, long term, List<Entry> entries) {
  long firstSeq() {
    return entries.getFirst().seq();
  }

  long lastSeq() {
    return entries.getLast().seq();
  }
}
