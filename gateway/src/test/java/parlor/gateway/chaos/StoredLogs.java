package parlor.gateway.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rooms' logs, private ones too, as the database has them. */
final class StoredLogs {
  private static final String QUERY =
      """
      SELECT room.name, entry.seq, entry.nickname, entry.body
      FROM entry JOIN room ON room.id = entry.room ORDER BY room.name, entry.seq
      """;

  private StoredLogs() {}

  static Map<String, List<Testimony.Seen>> read(String url) throws SQLException {
    Map<String, List<Testimony.Seen>> logs = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        logs.computeIfAbsent(row.getString(1), room -> new ArrayList<>())
            .add(new Testimony.Seen(row.getLong(2), row.getString(3), row.getString(4)));
      }
    }
    return logs;
  }
}
