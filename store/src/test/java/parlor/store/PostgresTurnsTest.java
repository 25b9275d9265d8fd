package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
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

  /** A round of what both do to rooms a and b, of which the first writes in a, the second in b. */
  private interface Round {
    void begin(Store one, Store two, List<CompletableFuture<?>> all);
  }

  @Test
  void nobodyWaitsForWhoWaitsForThem() {
    assertThat(
            brokenOff(
                (one, two, all) -> {
                  all.add(work(one, "b"));
                  all.add(work(two, "a"));
                }))
        .isZero();
  }

  /** Whatever else there is to be done to a person, rooms come first. */
  @Test
  void roomsAreTakenBeforeAnythingElse() {
    assertThat(
            brokenOff(
                (one, two, all) -> {
                  all.add(one.writer().submit(PostgresTurnsTest::touch).toCompletableFuture());
                  all.add(
                      two.writer()
                          .submit(
                              "a",
                              handle -> {
                                touch(handle, "a");
                                return touch(handle);
                              })
                          .toCompletableFuture());
                }))
        .isZero();
  }

  /** How many transactions the database broke off. */
  private int brokenOff(Round round) {
    String url = TestStores.newPostgresDatabase();
    try (Store one = TestStores.open(directory.resolve("one"), url);
        Store two = TestStores.open(directory.resolve("two"), url)) {
      long a = done(one.messageLog().open("a")).term();
      long b = done(two.messageLog().open("b")).term();
      done(one.memberships().join(new PersonId("p"), "a", 0));
      for (int seq = 1; seq <= ROUNDS; seq++) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        round.begin(one, two, all);
        all.add(append(one, "a", a, seq));
        all.add(append(two, "b", b, seq));
        if (seq % 3 == 0) {
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
      }
      return done(
          one.writer()
              .submit(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT deadlocks FROM pg_stat_database"
                                  + " WHERE datname = current_database()")
                          .mapTo(Integer.class)
                          .one()));
    }
  }

  private static Object touch(Handle handle) {
    handle.execute("UPDATE membership SET read_seq = read_seq");
    handle.execute("SELECT pg_sleep(0.003)");
    return new Object();
  }

  private static void touch(Handle handle, String room) {
    handle.execute("UPDATE room SET indexed_seq = indexed_seq WHERE name = ?", room);
    handle.execute("SELECT pg_sleep(0.003)");
  }

  /** As a room is indexed, or forgets, by any node. */
  private static CompletableFuture<Object> work(Store store, String room) {
    return store
        .writer()
        .submit(
            room,
            handle -> {
              touch(handle, room);
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
