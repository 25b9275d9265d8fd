package parlor.robot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalResponseException;
import akka.stream.BufferOverflowException;
import akka.stream.Materializer;
import akka.stream.StreamTcpException;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Framing;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks a chatbot's HTTP API: one connection a question, bounded in number, time and bytes.
 *
 * <p>A connection is not used twice. Model servers close idle ones after a few seconds, and a
 * question that meets such a one would be lost.
 */
final class ChatbotHttp {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final RobotSettings settings;
  private final ConnectionPoolSettings pool;
  private final JsonMapper json = JsonMapper.builder().build();

  ChatbotHttp(RobotSettings settings, ActorSystem<?> system) {
    this.system = system;
    this.settings = settings;
    Duration timeout = settings.timeout();
    this.pool =
        ConnectionPoolSettings.create(system.classicSystem())
            .withMaxConnections(settings.parallel())
            .withMaxOpenRequests(Math.max(2, Integer.highestOneBit(settings.parallel()) * 2))
            .withMaxRetries(0)
            .withMaxConnectionBackoff(scala.concurrent.duration.Duration.apply(1, "s"))
            .withConnectionSettings(
                ClientConnectionSettings.create(system.classicSystem())
                    .withConnectingTimeout(
                        scala.concurrent.duration.Duration.fromNanos(
                            (timeout.compareTo(CONNECTING) < 0 ? timeout : CONNECTING).toNanos()))
                    .withIdleTimeout(
                        scala.concurrent.duration.Duration.fromNanos(timeout.toNanos())));
  }

  JsonMapper json() {
    return json;
  }

  Materializer materializer() {
    return SystemMaterializer.get(system).materializer();
  }

  /** A request with a JSON body to a path below the base URL. */
  HttpRequest post(String url, JsonNode body) {
    try {
      return HttpRequest.POST(url)
          .withEntity(ContentTypes.APPLICATION_JSON, json.writeValueAsBytes(body))
          .addHeader(Connection.create("close"));
    } catch (JacksonException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /**
   * The body of a good response, as it comes. Fails with {@link ChatbotException} on any other
   * response, beyond {@code response-bytes} and when {@code timeout} has passed.
   */
  Source<ByteString, NotUsed> body(HttpRequest request) {
    return Source.completionStage(
            Http.get(system)
                .singleRequest(
                    request,
                    Http.get(system).defaultClientHttpsContext(),
                    pool,
                    system.classicSystem().log()))
        .flatMapConcat(this::goodBody)
        .completionTimeout(settings.timeout())
        .mapError(Throwable.class, ChatbotHttp::known);
  }

  /** The same in lines. The last need not be ended. */
  Source<ByteString, NotUsed> lines(HttpRequest request) {
    return body(request)
        .concat(Source.single(ByteString.fromString("\n")))
        .via(Framing.delimiter(ByteString.fromString("\n"), settings.responseBytes() + 1));
  }

  /** Reads JSON without ever quoting it in an error. */
  JsonNode parse(ByteString bytes) {
    try {
      return json.readTree(bytes.toArray());
    } catch (IOException e) {
      throw new ChatbotException(Trouble.NONSENSE, "not JSON");
    }
  }

  private Source<ByteString, Object> goodBody(HttpResponse response) {
    int status = response.status().intValue();
    if (response.status().isSuccess()) {
      return response.entity().withSizeLimit(settings.responseBytes()).getDataBytes();
    }
    response.discardEntityBytes(system);
    return Source.<ByteString>failed(
            new ChatbotException(ofStatus(status), "HTTP status " + status))
        .mapMaterializedValue(unused -> unused);
  }

  private static Trouble ofStatus(int status) {
    return switch (status) {
      case 402, 429 -> Trouble.OVER_QUOTA;
      case 408, 504 -> Trouble.SLOW;
      default -> status >= 500 ? Trouble.DOWN : Trouble.REFUSED;
    };
  }

  /** What went wrong, in our words. */
  static ChatbotException known(Throwable failure) {
    return switch (failure) {
      case ChatbotException already -> already;
      case CompletionException outer when outer.getCause() != null -> known(outer.getCause());
      case TimeoutException late -> new ChatbotException(Trouble.SLOW, "no answer in time");
      case EntityStreamSizeException large ->
          new ChatbotException(Trouble.NONSENSE, "the response is longer than response-bytes");
      case akka.stream.scaladsl.Framing.FramingException large ->
          new ChatbotException(Trouble.NONSENSE, "a line is longer than response-bytes");
      case IllegalResponseException garbled ->
          new ChatbotException(Trouble.NONSENSE, "the response is not HTTP");
      case BufferOverflowException full ->
          new ChatbotException(Trouble.BUSY, "too many open requests");
      case StreamTcpException broken -> new ChatbotException(Trouble.DOWN, broken.getMessage());
      default -> new ChatbotException(Trouble.DOWN, failure.getClass().getName());
    };
  }
}
