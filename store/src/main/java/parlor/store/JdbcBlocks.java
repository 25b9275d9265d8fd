package parlor.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import parlor.people.Blocks;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.Nickname;

/** Who wants to hear nothing of whom, as a table. */
final class JdbcBlocks implements Blocks {
  private final GroupCommit writer;

  JdbcBlocks(GroupCommit writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<Boolean> block(PersonId person, Person blocked) {
    return writer.submit(
        handle -> {
          int count =
              handle
                  .createQuery("SELECT count(*) FROM block WHERE person = :person")
                  .bind("person", person.value())
                  .map(Column.INT)
                  .one();
          if (count >= MAX) {
            return false;
          }
          handle
              .createUpdate(
                  """
                  INSERT INTO block (person, blocked, nickname, folded)
                  VALUES (:person, :blocked, :nickname, :folded)
                  ON CONFLICT (person, blocked) DO NOTHING
                  """)
              .bind("person", person.value())
              .bind("blocked", blocked.id().value())
              .bind("nickname", blocked.nickname())
              .bind("folded", Nickname.ofPrepared(blocked.nickname()).folded())
              .execute();
          return true;
        });
  }

  @Override
  public CompletionStage<Void> unblock(PersonId person, String foldedNickname) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate("DELETE FROM block WHERE person = :person AND folded = :folded")
              .bind("person", person.value())
              .bind("folded", foldedNickname)
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<List<String>> blockedBy(PersonId person) {
    return writer.submit(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT nickname FROM block WHERE person = :person ORDER BY nickname")
                .bind("person", person.value())
                .map(Column.TEXT)
                .list());
  }

  @Override
  public CompletionStage<Boolean> blocks(PersonId person, PersonId other) {
    return writer.submit(
        handle ->
            handle
                .createQuery("SELECT 1 FROM block WHERE person = :person AND blocked = :other")
                .bind("person", person.value())
                .bind("other", other.value())
                .map(Column.INT)
                .findOne()
                .isPresent());
  }
}
