package parlor.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection by which everything is written, with what is prepared on it. */
final class WriteConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);

  private final Connection connection;
  private final Handle handle;
  private final Appender appender;
  private final boolean explicitBegin;
  private boolean begun;

  /**
   * Takes over a connection.
   *
   * @param explicitBegin whether JDBC is left in auto-commit and transactions are begun in SQL, so
   *     that the lock to write is taken at their beginning
   */
  WriteConnection(Connection connection, Appender appender, boolean explicitBegin)
      throws SQLException {
    this.connection = connection;
    this.appender = appender;
    this.explicitBegin = explicitBegin;
    connection.setAutoCommit(explicitBegin);
    this.handle = Silent.jdbi(connection).open();
  }

  Handle handle() {
    return handle;
  }

  Appender appender() {
    return appender;
  }

  void begin() throws SQLException {
    if (explicitBegin) {
      execute("BEGIN IMMEDIATE");
    }
    begun = true;
  }

  void commit() throws SQLException {
    begun = false;
    if (explicitBegin) {
      execute("COMMIT");
    } else {
      connection.commit();
    }
  }

  /** Does nothing if the transaction could not even be begun. */
  void rollBack() throws SQLException {
    if (!begun) {
      return;
    }
    begun = false;
    if (explicitBegin) {
      execute("ROLLBACK");
    } else {
      connection.rollback();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("The connection to the database did not close: {}", e.getMessage());
    }
  }
}
