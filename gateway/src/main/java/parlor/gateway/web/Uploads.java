package parlor.gateway.web;

import akka.http.javadsl.model.HttpEntity;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.stream.javadsl.FileIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.files.FileInvalid;
import parlor.files.FileName;
import parlor.files.FileStore;
import parlor.files.Inspection;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.ErrorCode;
import parlor.room.Limit;

/**
 * Takes files in: streamed into a file of its own, looked at by one thread, so that never more than
 * one image is decoded at a time, then stored.
 */
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final int MAX_WAITING = 50;
  private static final int ID_BYTES = 16;

  private final WebTools tools;
  private final Materializer materializer;
  private final Inspection inspection;
  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor inspector =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> new Thread(task, "parlor-files"));

  /** Creates the folder for files on their way, and empties it of what an earlier process left. */
  Uploads(WebTools tools, Materializer materializer) throws IOException {
    this.tools = tools;
    this.materializer = materializer;
    this.inspection = new Inspection(tools.settings().imagePixels());
    inspector.allowCoreThreadTimeOut(true);
    Files.createDirectories(tools.settings().uploads());
    try (var left = Files.list(tools.settings().uploads())) {
      left.forEach(Uploads::delete);
    }
  }

  /** Stores a request's body; fails with {@link HttpError} if it may not be. */
  CompletionStage<Attachment> take(PersonId owner, String name, HttpEntity body) {
    long max = tools.settings().fileBytes();
    var declared = body.getContentLengthOption();
    if (declared.isPresent() && declared.getAsLong() > max) {
      body.discardBytes(materializer);
      return CompletableFuture.failedFuture(tooLarge());
    }
    FileStore.Quota quota = quota();
    return tools
        .files()
        .uploadedSince(owner, quota.since())
        .thenCompose(
            uploaded -> {
              if (uploaded >= quota.files()) {
                body.discardBytes(materializer);
                return CompletableFuture.failedFuture(tooMany());
              }
              return spool(owner, name, body.withSizeLimit(max));
            });
  }

  private FileStore.Quota quota() {
    long dayAgo = tools.clock().millis() - Duration.ofDays(1).toMillis();
    return new FileStore.Quota(tools.settings().uploadsPerDay(), dayAgo);
  }

  private CompletionStage<Attachment> spool(PersonId owner, String name, HttpEntity body) {
    Path file;
    try {
      file = Files.createTempFile(tools.settings().uploads(), "upload", ".part");
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return body.getDataBytes()
        .runWith(FileIO.toPath(file), materializer)
        .thenApply(written -> file)
        .thenComposeAsync(spooled -> inspectAndSave(owner, name, spooled), this::execute)
        .handle(
            (saved, failure) -> {
              delete(file);
              if (failure == null) {
                return saved;
              }
              throw new CompletionException(translated(failure));
            });
  }

  private void execute(Runnable task) {
    inspector.execute(task);
  }

  private CompletionStage<Attachment> inspectAndSave(PersonId owner, String name, Path file) {
    try {
      Inspection.Result found = inspection.inspect(file);
      Attachment attachment =
          new Attachment(
              newId(),
              FileName.of(name),
              found.type().wire(),
              Files.size(file),
              found.width(),
              found.height());
      return tools
          .files()
          .save(owner, attachment, file, found.thumbnail(), tools.clock().millis(), quota())
          .thenCompose(
              saved ->
                  saved
                      ? CompletableFuture.completedFuture(attachment)
                      : CompletableFuture.failedFuture(tooMany()));
    } catch (IOException | FileInvalid e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static Throwable translated(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EntityStreamSizeException) {
        return tooLarge();
      }
      if (cause instanceof EntityStreamException) {
        return HttpError.of(ErrorCode.MALFORMED, "The upload broke off");
      }
      if (cause instanceof FileInvalid) {
        return HttpError.of(ErrorCode.FILE_INVALID, String.valueOf(cause.getMessage()));
      }
      if (cause instanceof RejectedExecutionException) {
        return HttpError.of(ErrorCode.UNAVAILABLE);
      }
    }
    return failure;
  }

  private static HttpError tooMany() {
    Limit.UPLOADS.bit();
    return HttpError.of(ErrorCode.RATE_LIMITED);
  }

  private static HttpError tooLarge() {
    Limit.FILE_BYTES.bit();
    return HttpError.of(ErrorCode.FILE_TOO_LARGE);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("An uploaded file is left behind: {}", file, new UncheckedIOException(e));
    }
  }

  void close() {
    inspector.shutdownNow();
  }
}
