package parlor.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The embedded database, one file. Its journal is a write-ahead log that is forced to the disk at
 * every commit ({@code synchronous=FULL}), so that neither a killed process nor a power failure
 * takes away what was acknowledged.
 */
final class Sqlite implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);
  private static final int BUSY_MS = 2_000;
  private static final int CACHE_KIB = 16 * 1024;

  private final Path file;

  Sqlite(Path file) {
    this.file = file;
  }

  @Override
  public WriteConnection openForWriting() throws SQLException {
    SQLiteConfig config = config();
    // What was removed is overwritten where it stood.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "FAST");
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-" + CACHE_KIB);
    Connection connection = dataSource(config).getConnection();
    return new WriteConnection(connection, new SqliteAppender(connection), true);
  }

  @Override
  public DataSource openForReading(int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("parlor-sqlite");
    pool.setDataSource(dataSource(config()));
    pool.setConnectionInitSql("PRAGMA query_only = true");
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    return new HikariDataSource(pool);
  }

  @Override
  public DataSource forMigrating() {
    return dataSource(config());
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MS);
    // Nobody asks for them, and the driver would ask the database after each row.
    config.setGetGeneratedKeys(false);
    // A connection is one thread's at a time.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    return config;
  }

  private DataSource dataSource(SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public String migrations() {
    return "classpath:db/sqlite";
  }

  @Override
  public void beforeMigrating(String fromVersion) {
    Path copy = file.resolveSibling("before-migration-from-" + fromVersion + ".db");
    try {
      Files.deleteIfExists(copy);
      copyTo(copy);
    } catch (IOException | SQLException e) {
      throw new StoreException("Cannot back up the database before its schema changes", e);
    }
    LOG.info("The database was copied to {} before its schema changes", copy);
  }

  /** Writes a copy as of now while others read and write. */
  void copyTo(Path copy) throws SQLException {
    try (Connection connection = forMigrating().getConnection();
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    }
  }

  /** Brings everything into the file itself; nobody may have it open. */
  void emptyLog() throws SQLException {
    try (Connection connection = forMigrating().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Override
  public WordIndex words() {
    return new SqliteWordIndex();
  }
}
