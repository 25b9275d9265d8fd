package parlor.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which entries have a word in them. */
interface WordIndex {

  /** An entry and what it is to be found by. */
  record Indexed(long seq, Set<String> words) {}

  void add(Handle handle, long room, List<Indexed> entries);

  /** Forgets a room's entries below {@code seq}. */
  void removeBelow(Handle handle, long room, long seq);

  /** A room's entries below {@code before} that have all the words, newest first. */
  List<Long> find(Handle handle, long room, Collection<String> words, long before, int limit);
}
