package parlor.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server, which several gateways may share. */
final class Postgres implements Database {
  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 30;
  private static final int POOL_WAIT_MS = 3_000;

  /**
   * A gateway that stands still in the midst of a commit holds locks on its rooms, for which all
   * others would wait with everything that they write. The server ends its transaction then.
   */
  private static final String LIMIT_STANDSTILL = "SET idle_in_transaction_session_timeout = '2s'";

  private final String url;

  Postgres(String url) {
    this.url = url;
  }

  @Override
  public WriteConnection openForWriting() throws SQLException {
    Connection connection = dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(LIMIT_STANDSTILL);
    }
    return new WriteConnection(connection, new PostgresAppender(connection), false);
  }

  @Override
  public DataSource openForReading(int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("parlor-postgresql");
    pool.setDataSource(dataSource());
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(POOL_WAIT_MS);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  @Override
  public DataSource forMigrating() {
    return dataSource();
  }

  private DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setApplicationName("parlor");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SOCKET_SECONDS);
    // What people said is in no exception, and so in no log.
    source.setLogServerErrorDetail(false);
    return source;
  }

  @Override
  public String migrations() {
    return "classpath:db/postgresql";
  }

  /** Backups of a server are its operator's. */
  @Override
  public void beforeMigrating(String fromVersion) {}

  @Override
  public WordIndex words() {
    return new PostgresWordIndex();
  }
}
