package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/**
 * Two gateways at one database, each of which writes in a room and does something else to the
 * other's. If they waited for each other the database would break it off, a second later.
 */
class PostgresTurnsTest {
  private static final int ROUNDS = 60;

  @TempDir Path directory;

  @Test
  void nobodyWaitsForWhoWaitsForThem() {
    String url = TestStores.newPostgresDatabase();
    try (Store one = TestStores.open(directory.resolve("one"), url);
        Store two = TestStores.open(directory.resolve("two"), url)) {
      long a = done(one.messageLog().open("a")).term();
      long b = done(two.messageLog().open("b")).term();
      for (int seq = 1; seq <= ROUNDS; seq++) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        all.add(work(one, "b"));
        all.add(work(two, "a"));
        all.add(append(one, "a", a, seq));
        all.add(append(two, "b", b, seq));
        if (seq % 3 == 0) {
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
      }
      done(one.messageLog().firstSeq("a"));
      int brokenOff =
          done(
              one.writer()
                  .submit(
                      handle ->
                          handle
                              .createQuery(
                                  "SELECT pg_stat_force_next_flush()::text, deadlocks"
                                      + " FROM pg_stat_database WHERE datname = current_database()")
                              .map((row, context) -> row.getInt(2))
                              .one()));

      assertThat(brokenOff).isZero();
    }
  }

  /** As a room is indexed, or forgets, by any node. */
  private static CompletableFuture<Object> work(Store store, String room) {
    return store
        .writer()
        .submit(
            room,
            handle -> {
              handle
                  .createUpdate("UPDATE room SET indexed_seq = indexed_seq WHERE name = :room")
                  .bind("room", room)
                  .execute();
              handle.execute("SELECT pg_sleep(0.003)");
              return new Object();
            })
        .toCompletableFuture();
  }

  private static CompletableFuture<Void> append(Store store, String room, long term, int seq) {
    Entry said =
        new Entry.Message(seq, seq, new PersonId("p"), "ada", Kind.USER, "word", null, null);
    return store.messageLog().append(room, term, List.of(said)).toCompletableFuture();
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
