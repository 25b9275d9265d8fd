package parlor.robot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Authorization;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Framing;
import akka.stream.javadsl.FramingTruncation;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Any server that speaks OpenAI's chat completions, streaming or not. */
final class OpenAiChatbot implements Chatbot {
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final Flow<ByteString, ByteString, NotUsed> LINES =
      Framing.delimiter(ByteString.fromString("\n"), MAX_LINE_BYTES, FramingTruncation.ALLOW);

  private final ActorSystem<?> system;
  private final RobotSettings settings;
  private final ChatbotApi api;
  private final String prompt;

  OpenAiChatbot(ActorSystem<?> system, RobotSettings settings) {
    this.system = system;
    this.settings = settings;
    this.api = new ChatbotApi(system, settings.timeout());
    this.prompt = readPrompt();
  }

  private static String readPrompt() {
    try (InputStream text =
        Objects.requireNonNull(OpenAiChatbot.class.getResourceAsStream("prompt.txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    HttpRequest request = HttpRequest.POST(settings.baseUrl() + "/v1/chat/completions");
    if (settings.apiKey().isGiven()) {
      request = request.addHeader(Authorization.oauth2(settings.apiKey().value()));
    }
    return api.post(request, body(question)).thenCompose(this::read);
  }

  private JsonNode body(Question question) {
    ObjectNode body =
        ChatbotApi.JSON.createObjectNode().put("model", settings.model()).put("stream", true);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt);
    for (RobotActor.Line line : newestThatFit(question.context())) {
      messages
          .addObject()
          .put("role", line.robot() ? "assistant" : "user")
          .put("content", line.robot() ? line.text() : line.nickname() + ": " + line.text());
    }
    messages
        .addObject()
        .put("role", "user")
        .put("content", question.asker() + ": " + question.text());
    return body;
  }

  private List<RobotActor.Line> newestThatFit(List<RobotActor.Line> context) {
    List<RobotActor.Line> fitting = new ArrayList<>();
    int codePoints = 0;
    for (RobotActor.Line line : context.reversed()) {
      codePoints += line.text().codePointCount(0, line.text().length());
      if (codePoints > settings.contextCodePoints()) {
        break;
      }
      fitting.add(line);
    }
    return fitting.reversed();
  }

  private CompletionStage<String> read(HttpResponse response) {
    return response
        .entity()
        .withSizeLimit(ChatbotApi.MAX_BODY_BYTES)
        .getDataBytes()
        .completionTimeout(settings.timeout())
        .via(LINES)
        .runFold(new OpenAiAnswer(), (answer, line) -> answer.add(line.utf8String()), system)
        .thenApply(
            answer -> {
              try {
                return answer.text();
              } catch (RobotFailure e) {
                throw new CompletionException(e);
              }
            });
  }
}
