package parlor.robot;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Authorization;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;

/** Any server that speaks OpenAI's chat completions: OpenAI, Ollama, vLLM, llama.cpp, … */
final class OpenAiChatbot implements Chatbot {
  private final RobotSettings settings;
  private final ChatbotHttp http;
  private final OpenAiMessages messages;
  private final String path;

  OpenAiChatbot(RobotSettings settings, ChatbotHttp http) {
    this.settings = settings;
    this.http = http;
    this.messages = new OpenAiMessages(settings.contextMessages(), settings.contextCharacters());
    this.path = (settings.baseUrl().endsWith("/v1") ? "" : "/v1") + "/chat/completions";
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    ObjectNode body =
        http.json().createObjectNode().put("model", settings.model()).put("stream", true);
    body.set("messages", messages.of(question, http.json().createArrayNode()));
    var stream = new OpenAiStream(http, settings.answerCodePoints(), question.language());
    return http.lines(withKey(http.post(path, body)))
        .takeWhile(stream::accept, true)
        .run(http.materializer())
        .handle((done, failure) -> stream.said(failure));
  }

  private HttpRequest withKey(HttpRequest request) {
    return settings.apiKey().isPresent()
        ? request.addHeader(Authorization.oauth2(settings.apiKey().value()))
        : request;
  }
}
