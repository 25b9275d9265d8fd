package parlor.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Stores entries by one connection, in the transaction that is open. */
interface Appender {

  /**
   * Takes all rooms that a transaction will change, in one order for everybody: two gateways that
   * took them one by one could wait for each other.
   *
   * @param rooms by name; those that do not exist yet are passed over
   * @param appends what will be stored behind that
   */
  void lock(Set<String> rooms, List<Append> appends) throws SQLException;

  /**
   * Stores what is not fenced.
   *
   * @param appends at most one of each room
   * @return one answer each: false if a newer term has begun, and then nothing of it was stored
   */
  boolean[] append(List<Append> appends) throws SQLException;
}
