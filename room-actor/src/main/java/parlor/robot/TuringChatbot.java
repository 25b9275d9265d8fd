package parlor.robot;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The Turing robot, API version 2. It keeps the thread of each person's conversation by itself. */
final class TuringChatbot implements Chatbot {
  /** The API's own bound. */
  static final int MAX_CHARACTERS = 128;

  /** Codes of the API below this one are errors. */
  private static final int FIRST_GOOD_CODE = 10_000;

  private final RobotSettings settings;
  private final ChatbotHttp http;

  TuringChatbot(RobotSettings settings, ChatbotHttp http) {
    this.settings = settings;
    this.http = http;
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    String bare = question.bare();
    String text = bare.isBlank() ? question.language().choose("hello", "你好") : bare;
    if (text.length() > MAX_CHARACTERS) {
      return CompletableFuture.failedFuture(
          new ChatbotException(Trouble.TOO_LONG, text.length() + " characters"));
    }
    ObjectNode body = http.json().createObjectNode().put("reqType", 0);
    body.putObject("perception").putObject("inputText").put("text", text);
    body.putObject("userInfo")
        .put("apiKey", settings.apiKey().value())
        .put("userId", userId(question));
    return http.body(http.post("/openapi/api/v2", body))
        .runFold(ByteString.emptyByteString(), ByteString::concat, http.materializer())
        .thenApply(response -> said(http.parse(response)));
  }

  /**
   * 32 characters that stand for a person in a room. The service learns no nickname, and what
   * somebody told it in one room it does not take up in another.
   */
  private String userId(Question question) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              settings.apiKey().value().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      byte[] hash =
          mac.doFinal((question.room() + "\n" + question.asker()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String said(JsonNode response) {
    int code = response.path("intent").path("code").asInt(-1);
    if (code < FIRST_GOOD_CODE) {
      throw new ChatbotException(ofCode(code), code < 0 ? "no code" : "code " + code);
    }
    String texts =
        StreamSupport.stream(response.path("results").spliterator(), false)
            .map(result -> result.path("values").path("text"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .collect(Collectors.joining("\n"));
    if (texts.isBlank()) {
      throw new ChatbotException(Trouble.NO_ANSWER, "code " + code + " without text");
    }
    return texts;
  }

  private static Trouble ofCode(int code) {
    return switch (code) {
      case 4003 -> Trouble.OVER_QUOTA;
      case 4602 -> Trouble.TOO_LONG;
      case 5000, 6000 -> Trouble.NO_ANSWER;
      case 8008 -> Trouble.DOWN;
      default -> code >= 4000 && code < 5000 ? Trouble.REFUSED : Trouble.NONSENSE;
    };
  }
}
