package parlor.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.people.Memberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.ConversationInfo;
import parlor.protocol.Nickname;

/** Whose rooms are whose, as a table. */
final class JdbcMemberships implements Memberships {
  /** Counting stops here. */
  private static final int MAX_UNREAD = 1_000;

  private static final String ROBOT = PersonId.ROBOT.value();

  private final GroupCommit writer;
  private final Readers readers;

  JdbcMemberships(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public CompletionStage<Void> join(PersonId person, String room, long seq) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO membership (person, room, read_seq)
                  SELECT :person, id, :seq FROM room WHERE name = :room
                  ON CONFLICT (person, room) DO NOTHING
                  """)
              .bind("person", person.value())
              .bind("room", room)
              .bind("seq", seq)
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<Void> leave(PersonId person, String room) {
    return writer.submit(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM membership WHERE person = :person
                    AND room = (SELECT id FROM room WHERE name = :room)
                  """)
              .bind("person", person.value())
              .bind("room", room)
              .execute();
          return null;
        });
  }

  @Override
  public CompletionStage<Void> openPrivate(String room, PersonId one, PersonId other) {
    return writer.submit(
        room,
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO room (name, epoch, term, seq, first_seq, indexed_seq)
                  VALUES (:room, :epoch, 0, 0, 1, 0) ON CONFLICT (name) DO NOTHING
                  """)
              .bind("room", room)
              .bind("epoch", Epochs.next())
              .execute();
          addPrivate(handle, room, one, other);
          if (!other.equals(PersonId.ROBOT)) {
            addPrivate(handle, room, other, one);
          }
          return null;
        });
  }

  private static void addPrivate(Handle handle, String room, PersonId person, PersonId partner) {
    handle
        .createUpdate(
            """
            INSERT INTO membership (person, room, read_seq, partner)
            SELECT :person, id, 0, :partner FROM room WHERE name = :room
            ON CONFLICT (person, room) DO NOTHING
            """)
        .bind("person", person.value())
        .bind("partner", partner.value())
        .bind("room", room)
        .execute();
  }

  @Override
  public CompletionStage<Optional<Pair>> pair(String room) {
    return writer.submit(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT one.id, one.nickname, membership.partner, other.nickname
                    FROM membership JOIN room ON room.id = membership.room
                      JOIN person AS one ON one.id = membership.person
                      LEFT JOIN person AS other ON other.id = membership.partner
                    WHERE room.name = :room AND membership.partner IS NOT NULL
                    ORDER BY one.id LIMIT 1
                    """)
                .bind("room", room)
                .map(
                    (row, context) ->
                        new Pair(
                            new Person(new PersonId(row.getString(1)), row.getString(2)),
                            new Person(new PersonId(row.getString(3)), orRobot(row.getString(4)))))
                .findOne());
  }

  private static String orRobot(@Nullable String nickname) {
    return nickname == null ? ROBOT : nickname;
  }

  @Override
  public CompletionStage<Boolean> isMember(PersonId person, String room) {
    return writer.submit(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT 1 FROM membership WHERE person = :person
                      AND room = (SELECT id FROM room WHERE name = :room)
                    """)
                .bind("person", person.value())
                .bind("room", room)
                .map(Column.INT)
                .findOne()
                .isPresent());
  }

  @Override
  public CompletionStage<Boolean> read(PersonId person, String room, long seq) {
    return writer.submit(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE membership SET read_seq = :seq WHERE person = :person
                          AND room = (SELECT id FROM room WHERE name = :room) AND read_seq < :seq
                        """)
                    .bind("person", person.value())
                    .bind("room", room)
                    .bind("seq", seq)
                    .execute()
                == 1);
  }

  @Override
  public CompletionStage<Page> list(PersonId person, @Nullable String after, int limit) {
    return writtenBefore().thenCompose(written -> readers.ask(h -> list(h, person, after, limit)));
  }

  /** A question to other threads has to wait for what was written before it. */
  private CompletionStage<Boolean> writtenBefore() {
    return writer.submit(handle -> true);
  }

  private static Page list(Handle handle, PersonId person, @Nullable String after, int limit) {
    List<ConversationInfo> found =
        handle
            .createQuery(
                """
                SELECT room.name, membership.partner, other.nickname, room.seq,
                  membership.read_seq,
                  (SELECT count(*) FROM (SELECT 1 FROM entry WHERE entry.room = room.id
                    AND entry.seq > membership.read_seq AND entry.author <> :person
                    AND entry.kind IN (1, 2)
                    LIMIT :max_unread) AS unread)
                FROM membership JOIN room ON room.id = membership.room
                  LEFT JOIN person AS other ON other.id = membership.partner
                WHERE membership.person = :person AND room.name > :after
                  AND (membership.partner IS NULL OR room.seq > 0)
                ORDER BY room.name LIMIT :limit
                """)
            .bind("person", person.value())
            .bind("after", after == null ? "" : after)
            .bind("max_unread", MAX_UNREAD)
            .bind("limit", limit + 1)
            .map(
                (row, context) ->
                    new ConversationInfo(
                        row.getString(1),
                        row.getString(2) == null ? null : orRobot(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getInt(6)))
            .list();
    boolean more = found.size() > limit;
    return new Page(more ? found.subList(0, limit) : found, more);
  }

  private record Conversation(String room, String with) {}

  @Override
  public CompletionStage<List<String>> conversationsWith(PersonId person, String folded) {
    return readers.ask(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT room.name, other.nickname FROM membership
                      JOIN room ON room.id = membership.room
                      JOIN person AS other ON other.id = membership.partner
                    WHERE membership.person = :person
                    """)
                .bind("person", person.value())
                .map((row, context) -> new Conversation(row.getString(1), row.getString(2)))
                .filter(found -> Nickname.ofPrepared(found.with).folded().equals(folded))
                .map(Conversation::room)
                .list());
  }

  @Override
  public CompletionStage<Map<String, Long>> privateStandings(PersonId person) {
    return readers.ask(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT room.name, room.seq FROM membership
                      JOIN room ON room.id = membership.room
                    WHERE membership.person = :person AND membership.partner IS NOT NULL
                      AND room.seq > 0
                    """)
                .bind("person", person.value())
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public CompletionStage<List<String>> rooms(PersonId person) {
    return writtenBefore()
        .thenCompose(
            written ->
                readers.ask(
                    handle ->
                        handle
                            .createQuery(
                                """
                                SELECT room.name FROM membership
                                  JOIN room ON room.id = membership.room
                                WHERE membership.person = :person ORDER BY room.name
                                """)
                            .bind("person", person.value())
                            .map(Column.TEXT)
                            .list()));
  }
}
