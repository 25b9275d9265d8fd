package parlor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.history.MessageLog;
import parlor.moderation.AuditEntry;
import parlor.moderation.HouseRules;
import parlor.moderation.RulesStore;

/** A room's rules as a column of its row, and what was done as a table. */
final class JdbcRules implements RulesStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GroupCommit writer;

  JdbcRules(GroupCommit writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<HouseRules> rules(String room) {
    return writer.submit(
        handle ->
            parse(
                handle
                    .createQuery("SELECT rules FROM room WHERE name = :room")
                    .bind("room", room)
                    .map((row, context) -> String.valueOf(row.getString(1)))
                    .findOne()
                    .orElse("null")));
  }

  private static HouseRules parse(String json) throws SQLException {
    try {
      HouseRules rules = JSON.readValue(json, HouseRules.class);
      return rules == null ? HouseRules.NONE : rules;
    } catch (JsonProcessingException e) {
      throw new SQLException("A room's rules cannot be read", e);
    }
  }

  @Override
  public CompletionStage<Void> change(String room, long term, HouseRules rules, AuditEntry audit) {
    return writer
        .submit(room, handle -> change(handle, room, term, rules, audit))
        .thenCompose(
            kept ->
                kept
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new MessageLog.FencedException(room, term)));
  }

  private static boolean change(
      Handle handle, String room, long term, HouseRules rules, AuditEntry audit)
      throws SQLException {
    int changed;
    try {
      changed =
          handle
              .createUpdate("UPDATE room SET rules = :rules WHERE name = :room AND term = :term")
              .bind("rules", JSON.writeValueAsString(rules))
              .bind("room", room)
              .bind("term", term)
              .execute();
    } catch (JsonProcessingException e) {
      throw new SQLException("A room's rules cannot be written", e);
    }
    if (changed == 1) {
      note(handle, audit);
    }
    return changed == 1;
  }

  @Override
  public CompletionStage<Void> note(AuditEntry audit) {
    return writer.submit(
        handle -> {
          note(handle, audit);
          return null;
        });
  }

  private static void note(Handle handle, AuditEntry audit) {
    handle
        .createUpdate(
            """
            INSERT INTO audit (at, room, act, actor, nickname, target, detail)
            VALUES (:at, :room, :act, :actor, :nickname, :target, :detail)
            """)
        .bind("at", audit.at())
        .bind("room", audit.room())
        .bind("act", audit.act().name())
        .bind("actor", audit.by().id().value())
        .bind("nickname", audit.by().nickname())
        .bind("target", audit.target())
        .bind("detail", audit.detail())
        .execute();
  }

  /** What was done, a line each, the oldest first. */
  static List<String> audit(Handle handle) {
    return handle
        .createQuery("SELECT at, room, act, nickname, target, detail FROM audit ORDER BY id")
        .map(
            (row, context) ->
                "%s  %s  %s %s%s%s"
                    .formatted(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(4),
                        row.getString(3).toLowerCase(Locale.ROOT),
                        orNothing(" ", row.getString(5)),
                        orNothing(": ", row.getString(6))))
        .list();
  }

  private static String orNothing(String before, @Nullable String text) {
    return text == null ? "" : before + text;
  }
}
