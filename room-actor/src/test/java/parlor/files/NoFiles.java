package parlor.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.people.PersonId;
import parlor.protocol.Attachment;

/** Keeps no files, for tests of actors. */
public final class NoFiles implements FileStore {

  @Override
  public CompletionStage<Boolean> save(
      PersonId owner,
      Attachment file,
      Path content,
      byte @Nullable [] thumbnail,
      long now,
      Quota quota) {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletionStage<Optional<Attachment>> find(PersonId person, String id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<byte[]> chunk(String id, int number) {
    return CompletableFuture.completedFuture(new byte[0]);
  }

  @Override
  public CompletionStage<Optional<byte[]>> thumbnail(String id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<Optional<List<Attachment>>> use(
      PersonId owner, String room, List<String> ids) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<Integer> uploadedSince(PersonId owner, long since) {
    return CompletableFuture.completedFuture(0);
  }

  @Override
  public CompletionStage<Void> removeUnused(long before) {
    return CompletableFuture.completedFuture(null);
  }
}
