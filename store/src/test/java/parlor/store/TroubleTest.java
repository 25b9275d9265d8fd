package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/** A database that cannot do what it should, for a while. */
class TroubleTest {
  @TempDir Path directory;
  private Store store;
  private MessageLog log;

  @BeforeEach
  void open() {
    store = TestStores.embedded(directory);
    log = store.messageLog();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whileItIsLockedNothingIsAcknowledgedAndAfterwardsItGoesOn() throws SQLException {
    long term = done(log.open("lobby")).term();
    try (Connection rival =
            new Sqlite(directory.resolve("parlor.db")).forMigrating().getConnection();
        Statement statement = rival.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> done(log.append("lobby", term, List.of(entry(1, "lost")))))
          .hasRootCauseInstanceOf(SQLException.class);
      assertThat(done(log.newest("lobby", 10))).isEmpty();
      statement.execute("ROLLBACK");
    }

    done(log.append("lobby", term, List.of(entry(1, "stored"))));
    assertThat(done(log.newest("lobby", 10))).hasSize(1);
  }

  @Test
  void whatWaitsForALockTogetherFailsTogether() throws Exception {
    try (Connection rival =
            new Sqlite(directory.resolve("parlor.db")).forMigrating().getConnection();
        Statement statement = rival.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(store.writer().submit(handle -> true).toCompletableFuture());
      }
      // Each alone would wait for two seconds.
      Awaitility.await()
          .atMost(Duration.ofSeconds(100))
          .until(() -> waiting.stream().allMatch(CompletableFuture::isCompletedExceptionally));
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void whileTheDiskIsFullNothingIsAcknowledgedAndAfterwardsItGoesOn() {
    long term = done(log.open("lobby")).term();
    limitPages(1);
    String big = "x".repeat(5_000);
    long stored = 0;
    Throwable full = null;
    while (full == null) {
      try {
        done(log.append("lobby", term, List.of(entry(stored + 1, big))));
        stored++;
      } catch (AssertionError e) {
        full = e;
      }
    }
    assertThat(full).hasStackTraceContaining("full");
    assertThat(done(log.open("lobby")).seq()).isEqualTo(stored);

    limitPages(1_000_000);
    long next = done(log.open("lobby")).term();
    done(log.append("lobby", next, List.of(entry(stored + 1, big))));
    assertThat(done(log.open("lobby")).seq()).isEqualTo(stored + 1);
  }

  /** At least the pages that are in use. */
  private void limitPages(int pages) {
    done(store.writer().submit(handle -> handle.execute("PRAGMA max_page_count = " + pages)));
  }

  @Test
  void workThatFailsTakesNothingOfItsGroupWithIt() {
    long term = done(log.open("lobby")).term();
    List<CompletionStage<?>> good = new ArrayList<>();
    List<CompletionStage<?>> bad = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      good.add(log.append("lobby", term, List.of(entry(i, "good"))));
      bad.add(store.writer().submit(handle -> handle.execute("NONSENSE")));
    }

    good.forEach(TroubleTest::done);
    for (CompletionStage<?> stage : bad) {
      assertThatThrownBy(() -> done(stage)).hasRootCauseInstanceOf(SQLException.class);
    }
    assertThat(done(log.open("lobby")).seq()).isEqualTo(20);
  }

  @Test
  void whileSomethingWaitsTooLongWhatComesIsRefusedAtOnce() {
    CompletableFuture<Boolean> stuck = new CompletableFuture<>();
    Sqlite database = new Sqlite(directory.resolve("parlor.db"));
    try (GroupCommit writer = new GroupCommit(database, Duration.ofMillis(50))) {
      CompletionStage<Boolean> first = writer.submit(handle -> stuck.join());
      CompletionStage<Boolean> second = writer.submit(handle -> true);
      Awaitility.await()
          .until(
              () -> writer.submit(handle -> true).toCompletableFuture().isCompletedExceptionally());
      assertThatThrownBy(() -> done(writer.submit(handle -> true)))
          .hasRootCauseInstanceOf(StoreBusyException.class);

      stuck.complete(true);
      assertThat(done(first)).isTrue();
      assertThat(done(second)).isTrue();
      Awaitility.await().until(() -> done(writer.submit(handle -> true)));
    }
  }

  @Test
  void aDataDirectoryInUseIsSaid() {
    assertThatThrownBy(() -> DataDirectory.claim(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in use by another gateway");
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsSaid() {
    assertThatThrownBy(() -> DataDirectory.claim(directory.resolve("lock").resolve("below")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Cannot use the data directory");
  }

  private static Entry entry(long seq, String text) {
    return new Entry.Message(seq, seq, new PersonId("p"), "ada", Kind.USER, text, null, null);
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
