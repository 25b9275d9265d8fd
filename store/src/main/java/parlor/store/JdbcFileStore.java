package parlor.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parlor.files.FileStore;
import parlor.people.PersonId;
import parlor.protocol.Attachment;

/** Files as rows, so that a backup has them and every node sees them. */
final class JdbcFileStore implements FileStore {
  private static final int CHUNK_BYTES = 256 * 1024;

  /** So many files are removed at once. */
  private static final int REMOVED_TOGETHER = 2;

  private static final String COLUMNS = "id, name, type, bytes, width, height";

  private final GroupCommit writer;
  private final Readers readers;

  JdbcFileStore(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** A chunk is a commit of its own, so that no room waits for a whole file. */
  @Override
  public CompletionStage<Boolean> save(
      PersonId owner,
      Attachment file,
      Path content,
      byte @Nullable [] thumbnail,
      long now,
      Quota quota) {
    return writer
        .submit(handle -> begin(handle, owner, file, thumbnail, now, quota))
        .thenCompose(
            begun ->
                begun
                    ? saveChunks(file.id(), content).thenApply(saved -> true)
                    : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<Void> saveChunks(String id, Path content) {
    return saveChunk(id, content, 0)
        .thenCompose(
            saved ->
                writer.submit(
                    handle -> {
                      handle
                          .createUpdate("UPDATE file SET complete = 1 WHERE id = :id")
                          .bind("id", id)
                          .execute();
                      return null;
                    }));
  }

  private static boolean begin(
      Handle handle,
      PersonId owner,
      Attachment file,
      byte @Nullable [] thumbnail,
      long now,
      Quota quota) {
    // On several nodes too, one person's uploads are counted one after the other.
    handle
        .createUpdate("UPDATE person SET id = id WHERE id = :owner")
        .bind("owner", owner.value())
        .execute();
    if (uploadedSince(handle, owner, quota.since()) >= quota.files()) {
      return false;
    }
    handle
        .createUpdate(
            """
            INSERT INTO file (id, owner, name, type, bytes, width, height, thumbnail,
              uploaded_at, complete)
            VALUES (:id, :owner, :name, :type, :bytes, :width, :height, :thumbnail, :now, 0)
            """)
        .bind("id", file.id())
        .bind("owner", owner.value())
        .bind("name", file.name())
        .bind("type", file.type())
        .bind("bytes", file.bytes())
        .bind("width", file.width())
        .bind("height", file.height())
        .bind("thumbnail", thumbnail)
        .bind("now", now)
        .execute();
    return true;
  }

  /** Read by a thread that reads anyway: the one that writes has no time for it. */
  private CompletionStage<Void> saveChunk(String id, Path content, int number) {
    return readers
        .ask(handle -> read(content, number))
        .thenCompose(bytes -> saveChunk(id, content, number, bytes));
  }

  private static byte[] read(Path content, int number) throws SQLException {
    try (InputStream in = Files.newInputStream(content)) {
      in.skipNBytes(Math.min(Files.size(content), (long) number * CHUNK_BYTES));
      return in.readNBytes(CHUNK_BYTES);
    } catch (IOException e) {
      throw new SQLException("An uploaded file cannot be read", e);
    }
  }

  private CompletionStage<Void> saveChunk(String id, Path content, int number, byte[] bytes) {
    if (bytes.length == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return writer
        .submit(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO file_chunk (file, number, content)
                        VALUES (:file, :number, :content)
                        """)
                    .bind("file", id)
                    .bind("number", number)
                    .bind("content", bytes)
                    .execute())
        .thenCompose(saved -> saveChunk(id, content, number + 1));
  }

  @Override
  public CompletionStage<Optional<Attachment>> find(PersonId person, String id) {
    return readers.ask(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                           FROM file WHERE id = :id AND complete = 1 AND (owner = :person
                            OR EXISTS (SELECT 1 FROM file_use
                              JOIN membership ON membership.room = file_use.room
                              WHERE file_use.file = file.id AND membership.person = :person))
                          """)
                .bind("id", id)
                .bind("person", person.value())
                .map((row, context) -> read(row))
                .findOne());
  }

  private static Attachment read(ResultSet row) throws SQLException {
    return new Attachment(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        integer(row, 5),
        integer(row, 6));
  }

  private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  @Override
  public CompletionStage<byte[]> chunk(String id, int number) {
    return readers.ask(
        handle ->
            handle
                .createQuery(
                    "SELECT content FROM file_chunk WHERE file = :file AND number = :number")
                .bind("file", id)
                .bind("number", number)
                .map((row, context) -> row.getBytes(1))
                .findOne()
                .orElse(new byte[0]));
  }

  @Override
  public CompletionStage<Optional<byte[]>> thumbnail(String id) {
    return readers.ask(
        handle ->
            handle
                .createQuery("SELECT thumbnail FROM file WHERE id = :id AND thumbnail IS NOT NULL")
                .bind("id", id)
                .map((row, context) -> row.getBytes(1))
                .findOne());
  }

  @Override
  public CompletionStage<Optional<List<Attachment>>> use(
      PersonId owner, String room, List<String> ids) {
    return writer.submit(
        handle -> {
          List<Attachment> found = new ArrayList<>();
          for (String id : ids) {
            Optional<Attachment> file = own(handle, owner, id);
            if (file.isEmpty()) {
              return Optional.empty();
            }
            found.add(file.get());
          }
          for (String id : ids) {
            handle
                .createUpdate(
                    """
                    INSERT INTO file_use (file, room, seq)
                    SELECT :file, id, 0 FROM room WHERE name = :room
                    ON CONFLICT (file, room, seq) DO NOTHING
                    """)
                .bind("file", id)
                .bind("room", room)
                .execute();
          }
          return Optional.of(found);
        });
  }

  private static Optional<Attachment> own(Handle handle, PersonId owner, String id) {
    return handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM file WHERE id = :id AND owner = :owner AND complete = 1")
        .bind("id", id)
        .bind("owner", owner.value())
        .map((row, context) -> read(row))
        .findOne();
  }

  @Override
  public CompletionStage<Integer> uploadedSince(PersonId owner, long since) {
    return readers.ask(handle -> uploadedSince(handle, owner, since));
  }

  private static int uploadedSince(Handle handle, PersonId owner, long since) {
    return handle
        .createQuery("SELECT count(*) FROM file WHERE owner = :owner AND uploaded_at >= :since")
        .bind("owner", owner.value())
        .bind("since", since)
        .map(Column.INT)
        .one();
  }

  /** A few at a time, so that nobody waits long. */
  @Override
  public CompletionStage<Void> removeUnused(long before) {
    return writer
        .submit(handle -> removeSome(handle, before))
        .thenCompose(
            removed ->
                removed < REMOVED_TOGETHER
                    ? CompletableFuture.completedFuture(null)
                    : removeUnused(before));
  }

  private static int removeSome(Handle handle, long before) {
    List<String> unused =
        handle
            .createQuery(
                """
                SELECT id FROM file WHERE uploaded_at < :before
                  AND NOT EXISTS (SELECT 1 FROM file_use WHERE file_use.file = file.id)
                LIMIT :limit
                """)
            .bind("before", before)
            .bind("limit", REMOVED_TOGETHER)
            .map(Column.TEXT)
            .list();
    for (String id : unused) {
      handle.createUpdate("DELETE FROM file_chunk WHERE file = :id").bind("id", id).execute();
      handle.createUpdate("DELETE FROM file WHERE id = :id").bind("id", id).execute();
    }
    return unused.size();
  }
}
