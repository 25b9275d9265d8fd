package parlor.robot;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The Turing API, version 2. It is told a hash of the nickname, never the nickname. */
final class TuringChatbot implements Chatbot {
  private static final int MAX_QUESTION = 128;
  private static final int LAST_ERROR_CODE = 9999;
  private static final int QUOTA_CODE = 4003;
  private static final String SAY_NOTHING = "你好";

  private final ActorSystem<?> system;
  private final RobotSettings settings;
  private final ChatbotApi api;

  TuringChatbot(ActorSystem<?> system, RobotSettings settings) {
    this.system = system;
    this.settings = settings;
    this.api = new ChatbotApi(system, settings.timeout());
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    if (question.text().length() > MAX_QUESTION) {
      return CompletableFuture.failedFuture(
          new RobotFailure(
              RobotFailure.Reason.TOO_LONG,
              "The API takes at most " + MAX_QUESTION + " characters"));
    }
    return api.post(HttpRequest.POST(settings.baseUrl() + "/openapi/api/v2"), body(question))
        .thenCompose(
            response ->
                response
                    .entity()
                    .withSizeLimit(ChatbotApi.MAX_BODY_BYTES)
                    .toStrict(settings.timeout().toMillis(), system))
        .thenApply(
            strict -> {
              try {
                return answer(ChatbotApi.parse(strict.getData().utf8String()));
              } catch (RobotFailure e) {
                throw new CompletionException(e);
              }
            });
  }

  private JsonNode body(Question question) {
    ObjectNode body = ChatbotApi.JSON.createObjectNode().put("reqType", 0);
    body.putObject("perception")
        .putObject("inputText")
        .put("text", question.text().isEmpty() ? SAY_NOTHING : question.text());
    body.putObject("userInfo")
        .put("apiKey", settings.apiKey().value())
        .put("userId", hash(question.asker()));
    return body;
  }

  /** Alphanumeric and at most 32 characters, as the API wants it. */
  private static String hash(String asker) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(asker.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String answer(JsonNode body) throws RobotFailure {
    int code = body.path("intent").path("code").asInt(0);
    if (code == QUOTA_CODE) {
      throw new RobotFailure(RobotFailure.Reason.OVER_QUOTA, "The API answered with code " + code);
    }
    if (code <= LAST_ERROR_CODE) {
      throw new RobotFailure(RobotFailure.Reason.NONSENSE, "The API answered with code " + code);
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode result : body.path("results")) {
      if (result.path("resultType").asText().equals("text")) {
        text.append(text.isEmpty() ? "" : "\n").append(result.path("values").path("text").asText());
      }
    }
    if (text.isEmpty()) {
      throw new RobotFailure(RobotFailure.Reason.NONSENSE, "The API's answer has no text");
    }
    return text.toString();
  }
}
