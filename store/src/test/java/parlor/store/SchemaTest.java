package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;

/** A database of an earlier version is brought up to date, and a copy of it is kept. */
class SchemaTest {
  @TempDir Path directory;

  @Test
  void anEarlierDatabaseKeepsItsMessagesAndIsCopiedBefore() {
    Sqlite database = new Sqlite(directory.resolve("parlor.db"));
    Flyway.configure()
        .dataSource(database.forMigrating())
        .locations(database.migrations())
        .table("schema_history")
        .target("1")
        .load()
        .migrate();
    Jdbi.create(database.forMigrating())
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO room (name, epoch, term, seq, first_seq, indexed_seq)"
                      + " VALUES ('lobby', 'e', 1, 1, 1, 0)");
              handle.execute(
                  "INSERT INTO entry (room, seq, at, kind, author, nickname, body)"
                      + " VALUES (1, 1, 5, 1, 'p', 'ada', 'from before')");
            });
    try (Store store = TestStores.embedded(directory)) {
      List<Entry> kept = done(store.messageLog().newest("lobby", 10));
      assertThat(((Entry.Message) kept.getFirst()).text()).isEqualTo("from before");
      assertThat(done(store.messageLog().open("lobby")).epoch()).isEqualTo("e");
    }
    assertThat(directory.resolve("before-migration-from-1.db")).isNotEmptyFile();
    int newest =
        Jdbi.create(database.forMigrating())
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM schema_history WHERE version IS NOT NULL")
                        .mapTo(Integer.class)
                        .one());
    assertThat(newest).as("every migration counts").isEqualTo(Schema.VERSION);
  }

  @Test
  void aDatabaseThatIsUpToDateIsNotCopied() {
    TestStores.embedded(directory).close();
    TestStores.embedded(directory).close();

    assertThat(directory).isDirectoryNotContaining("glob:**before-migration*");
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
