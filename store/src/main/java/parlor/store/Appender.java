package parlor.store;

import java.sql.SQLException;
import java.util.List;

/** Stores entries by one connection, in the transaction that is open. */
interface Appender {

  /**
   * Stores what is not fenced.
   *
   * @param appends at most one of each room
   * @return one answer each: false if a newer term has begun, and then nothing of it was stored
   */
  boolean[] append(List<Append> appends) throws SQLException;
}
