package parlor.gateway.web;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.io.TcpSO;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tls.Tls;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrameCodec;
import parlor.room.Limit;

/** HTTP: which address leads where. */
public final class WebDoor extends AllDirectives {
  private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);
  private static final String BEARER = "Bearer ";
  private static final int READY_WITHIN_S = 2;
  private static final int MAX_ROOM_CODE_POINTS = 200;

  private final WebTools tools;
  private final Materializer materializer;
  private final Uploads uploads;
  private final Downloads downloads;
  private final Exports exports;
  private final ChatDoor chat;
  private final WebClient client;

  private WebDoor(WebTools tools, DoorTools chat, ActorSystem<?> system, Materializer materializer)
      throws IOException {
    this.tools = tools;
    this.chat = new ChatDoor(system, chat, new Origins(tools.settings().origins()));
    this.client = WebClient.load();
    this.materializer = materializer;
    this.uploads = new Uploads(tools, materializer);
    this.downloads = new Downloads(tools.files());
    this.exports = new Exports(tools.memberships(), tools.log());
  }

  /**
   * Opens the door.
   *
   * @param tls null for a line in clear
   * @param chat what connections over WebSocket work with
   * @return the binding; fails if the address is in use, or the folder for uploads cannot be made
   */
  public static CompletionStage<Tcp.ServerBinding> open(
      ActorSystem<?> system, @Nullable Tls tls, WebTools tools, DoorTools chat) {
    WebDoor door;
    try {
      door = new WebDoor(tools, chat, system, Materializer.createMaterializer(system));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    system.getWhenTerminated().thenRun(door.uploads::close);
    WebSettings settings = tools.settings();
    HttpConnections connections =
        new HttpConnections(
            system,
            tls,
            new SafeHeaders(
                    new Origins(settings.origins()), () -> tls != null && tls.isPubliclyTrusted())
                .around(door.handleRejections(Rejections.handler(), door::unlessTooFast)),
            tools.bounds().gate(),
            settings.requestDeadline());
    boolean halfClose = false;
    return Tcp.get(system.classicSystem())
        .bind(
            settings.host(),
            settings.port(),
            settings.backlog(),
            List.of(TcpSO.keepAlive(true), TcpSO.tcpNoDelay(true)),
            halfClose,
            Optional.empty())
        .to(Sink.foreach(connections::serve))
        .run(system);
  }

  /** What an address asks here counts like its frames. */
  private Route unlessTooFast() {
    return extractRequest(
        request -> {
          HttpConnections.Peer peer = request.getAttribute(HttpConnections.PEER).orElseThrow();
          long wait = tools.bounds().rates().take(peer.address(), 0, tools.clock().millis());
          if (wait > 0) {
            Limit.ADDRESS_RATE.bit();
            request.discardEntityBytes(materializer);
            return complete(HttpError.of(ErrorCode.RATE_LIMITED).response());
          }
          return routes();
        });
  }

  private Route routes() {
    return concat(
        pathSingleSlash(() -> get(() -> extractRequest(request -> complete(client.page(request))))),
        path(
            segment("app").slash(segment()).slash(segment()),
            (version, name) ->
                get(
                    () ->
                        extractRequest(request -> complete(client.file(request, version, name))))),
        path(
            segment("chat"),
            () -> get(() -> extractRequest(request -> complete(chat.open(request))))),
        path(segment("health").slash("ready"), () -> get(this::ready)),
        path(segment("files"), () -> post(() -> parameter("name", this::upload))),
        path(segment("files").slash(segment()), id -> get(() -> download(id))),
        path(
            segment("files").slash(segment()).slash("thumbnail"),
            id -> get(() -> asPerson(person -> downloads.thumbnail(person, id)))),
        path(segment("rooms").slash(segment()).slash("export"), room -> get(() -> export(room))),
        path(segment("health").slash("live"), () -> get(() -> complete("ok"))));
  }

  /** Whether work can be done now: the store answers. */
  private Route ready() {
    return completeWithFuture(
        tools
            .memberships()
            .rooms(new PersonId("nobody"))
            .toCompletableFuture()
            .orTimeout(READY_WITHIN_S, TimeUnit.SECONDS)
            .handle(
                (rooms, failure) ->
                    failure == null
                        ? HttpResponse.create().withEntity("ready")
                        : HttpResponse.create()
                            .withStatus(StatusCodes.SERVICE_UNAVAILABLE)
                            .withEntity("the database does not answer")));
  }

  private Route upload(String name) {
    return withoutRequestTimeout(
        () ->
            withoutSizeLimit(
                () ->
                    extractRequest(
                        request ->
                            asPerson(
                                person ->
                                    uploads
                                        .take(person, name, request.entity())
                                        .thenApply(WebDoor::described),
                                request))));
  }

  private static HttpResponse described(Attachment file) {
    return HttpResponse.create()
        .withEntity(ContentTypes.APPLICATION_JSON, ServerFrameCodec.encode(file));
  }

  private Route download(String id) {
    return asPerson(person -> downloads.file(person, id));
  }

  private Route export(String typed) {
    return parameterOptional(
        "format",
        format -> {
          RoomName room;
          try {
            room = RoomName.parseAny(typed, MAX_ROOM_CODE_POINTS);
          } catch (InvalidValue e) {
            return complete(HttpError.of(e.code(), String.valueOf(e.getMessage())).response());
          }
          return asPerson(person -> exports.room(person, room.value(), format.orElse("jsonl")));
        });
  }

  // Who asks

  private Route asPerson(Function<PersonId, CompletionStage<HttpResponse>> answer) {
    return extractRequest(request -> asPerson(answer, request));
  }

  /** What is refused without having been read is still read to its end or cut off by its length. */
  private Route asPerson(
      Function<PersonId, CompletionStage<HttpResponse>> answer, HttpRequest request) {
    CompletionStage<HttpResponse> response =
        person(request)
            .thenCompose(
                person -> {
                  if (person.isEmpty()) {
                    request.discardEntityBytes(materializer);
                    return CompletableFuture.failedFuture(HttpError.of(ErrorCode.SESSION_UNKNOWN));
                  }
                  return answer.apply(person.get().id());
                });
    return completeWithFuture(response.exceptionally(WebDoor::failed));
  }

  private CompletionStage<Optional<Person>> person(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(HttpHeader::value)
        .filter(value -> value.startsWith(BEARER))
        .map(value -> tools.persons().apply(value.substring(BEARER.length()).strip()))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private static HttpResponse failed(Throwable failure) {
    for (Throwable cause = failure;
        cause != null;
        cause = cause instanceof CompletionException ? cause.getCause() : null) {
      if (cause instanceof HttpError refused) {
        return refused.response();
      }
    }
    LOG.error("A request over HTTP failed", failure);
    return HttpError.of(ErrorCode.UNAVAILABLE).response();
  }
}
