package parlor.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A kind of database: how one connects to it, and what it says differently. */
interface Database {

  /** Opens the connection by which everything is written. */
  WriteConnection openForWriting() throws SQLException;

  /** A pool of connections for reading. */
  DataSource openForReading(int connections);

  /** A single connection at a time, for migrations. */
  DataSource forMigrating();

  /** The folder of its migrations on the class path. */
  String migrations();

  /** What is done before a schema changes; nothing where the operator has backups. */
  void beforeMigrating(String fromVersion);

  /** The index of words. */
  WordIndex words();
}
