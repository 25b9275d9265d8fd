package parlor.robot;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** An HTTP API that takes JSON; one pool of connections, bounded in all its parts. */
final class ChatbotApi {
  /** Longer bodies are refused before they are read. */
  static final long MAX_BODY_BYTES = 256 * 1024;

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int MAX_CONNECTIONS = 8;
  private static final int MAX_OPEN_REQUESTS = 64;

  private final ActorSystem<?> system;
  private final ConnectionPoolSettings pool;

  ChatbotApi(ActorSystem<?> system, Duration timeout) {
    this.system = system;
    this.pool =
        ConnectionPoolSettings.create(system.classicSystem())
            .withMaxConnections(MAX_CONNECTIONS)
            .withMaxOpenRequests(MAX_OPEN_REQUESTS)
            .withMaxRetries(0)
            .withConnectionSettings(
                ClientConnectionSettings.create(system.classicSystem())
                    .withIdleTimeout(toScala(timeout.plusSeconds(1))));
  }

  private static scala.concurrent.duration.Duration toScala(Duration duration) {
    return scala.concurrent.duration.Duration.create(
        duration.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /** Sends JSON; a status that is no success is a failure, its body is not looked at. */
  CompletionStage<HttpResponse> post(HttpRequest request, JsonNode body) {
    return Http.get(system)
        .singleRequest(
            request.withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body.toString())),
            akka.http.javadsl.Http.get(system).defaultClientHttpsContext(),
            pool,
            system.classicSystem().log())
        .thenApply(
            response -> {
              if (response.status().isSuccess()) {
                return response;
              }
              response.discardEntityBytes(system);
              throw new java.util.concurrent.CompletionException(failure(response));
            });
  }

  private static RobotFailure failure(HttpResponse response) {
    int status = response.status().intValue();
    return new RobotFailure(
        status == 429 ? RobotFailure.Reason.OVER_QUOTA : RobotFailure.Reason.DOWN,
        "The API answered with status " + status);
  }

  static JsonNode parse(String body) throws RobotFailure {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new RobotFailure(RobotFailure.Reason.NONSENSE, "The API's answer is not JSON");
    }
  }
}
