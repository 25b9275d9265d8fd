package parlor.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import parlor.people.People;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Skeleton;

/** Persons, claims and sessions as tables. */
final class JdbcPeople implements People {
  private final GroupCommit writer;

  JdbcPeople(GroupCommit writer) {
    this.writer = writer;
  }

  /** Asked through the writer, so that it sees what was written before it. */
  @Override
  public CompletionStage<Optional<Holder>> holder(Skeleton skeleton) {
    return writer.submit(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT person.id, person.nickname, person.password, claim.since
                    FROM claim JOIN person ON person.id = claim.person
                    WHERE claim.skeleton = :skeleton
                    """)
                .bind("skeleton", skeleton.value())
                .map(
                    (row, context) ->
                        new Holder(
                            new Person(new PersonId(row.getString(1)), row.getString(2)),
                            row.getString(3),
                            row.getLong(4)))
                .findOne());
  }

  @Override
  public CompletionStage<Optional<Session>> session(String tokenHash) {
    return writer.submit(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT person.id, person.nickname, person.skeleton,
                      person.password IS NOT NULL, session.used_at
                    FROM session JOIN person ON person.id = session.person
                    WHERE session.token = :token
                    """)
                .bind("token", tokenHash)
                .map(
                    (row, context) ->
                        new Session(
                            new Person(new PersonId(row.getString(1)), row.getString(2)),
                            new Skeleton(row.getString(3)),
                            row.getBoolean(4),
                            row.getLong(5)))
                .findOne());
  }

  @Override
  public CompletionStage<Boolean> takeAsGuest(
      Person person, Skeleton skeleton, String tokenHash, long now) {
    return writer.submit(
        handle -> {
          if (!claim(handle, skeleton, person.id(), now)) {
            return false;
          }
          handle
              .createUpdate(
                  """
                  INSERT INTO person (id, nickname, skeleton, created_at)
                  VALUES (:id, :nickname, :skeleton, :now)
                  """)
              .bind("id", person.id().value())
              .bind("nickname", person.nickname())
              .bind("skeleton", skeleton.value())
              .bind("now", now)
              .execute();
          useSession(handle, person.id(), tokenHash, now);
          return true;
        });
  }

  @Override
  public CompletionStage<Boolean> resume(Session session, String tokenHash, long now) {
    PersonId person = session.person().id();
    return writer.submit(
        handle -> {
          if (!claim(handle, session.skeleton(), person, now)) {
            return false;
          }
          useSession(handle, person, tokenHash, now);
          return true;
        });
  }

  /** Takes a nickname that is free or the person's own. */
  private static boolean claim(Handle handle, Skeleton skeleton, PersonId person, long now) {
    return handle
            .createUpdate(
                """
                INSERT INTO claim (skeleton, person, since) VALUES (:skeleton, :person, :now)
                ON CONFLICT (skeleton) DO UPDATE SET since = excluded.since
                WHERE claim.person = excluded.person
                """)
            .bind("skeleton", skeleton.value())
            .bind("person", person.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  private static void useSession(Handle handle, PersonId person, String tokenHash, long now) {
    handle
        .createUpdate(
            """
            INSERT INTO session (token, person, used_at) VALUES (:token, :person, :now)
            ON CONFLICT (token) DO UPDATE SET used_at = excluded.used_at
            """)
        .bind("token", tokenHash)
        .bind("person", person.value())
        .bind("now", now)
        .execute();
  }

  @Override
  public CompletionStage<Void> addSession(PersonId account, String tokenHash, long now) {
    return writer.submit(
        handle -> {
          useSession(handle, account, tokenHash, now);
          return null;
        });
  }

  @Override
  public CompletionStage<Void> touch(Collection<String> tokenHashes, long now) {
    return writer.submit(
        handle -> {
          for (String token : tokenHashes) {
            handle
                .createUpdate("UPDATE session SET used_at = :now WHERE token = :token")
                .bind("now", now)
                .bind("token", token)
                .execute();
          }
          return null;
        });
  }

  @Override
  public CompletionStage<Void> freeNickname(PersonId guest, long claimed) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM claim WHERE person = :person AND since <= :claimed
                    AND person IN (SELECT id FROM person WHERE password IS NULL)
                  """)
              .bind("person", guest.value())
              .bind("claimed", claimed)
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<Void> forgetGuest(PersonId guest) {
    return writer.submit(
        handle -> {
          forget(handle, guest);
          return null;
        });
  }

  private static void forget(Handle handle, PersonId person) {
    for (String table : new String[] {"claim", "session", "membership", "block"}) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE person = :person")
          .bind("person", person.value())
          .execute();
    }
  }

  @Override
  public CompletionStage<Void> setPassword(PersonId person, String password) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate("UPDATE person SET password = :password WHERE id = :person")
              .bind("password", password)
              .bind("person", person.value())
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<Void> endOtherSessions(PersonId person, String keptTokenHash) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate("DELETE FROM session WHERE person = :person AND token <> :kept")
              .bind("person", person.value())
              .bind("kept", keptTokenHash)
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<Set<String>> ended(PersonId person, Set<String> tokenHashes) {
    return writer.submit(
        handle -> {
          boolean account =
              handle
                  .createQuery("SELECT 1 FROM person WHERE id = :person AND password IS NOT NULL")
                  .bind("person", person.value())
                  .map(Column.INT)
                  .findOne()
                  .isPresent();
          if (!account) {
            return Set.of();
          }
          Set<String> ended = new HashSet<>(tokenHashes);
          handle
              .createQuery("SELECT token FROM session WHERE person = :person")
              .bind("person", person.value())
              .map(Column.TEXT)
              .forEach(ended::remove);
          return ended;
        });
  }

  @Override
  public CompletionStage<Void> deleteAccount(PersonId person) {
    return writer.submit(
        handle -> {
          forget(handle, person);
          handle
              .createUpdate("UPDATE person SET password = NULL WHERE id = :person")
              .bind("person", person.value())
              .execute();
          return null;
        });
  }

  /** Persons stay: what they said is theirs. */
  @Override
  public CompletionStage<Void> removeExpired(long guestsUsedBefore, long accountsUsedBefore) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM session WHERE used_at < :accounts OR used_at < :guests AND person IN
                    (SELECT id FROM person WHERE password IS NULL)
                  """)
              .bind("accounts", accountsUsedBefore)
              .bind("guests", guestsUsedBefore)
              .execute();
          for (String table : new String[] {"claim", "membership", "block"}) {
            handle
                .createUpdate(
                    """
                    DELETE FROM %s WHERE person IN (SELECT id FROM person WHERE password IS NULL
                      AND created_at < :guests
                      AND NOT EXISTS (SELECT 1 FROM session WHERE session.person = person.id))
                    """
                        .formatted(table))
                .bind("guests", guestsUsedBefore)
                .execute();
          }
          return null;
        });
  }
}
