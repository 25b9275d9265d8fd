package parlor.gateway.web;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.files.FileStore;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.ErrorCode;

/** Gives files out to those who may fetch them, in a way that nothing in them can do harm. */
final class Downloads {
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final byte[] JPEG_BEGINS = {(byte) 0xFF, (byte) 0xD8};

  private final FileStore files;

  Downloads(FileStore files) {
    this.files = files;
  }

  CompletionStage<HttpResponse> file(PersonId person, String id) {
    return files
        .find(person, id)
        .thenApply(found -> response(found.orElse(null)))
        .thenCompose(Downloads::orUnknown);
  }

  private Optional<HttpResponse> response(@Nullable Attachment file) {
    if (file == null) {
      return Optional.empty();
    }
    boolean shown = SHOWN.contains(file.type());
    return Optional.of(
        harmless(HttpResponse.create())
            .addHeader(
                RawHeader.create(
                    "Content-Disposition", (shown ? "inline" : "attachment") + named(file.name())))
            .withEntity(HttpEntities.create(type(file), file.bytes(), content(file.id()))));
  }

  /** Text is said to be in UTF-8, which is what it was found to be. */
  private static ContentType type(Attachment file) {
    return file.type().equals("text/plain")
        ? ContentTypes.TEXT_PLAIN_UTF8
        : ContentTypes.parse(file.type());
  }

  private Source<ByteString, NotUsed> content(String id) {
    return Source.unfoldAsync(
            0,
            number ->
                files
                    .chunk(id, number)
                    .thenApply(
                        bytes ->
                            bytes.length == 0
                                ? Optional.<Pair<Integer, ByteString>>empty()
                                : Optional.of(
                                    Pair.create(number + 1, ByteString.fromArrayUnsafe(bytes)))))
        .mapMaterializedValue(any -> NotUsed.getInstance());
  }

  CompletionStage<HttpResponse> thumbnail(PersonId person, String id) {
    return files
        .find(person, id)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.<byte[]>empty())
                    : files.thumbnail(id))
        .thenApply(
            small ->
                small.map(
                    bytes ->
                        harmless(HttpResponse.create())
                            .withEntity(HttpEntities.create(smallType(bytes), bytes))))
        .thenCompose(Downloads::orUnknown);
  }

  private static ContentType smallType(byte[] bytes) {
    boolean jpeg = bytes[0] == JPEG_BEGINS[0] && bytes[1] == JPEG_BEGINS[1];
    return ContentTypes.parse(jpeg ? "image/jpeg" : "image/png");
  }

  private static CompletionStage<HttpResponse> orUnknown(Optional<HttpResponse> response) {
    return response
        .<CompletionStage<HttpResponse>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(HttpError.of(ErrorCode.FILE_UNKNOWN)));
  }

  /** A file never changes, and is for this person's eyes. */
  private static HttpResponse harmless(HttpResponse response) {
    return response
        .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
        .addHeader(RawHeader.create("Content-Security-Policy", "sandbox; default-src 'none'"))
        .addHeader(RawHeader.create("Cache-Control", "private, max-age=31536000, immutable"));
  }

  /** By RFC 6266 and RFC 8187, with a plain name for those who know neither. */
  private static String named(String name) {
    String plain = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
    String encoded =
        URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
  }
}
