package parlor.store;

import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads rows of one column, none of them null. What Jdbi would find out about types by reflection
 * for each question costs the compiler of a server just started more than all questions together.
 */
final class Column {
  static final RowMapper<String> TEXT = (row, context) -> row.getString(1);
  static final RowMapper<Long> LONG = (row, context) -> row.getLong(1);
  static final RowMapper<Integer> INT = (row, context) -> row.getInt(1);

  private Column() {}
}
