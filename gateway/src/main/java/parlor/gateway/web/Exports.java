package parlor.gateway.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.Memberships;
import parlor.people.PersonId;
import parlor.protocol.ErrorCode;
import parlor.room.Frames;

/** Writes a room's whole log out, page by page, for somebody who is a member. */
final class Exports {
  private static final int PAGE = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Memberships memberships;
  private final MessageLog log;

  Exports(Memberships memberships, MessageLog log) {
    this.memberships = memberships;
    this.log = log;
  }

  CompletionStage<HttpResponse> room(PersonId person, String room, String format) {
    return memberships
        .isMember(person, room)
        .thenCompose(
            member ->
                member
                    ? export(room, format)
                    : CompletableFuture.failedFuture(HttpError.of(ErrorCode.NOT_IN_ROOM)));
  }

  private CompletionStage<HttpResponse> export(String room, String format) {
    return switch (format) {
      case "jsonl" ->
          CompletableFuture.completedFuture(
              response(
                  room,
                  ContentTypes.parse("application/jsonl"),
                  entry -> Frames.entry(room, entry)));
      case "text" ->
          CompletableFuture.completedFuture(
              response(room, ContentTypes.TEXT_PLAIN_UTF8, Exports::line));
      default ->
          CompletableFuture.failedFuture(
              HttpError.of(ErrorCode.MALFORMED, "format must be jsonl or text"));
    };
  }

  private HttpResponse response(
      String room, ContentType type, Function<Entry, ByteString> written) {
    Source<ByteString, ?> lines =
        Source.unfoldAsync(0L, after -> log.after(room, after, PAGE).thenApply(Exports::page))
            .mapConcat(page -> page)
            .map(written::apply);
    return HttpResponse.create()
        .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
        .addHeader(RawHeader.create("Content-Disposition", "attachment"))
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(HttpEntities.create(type, lines));
  }

  private static Optional<Pair<Long, List<Entry>>> page(List<Entry> entries) {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(Pair.create(entries.getLast().seq(), entries));
  }

  private static ByteString line(Entry entry) {
    return ByteString.fromString(
        TIME.format(Instant.ofEpochMilli(entry.at()))
            + "  "
            + PlainLines.of(entry.from() + words(entry))
            + "\n");
  }

  private static String words(Entry entry) {
    return switch (entry) {
      case Entry.Message message when message.removed() -> " (removed)";
      case Entry.Message message -> {
        StringBuilder words = new StringBuilder(": ").append(message.text());
        message.attachments().forEach(file -> words.append(" [").append(file.name()).append(']'));
        yield words.toString();
      }
      case Entry.Topic set -> " set the topic: " + set.topic();
      case Entry.Removal removal -> " removed message " + removal.target();
    };
  }
}
