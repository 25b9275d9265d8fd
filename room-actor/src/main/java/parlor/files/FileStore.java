package parlor.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.people.PersonId;
import parlor.protocol.Attachment;

/** Files and who may fetch them. Every stage may fail with the cause that the store gives. */
public interface FileStore {

  /**
   * Keeps a file; once the stage completes it survives the process.
   *
   * @param content read until the stage completes
   * @param thumbnail a small JPEG or PNG of it, or null
   * @return false, and nothing is kept, if the owner's quota is used up
   */
  CompletionStage<Boolean> save(
      PersonId owner,
      Attachment file,
      Path content,
      byte @Nullable [] thumbnail,
      long now,
      Quota quota);

  /** So many files a person may upload since then. */
  record Quota(int files, long since) {}

  /** What is known of a file; empty if there is none, or if the person may not fetch it. */
  CompletionStage<Optional<Attachment>> find(PersonId person, String id);

  /** A piece of a file's content, from 0; empty behind the last one. */
  CompletionStage<byte[]> chunk(String id, int number);

  CompletionStage<Optional<byte[]>> thumbnail(String id);

  /**
   * Lets the members of a room fetch files that one of them says there.
   *
   * @return the files in that order; empty, and nothing is changed, if one is not the owner's
   */
  CompletionStage<Optional<List<Attachment>>> use(PersonId owner, String room, List<String> ids);

  /** How many files a person has uploaded since then. */
  CompletionStage<Integer> uploadedSince(PersonId owner, long since);

  /** Forgets files uploaded before then that were never said anywhere. */
  CompletionStage<Void> removeUnused(long before);
}
