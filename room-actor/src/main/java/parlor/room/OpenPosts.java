package parlor.room;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's requests to a room's ledger that have no answer yet, the oldest first. */
final class OpenPosts {

  record Open(RoomLedger.Request request, Seat seat, @Nullable String re, long deadline) {
    /** Whether a second one would do no harm. */
    boolean isRepeatable() {
      return request instanceof RoomLedger.Post post && post.clientId() != null;
    }
  }

  private final Map<Long, Open> open = new LinkedHashMap<>();

  void add(Open posted) {
    open.put(posted.request.number(), posted);
  }

  /** Null if it was answered before. */
  @Nullable Open remove(long number) {
    return open.remove(number);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Those that may be sent again, because their ids make a second one harmless. */
  List<Open> repeatable() {
    return open.values().stream().filter(Open::isRepeatable).toList();
  }

  /** Removes those that nobody would know from a second message. */
  List<Open> removeUnrepeatable() {
    List<Open> removed = open.values().stream().filter(posted -> !posted.isRepeatable()).toList();
    removed.forEach(posted -> open.remove(posted.request.number()));
    return removed;
  }

  List<Open> removeAll() {
    List<Open> removed = List.copyOf(open.values());
    open.clear();
    return removed;
  }

  /** Removes those whose time to be answered has passed. */
  List<Open> removeOverdue(long now) {
    List<Open> overdue = new ArrayList<>();
    Iterator<Open> oldestFirst = open.values().iterator();
    while (oldestFirst.hasNext()) {
      Open posted = oldestFirst.next();
      if (posted.deadline > now) {
        break;
      }
      overdue.add(posted);
      oldestFirst.remove();
    }
    return overdue;
  }
}
