package parlor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.people.People;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Skeleton;
import parlor.protocol.Nickname;

/** What an operator does to a database from outside of the gateway. */
public final class Maintenance {
  private final Path dataDirectory;
  private final @Nullable String url;

  /**
   * Looks at nothing yet.
   *
   * @param url of a PostgreSQL server; null for the embedded database in the directory
   */
  public Maintenance(Path dataDirectory, @Nullable String url) {
    this.dataDirectory = dataDirectory;
    this.url = url;
  }

  /**
   * Copies the embedded database as it is now, whether a gateway runs or not.
   *
   * @throws StoreException with the reason for the operator
   */
  public void backUp(Path to) {
    refuseServer("pg_dump makes backups of a PostgreSQL database.");
    if (!Files.exists(database())) {
      throw new StoreException("There is no database in " + dataDirectory.toAbsolutePath());
    }
    if (Files.exists(to)) {
      throw new StoreException(to + " exists already and is not overwritten");
    }
    try {
      new Sqlite(database()).copyTo(to);
    } catch (SQLException e) {
      throw new StoreException("Cannot write the backup: " + e.getMessage(), e);
    }
  }

  /**
   * Puts a backup in the place of the embedded database, which is kept beside it, and gives each
   * room a new epoch, so that no client takes the log for the one it knew.
   *
   * @return where the database of before is now, if there was one
   * @throws StoreException with the reason for the operator; then nothing has changed
   */
  public Optional<Path> restore(Path from) {
    refuseServer(
        "Restore a PostgreSQL database by its own tools, then run \"parlor-gateway new-epochs\".");
    try (DataDirectory directory = DataDirectory.claim(dataDirectory)) {
      Path copy = directory.path().resolve("restoring.db");
      Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
      try {
        refuseUnlessBackup(copy, from);
        stampEpochs(new Sqlite(copy));
        Path kept = setAside(directory);
        Files.move(copy, directory.database(), StandardCopyOption.ATOMIC_MOVE);
        return Optional.ofNullable(kept);
      } finally {
        deleteDatabase(copy);
      }
    } catch (IOException | SQLException e) {
      throw new StoreException("Cannot restore " + from + ": " + e.getMessage(), e);
    }
  }

  private static void refuseUnlessBackup(Path copy, Path from) {
    String found;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA integrity_check")) {
      found = rows.getString(1);
      try (var rooms = statement.executeQuery("SELECT count(*) FROM room")) {
        rooms.next();
      }
    } catch (SQLException e) {
      found = e.getMessage();
    }
    if (!"ok".equals(found)) {
      throw new StoreException(from + " is not a backup of Parlor: " + found);
    }
  }

  /**
   * Copies the database, and empties its write-ahead log, which must not be taken for that of what
   * comes in its place.
   */
  private static @Nullable Path setAside(DataDirectory directory) throws IOException, SQLException {
    Path database = directory.database();
    if (!Files.exists(database)) {
      return null;
    }
    Path kept = directory.path().resolve("before-restore-" + System.currentTimeMillis() + ".db");
    Sqlite old = new Sqlite(database);
    old.copyTo(kept);
    old.emptyLog();
    deleteLog(database);
    return kept;
  }

  private static void deleteDatabase(Path database) throws IOException {
    Files.deleteIfExists(database);
    deleteLog(database);
  }

  private static void deleteLog(Path database) throws IOException {
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
    }
  }

  /**
   * Gives each room a new epoch, after a database was restored by other tools.
   *
   * @throws StoreException with the reason for the operator
   */
  public void stampEpochs() {
    if (url != null) {
      stampEpochs(new Postgres(url));
      return;
    }
    try (DataDirectory directory = DataDirectory.claim(dataDirectory)) {
      stampEpochs(new Sqlite(directory.database()));
    }
  }

  /** A new term too: no writer of before may go on. */
  private static void stampEpochs(Database database) {
    Schema.bringUpToDate(database);
    Silent.jdbi(database.forMigrating()).useTransaction(Maintenance::stampAll);
  }

  private static void stampAll(Handle handle) {
    var batch =
        handle.prepareBatch("UPDATE room SET epoch = :epoch, term = term + 1 WHERE id = :id");
    handle
        .createQuery("SELECT id FROM room")
        .map(Column.LONG)
        .list()
        .forEach(id -> batch.bind("epoch", Epochs.next()).bind("id", id).add());
    batch.execute();
  }

  /**
   * Gives an account another password and ends its sessions, whether a gateway runs or not.
   *
   * @param phc the password as a PHC string
   * @return the account's nickname; empty if nobody has an account by that name
   * @throws StoreException with the reason for the operator
   */
  public Optional<String> resetPassword(Skeleton nickname, String phc) {
    if (url == null && !Files.exists(database())) {
      throw new StoreException("There is no database in " + dataDirectory.toAbsolutePath());
    }
    Database database = url == null ? new Sqlite(database()) : new Postgres(url);
    Schema.bringUpToDate(database);
    try (GroupCommit writer = new GroupCommit(database)) {
      People people = new JdbcPeople(writer);
      Optional<People.Holder> account =
          people.holder(nickname).toCompletableFuture().join().filter(People.Holder::isAccount);
      account.ifPresent(
          holder ->
              people
                  .setPassword(holder.person().id(), phc)
                  .thenCompose(set -> people.endOtherSessions(holder.person().id(), ""))
                  .toCompletableFuture()
                  .join());
      return account.map(holder -> holder.person().nickname());
    } catch (CompletionException e) {
      throw new StoreException("Cannot use the database: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Whether somebody has an account by that nickname.
   *
   * @throws StoreException with the reason for the operator
   */
  public boolean hasAccount(Skeleton nickname) {
    if (url == null && !Files.exists(database())) {
      return false;
    }
    Database database = url == null ? new Sqlite(database()) : new Postgres(url);
    Schema.bringUpToDate(database);
    try (GroupCommit writer = new GroupCommit(database)) {
      return new JdbcPeople(writer)
          .holder(nickname)
          .toCompletableFuture()
          .join()
          .filter(People.Holder::isAccount)
          .isPresent();
    } catch (CompletionException e) {
      throw new StoreException("Cannot use the database: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Makes an account of a nickname that nobody has one by, whether a gateway runs or not. A guest
   * who holds the nickname loses it.
   *
   * @param phc the password as a PHC string
   * @throws StoreException with the reason for the operator
   */
  public void createAccount(Nickname nickname, String phc, long now) {
    Database database = url == null ? newOrOld() : new Postgres(url);
    Schema.bringUpToDate(database);
    Skeleton skeleton = Skeleton.of(nickname);
    Person person = new Person(new PersonId(UUID.randomUUID().toString()), nickname.value());
    try (GroupCommit writer = new GroupCommit(database)) {
      People people = new JdbcPeople(writer);
      Optional<People.Holder> guest = people.holder(skeleton).toCompletableFuture().join();
      guest.ifPresent(
          holder -> people.forgetGuest(holder.person().id()).toCompletableFuture().join());
      people
          .takeAsGuest(person, skeleton, person.id().value(), now)
          .thenCompose(taken -> people.setPassword(person.id(), phc))
          .thenCompose(set -> people.endOtherSessions(person.id(), ""))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new StoreException("Cannot use the database: " + e.getCause().getMessage(), e);
    }
  }

  /** The first thing that is done with a data directory may be to make an admin's account. */
  private Database newOrOld() {
    try {
      Files.createDirectories(dataDirectory);
    } catch (IOException e) {
      throw new StoreException("Cannot make the data directory: " + e.getMessage(), e);
    }
    return new Sqlite(database());
  }

  /**
   * What was done by virtue of roles, a line each, the oldest first.
   *
   * @throws StoreException with the reason for the operator
   */
  public List<String> audit() {
    if (url == null && !Files.exists(database())) {
      throw new StoreException("There is no database in " + dataDirectory.toAbsolutePath());
    }
    Database database = url == null ? new Sqlite(database()) : new Postgres(url);
    Schema.bringUpToDate(database);
    return Silent.jdbi(database.forMigrating()).withHandle(JdbcRules::audit);
  }

  private Path database() {
    return dataDirectory.resolve("parlor.db");
  }

  private void refuseServer(String instead) {
    if (url != null) {
      throw new StoreException(instead);
    }
  }
}
