package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/** What an operator does to a database. */
class MaintenanceTest {
  @TempDir Path folder;
  private Path data;
  private Path backup;
  private Maintenance maintenance;

  @BeforeEach
  void backUp() {
    data = folder.resolve("data");
    backup = folder.resolve("backup.db");
    maintenance = new Maintenance(data, null);
    say("before");
    maintenance.backUp(backup);
    say("after");
  }

  @Test
  void aRestoredDatabaseHasNewEpochsAndTheOldOneIsKept() {
    MessageLog.Opened old = opened();
    Optional<Path> kept = maintenance.restore(backup);

    assertThat(opened().epoch()).isNotEqualTo(old.epoch());
    assertThat(opened().seq()).isEqualTo(1);
    assertThat(kept).hasValueSatisfying(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void aBackupThatCannotBeUsedChangesNothing() {
    Jdbi.create(new Sqlite(backup).forMigrating())
        .useHandle(handle -> handle.execute("UPDATE schema_support SET oldest = 9999"));

    assertThatThrownBy(() -> maintenance.restore(backup))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer Parlor");
    assertThat(opened().seq()).isEqualTo(2);
    assertThat(data).isDirectoryNotContaining("glob:**restor*");
  }

  private MessageLog.Opened opened() {
    try (Store store = TestStores.embedded(data)) {
      return StoreContract.done(store.messageLog().open("lobby"));
    }
  }

  private void say(String text) {
    try (Store store = TestStores.embedded(data)) {
      MessageLog.Opened opened = StoreContract.done(store.messageLog().open("lobby"));
      Entry entry =
          new Entry.Message(
              opened.seq() + 1, 5, new PersonId("p"), "ada", Kind.USER, text, null, null);
      StoreContract.done(store.messageLog().append("lobby", opened.term(), List.of(entry)));
    }
  }
}
