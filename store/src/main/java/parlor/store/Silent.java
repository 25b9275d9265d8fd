package parlor.store;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** Jdbi of which the exceptions do not tell what a statement was about: they are logged. */
final class Silent {
  private Silent() {}

  static Jdbi jdbi(DataSource source) {
    return silent(Jdbi.create(source));
  }

  static Jdbi jdbi(Connection connection) {
    return silent(Jdbi.create(connection));
  }

  private static Jdbi silent(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }
}
