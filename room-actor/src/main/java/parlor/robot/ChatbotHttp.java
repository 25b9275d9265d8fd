package parlor.robot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalResponseException;
import akka.stream.Materializer;
import akka.stream.StreamTcpException;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Framing;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a chatbot's HTTP API: one connection a question, bounded in time and bytes. Their number is
 * bounded by who asks.
 *
 * <p>There is no pool. A connection ends with its question, also when the time is up, so that none
 * is left behind; and none is used twice, because model servers close idle ones after a few seconds
 * and a question that meets such a one would be lost.
 */
final class ChatbotHttp {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ChatbotHttp.class);

  private final ActorSystem<?> system;
  private final RobotSettings settings;
  private final URI base;
  private final JsonMapper json = JsonMapper.builder().build();

  ChatbotHttp(RobotSettings settings, ActorSystem<?> system) {
    this.system = system;
    this.settings = settings;
    this.base = URI.create(settings.baseUrl());
    if (!isSecure() && settings.apiKey().isPresent() && !isHere()) {
      log.warn(
          "parlor.robot.base-url is not https: the key and what people say travel in clear to {}",
          base.getHost());
    }
  }

  private boolean isHere() {
    String host = base.getHost();
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  JsonMapper json() {
    return json;
  }

  Materializer materializer() {
    return SystemMaterializer.get(system).materializer();
  }

  /** A request with a JSON body to a path below the base URL. */
  HttpRequest post(String path, JsonNode body) {
    try {
      return HttpRequest.POST(base.getRawPath() + path)
          .withEntity(ContentTypes.APPLICATION_JSON, json.writeValueAsBytes(body))
          .addHeader(Host.create(base.getHost(), port()))
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
    return Source.single(request)
        .via(connection())
        .flatMapConcat(this::goodBody)
        .completionTimeout(settings.timeout())
        .mapError(Throwable.class, ChatbotHttp::known);
  }

  private Flow<HttpRequest, HttpResponse, ?> connection() {
    Duration timeout = settings.timeout();
    Duration connecting = timeout.compareTo(CONNECTING) < 0 ? timeout : CONNECTING;
    var connection =
        Http.get(system)
            .connectionTo(base.getHost())
            .toPort(port())
            .withClientConnectionSettings(
                ClientConnectionSettings.create(system.classicSystem())
                    .withConnectingTimeout(
                        scala.concurrent.duration.Duration.fromNanos(connecting.toNanos()))
                    .withIdleTimeout(
                        scala.concurrent.duration.Duration.fromNanos(timeout.toNanos())));
    return isSecure() ? connection.https() : connection.http();
  }

  private boolean isSecure() {
    return base.getScheme().equalsIgnoreCase("https");
  }

  private int port() {
    return base.getPort() >= 0 ? base.getPort() : isSecure() ? 443 : 80;
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
    if (status >= 200 && status < 300) {
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
      case StreamTcpException broken -> new ChatbotException(Trouble.DOWN, broken.getMessage());
      default -> new ChatbotException(Trouble.DOWN, failure.getClass().getName());
    };
  }
}
