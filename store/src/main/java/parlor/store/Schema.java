package parlor.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Brings a database to the schema of this program. Migrations add before they remove, so the
 * program of before may run beside; one that is too old is told by {@code schema_support.oldest}.
 */
final class Schema {
  /** The newest migration that this program knows. */
  static final int VERSION = 4;

  private Schema() {}

  /**
   * Migrates.
   *
   * @throws StoreException if the database cannot be reached, or is too new for this program
   */
  static void bringUpToDate(Database database) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(database.forMigrating())
            .locations(database.migrations())
            .table("schema_history")
            .ignoreMigrationPatterns("*:future")
            .connectRetries(0)
            .load();
    try {
      MigrationInfoService info = flyway.info();
      MigrationInfo current = info.current();
      if (current != null) {
        refuseIfTooNew(database);
        if (info.pending().length > 0) {
          database.beforeMigrating(String.valueOf(current.getVersion()));
        }
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreException("Cannot prepare the database: " + firstLine(e), e);
    }
  }

  private static void refuseIfTooNew(Database database) {
    int oldest =
        Silent.jdbi(database.forMigrating())
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT max(oldest) FROM schema_support")
                        .mapTo(Integer.class)
                        .one());
    if (oldest > VERSION) {
      throw new StoreException(
          "The database belongs to a newer Parlor: it has schema %d, this program knows %d. Start the newer program, or restore a backup of before."
              .formatted(oldest, VERSION));
    }
  }

  private static String firstLine(FlywayException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
  }
}
