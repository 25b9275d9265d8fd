package parlor.gateway.web;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import parlor.gateway.door.ConnectionStage;
import parlor.gateway.door.DoorTools;
import parlor.protocol.ErrorCode;

/**
 * Chat over WebSocket. A message, text or binary, holds one or more frames, one a line; what this
 * side sends is binary, so that members share the bytes of a batch.
 */
final class ChatDoor {
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final ByteString LINE_END = ByteString.fromString("\n");

  private final ActorSystem<?> system;
  private final DoorTools tools;
  private final Origins origins;

  /**
   * A door that is open as long as requests come.
   *
   * @param origins the pages that may chat here
   */
  ChatDoor(ActorSystem<?> system, DoorTools tools, Origins origins) {
    this.system = system;
    this.tools = tools;
    this.origins = origins;
  }

  /** Makes a connection of a request. */
  HttpResponse open(HttpRequest request) {
    if (!origins.mayAsk(request)) {
      return HttpError.of(ErrorCode.FORBIDDEN, "Pages from elsewhere may not chat here").response();
    }
    HttpConnections.Peer peer = request.getAttribute(HttpConnections.PEER).orElseThrow();
    return request
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .map(upgrade -> upgrade.handleMessagesWith(connection(peer)))
        .orElseGet(
            () ->
                HttpResponse.create()
                    .withStatus(StatusCodes.UPGRADE_REQUIRED)
                    .addHeader(RawHeader.create("Upgrade", "websocket"))
                    .withEntity("This address speaks WebSocket."));
  }

  private Flow<Message, Message, NotUsed> connection(HttpConnections.Peer peer) {
    return Flow.of(Message.class)
        .flatMapConcat(ChatDoor::lines)
        .via(ConnectionStage.flow(tools, peer.address(), () -> cutOffLater(peer)))
        .map(BinaryMessage::create);
  }

  /** The bytes of a message, as they come: a long one is never gathered. */
  private static Source<ByteString, ?> lines(Message message) {
    if (message.isText()) {
      var text = message.asTextMessage();
      return text.isStrict()
          ? Source.single(ByteString.fromString(text.getStrictText()).concat(LINE_END))
          : text.getStreamedText().map(ByteString::fromString).concat(Source.single(LINE_END));
    }
    var binary = message.asBinaryMessage();
    return binary.isStrict()
        ? Source.single(binary.getStrictData().concat(LINE_END))
        : binary.getStreamedData().concat(Source.single(LINE_END));
  }

  /** The other side has a while to say that it closes; who never does is cut off. */
  private void cutOffLater(HttpConnections.Peer peer) {
    system
        .scheduler()
        .scheduleOnce(
            LINGER,
            () -> peer.socket().abort(new TimeoutException("WebSocket was not closed")),
            system.executionContext());
  }
}
