package parlor.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** Forgets old messages where the operator wants it. */
final class Retention {
  private static final int CHUNK = 1_000;

  /** Younger messages are kept whatever the rule says. */
  private static final Duration REMEMBER_IDS = Duration.ofMinutes(15);

  private final GroupCommit writer;
  private final Readers readers;
  private final WordIndex index;
  private final StoreSettings.Keep keep;
  private final Clock clock;

  Retention(
      GroupCommit writer, Readers readers, WordIndex index, StoreSettings.Keep keep, Clock clock) {
    this.writer = writer;
    this.readers = readers;
    this.index = index;
    this.keep = keep;
    this.clock = clock;
  }

  boolean keepsAll() {
    return keep.all().keepsAll()
        && keep.rooms().values().stream().allMatch(StoreSettings.KeepRule::keepsAll);
  }

  /** Forgets what is due, a piece at a time, so that nobody waits long. */
  CompletionStage<Void> apply() {
    return readers
        .ask(handle -> handle.createQuery("SELECT name FROM room").map(Column.TEXT).list())
        .thenCompose(this::applyTo);
  }

  private CompletionStage<Void> applyTo(List<String> rooms) {
    CompletionStage<Void> done = CompletableFuture.completedFuture(null);
    for (String room : rooms) {
      StoreSettings.KeepRule itsRule = keep.rooms().getOrDefault(room, keep.all());
      if (!itsRule.keepsAll()) {
        done = done.thenCompose(before -> apply(room, itsRule));
      }
    }
    return done;
  }

  private CompletionStage<Void> apply(String room, StoreSettings.KeepRule itsRule) {
    return writer
        .submit(room, handle -> forgetSome(handle, room, itsRule))
        .thenCompose(more -> more ? apply(room, itsRule) : CompletableFuture.completedFuture(null));
  }

  /** True if there is more to forget. */
  private boolean forgetSome(Handle handle, String name, StoreSettings.KeepRule itsRule) {
    SearchRows.Room room = SearchRows.room(handle, name).orElse(null);
    if (room == null) {
      return false;
    }
    long keepFrom = Math.min(keptFrom(handle, room, itsRule), room.seq() + 1);
    long end = Math.min(keepFrom, room.firstSeq() + CHUNK);
    if (end <= room.firstSeq()) {
      return false;
    }
    handle
        .createUpdate("DELETE FROM entry WHERE room = :room AND seq < :end")
        .bind("room", room.id())
        .bind("end", end)
        .execute();
    handle
        .createUpdate("DELETE FROM file_use WHERE room = :room AND seq < :end")
        .bind("room", room.id())
        .bind("end", end)
        .execute();
    index.removeBelow(handle, room.id(), end);
    handle
        .createUpdate("UPDATE room SET first_seq = :end WHERE id = :room")
        .bind("end", end)
        .bind("room", room.id())
        .execute();
    return end < keepFrom;
  }

  private long keptFrom(Handle handle, SearchRows.Room room, StoreSettings.KeepRule itsRule) {
    long byCount = itsRule.messages() == 0 ? 0 : room.seq() - itsRule.messages() + 1;
    long byAge =
        itsRule.age() == null
            ? 0
            : SearchRows.lastUntil(handle, room, clock.millis() - itsRule.age().toMillis() - 1) + 1;
    return Math.min(Math.max(byCount, byAge), firstWithIdInUse(handle, room));
  }

  /** By the newest messages a retry is known, also to a ledger that starts. */
  private long firstWithIdInUse(Handle handle, SearchRows.Room room) {
    return SearchRows.lastUntil(handle, room, clock.millis() - REMEMBER_IDS.toMillis() - 1) + 1;
  }
}
