package parlor.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.history.MessageSearch;
import parlor.history.Words;

/** Merges what matches in each room, newest first. */
final class JdbcMessageSearch implements MessageSearch {
  private final GroupCommit writer;
  private final Readers readers;
  private final WordIndex index;

  JdbcMessageSearch(GroupCommit writer, Readers readers, WordIndex index) {
    this.writer = writer;
    this.readers = readers;
    this.index = index;
  }

  @Override
  public CompletionStage<Page> search(Query query) {
    SearchCursor cursor;
    try {
      cursor = query.next() == null ? null : SearchCursor.parse(query.next());
    } catch (UnknownCursorException e) {
      return CompletableFuture.failedFuture(e);
    }
    Words words = Words.of(query.text());
    if (words.isEmpty()) {
      return CompletableFuture.completedFuture(new Page(List.of(), null));
    }
    // What this node has said before is found: the question waits for it to be written.
    return writer
        .submit(handle -> true)
        .thenCompose(written -> readers.ask(handle -> search(handle, query, words, cursor)));
  }

  private Page search(Handle handle, Query query, Words words, @Nullable SearchCursor cursor) {
    PriorityQueue<RoomHits> rooms =
        new PriorityQueue<>(Comparator.comparing(RoomHits::place, SearchCursor.NEWEST_FIRST));
    rooms.addAll(open(handle, query, words, cursor));
    SearchBudget budget = new SearchBudget();
    List<Hit> hits = new ArrayList<>();
    SearchCursor last = cursor;
    while (!rooms.isEmpty()) {
      if (hits.size() == query.limit()) {
        return new Page(hits, String.valueOf(last));
      }
      RoomHits newest = rooms.remove();
      Entry.Message hit = newest.take();
      if (hit != null) {
        last = SearchCursor.of(newest.room(), hit);
        hits.add(new Hit(newest.room().name(), hit, String.valueOf(last)));
      } else if (budget.isSpent()) {
        // Whatever stands above this place, in any room, was looked at.
        return new Page(hits, String.valueOf(newest.place()));
      } else {
        budget.spend(newest.readOn());
      }
      if (!newest.isExhausted()) {
        rooms.add(newest);
      }
    }
    return new Page(hits, null);
  }

  private List<RoomHits> open(
      Handle handle, Query query, Words words, @Nullable SearchCursor cursor) {
    Collection<String> indexed = words.wanted();
    Predicate<Entry.Message> wanted = matching(query, words);
    List<RoomHits> rooms = new ArrayList<>();
    for (String name : new HashSet<>(query.rooms())) {
      SearchRows.room(handle, name)
          .ifPresent(
              room ->
                  rooms.add(
                      new RoomHits(
                          handle, index, room, indexed, wanted, before(handle, room, cursor))));
    }
    return rooms;
  }

  private static Predicate<Entry.Message> matching(Query query, Words words) {
    return query.author().and(entry -> words.areIn(Words.of(entry.text())));
  }

  /** Where a room's results go on behind the cursor. */
  private static long before(Handle handle, SearchRows.Room room, @Nullable SearchCursor cursor) {
    if (cursor == null) {
      return room.seq() + 1;
    }
    if (room.id() == cursor.room()) {
      return cursor.seq();
    }
    long at = room.id() < cursor.room() ? cursor.at() : cursor.at() - 1;
    return SearchRows.lastUntil(handle, room, at) + 1;
  }
}
