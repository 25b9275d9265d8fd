package parlor.robot;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an OpenAI-compatible server, gathered from its lines: server-sent events, or one
 * JSON object from a server that does not stream. Confined to the stream that feeds it.
 *
 * <p>If the stream breaks off after some text, that text is the answer, with a note that says so.
 */
final class OpenAiStream {
  private static final ByteString DATA = ByteString.fromString("data:");
  private static final ByteString DONE = ByteString.fromString("[DONE]");

  /** A reasoning model may think aloud between these before it answers. */
  private static final String THOUGHT_BEGINS = "<think>";

  private static final String THOUGHT_ENDS = "</think>";

  private static final Set<String> QUOTA_CODES =
      Set.of("insufficient_quota", "rate_limit_exceeded", "rate_limit_error", "402", "429");

  private final ChatbotHttp http;
  private final int maxCodePoints;
  private final Language language;

  private final StringBuilder text = new StringBuilder();
  private ByteString whole = ByteString.emptyByteString();
  private boolean thought;
  private boolean finished;
  private boolean filtered;

  OpenAiStream(ChatbotHttp http, int maxCodePoints, Language language) {
    this.http = http;
    this.maxCodePoints = maxCodePoints;
    this.language = language;
  }

  /**
   * Takes a line.
   *
   * @return whether more lines are wanted
   */
  boolean accept(ByteString line) {
    if (!whole.isEmpty() || (text.isEmpty() && startsWith(line, '{'))) {
      whole = whole.concat(line).concat(ByteString.fromString("\n"));
      return true;
    }
    if (!line.startsWith(DATA, 0)) {
      return true;
    }
    ByteString data = trimmed(line.drop(DATA.size()));
    if (data.equals(DONE)) {
      finished = true;
      return false;
    }
    if (!data.isEmpty()) {
      chunk(http.parse(data));
    }
    return !isLongEnough();
  }

  /** The answer, once there are no more lines. */
  String said(@Nullable Throwable failure) {
    if (failure == null && !whole.isEmpty()) {
      chunk(http.parse(whole));
      finished = true;
    }
    String answer = spoken();
    if (!answer.isBlank()) {
      return finished || isLongEnough() ? answer : brokenOff(answer);
    }
    if (failure != null) {
      throw ChatbotHttp.known(failure);
    }
    throw filtered
        ? new ChatbotException(Trouble.NO_ANSWER, "filtered")
        : new ChatbotException(Trouble.NONSENSE, "a response without text");
  }

  private void chunk(JsonNode chunk) {
    JsonNode error = chunk.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw failed(error);
    }
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode delta = choice.has("delta") ? choice.path("delta") : choice.path("message");
    if (delta.path("content").isTextual()) {
      append(delta.path("content").textValue());
    }
    String reason = choice.path("finish_reason").asText("");
    switch (reason) {
      case "", "null" -> {}
      case "length" -> {
        finished = true;
        if (!spoken().isBlank()) {
          text.append('…');
        }
      }
      default -> {
        finished = true;
        filtered = reason.equals("content_filter");
      }
    }
  }

  private static ChatbotException failed(JsonNode error) {
    boolean quota =
        QUOTA_CODES.contains(error.path("code").asText())
            || QUOTA_CODES.contains(error.path("type").asText());
    return new ChatbotException(
        quota ? Trouble.OVER_QUOTA : Trouble.DOWN, "an error object in the response");
  }

  private void append(String piece) {
    int before = text.length();
    text.append(piece);
    if (isThinking()) {
      int end = text.indexOf(THOUGHT_ENDS, Math.max(0, before - THOUGHT_ENDS.length()));
      if (end >= 0) {
        text.delete(0, end + THOUGHT_ENDS.length());
        thought = true;
      }
    }
  }

  private boolean isThinking() {
    return !thought
        && text.substring(0, Math.min(text.length(), 32)).stripLeading().startsWith(THOUGHT_BEGINS);
  }

  /** Twice what is shown leaves room to cut at a good place. */
  private boolean isLongEnough() {
    return text.length() > 2L * maxCodePoints && !isThinking();
  }

  private String spoken() {
    return isThinking() ? "" : text.toString();
  }

  private String brokenOff(String answer) {
    String note = language.choose("… (The answer broke off here.)", "……（回答到这里中断了。）");
    String bare = answer.strip();
    return SpokenText.cut(bare, maxCodePoints - note.length()) + note;
  }

  private static boolean startsWith(ByteString line, char first) {
    ByteString trimmed = trimmed(line);
    return !trimmed.isEmpty() && trimmed.apply(0) == first;
  }

  private static ByteString trimmed(ByteString bytes) {
    int from = 0;
    int to = bytes.size();
    while (from < to && isBlank(bytes.apply(from))) {
      from++;
    }
    while (to > from && isBlank(bytes.apply(to - 1))) {
      to--;
    }
    return bytes.slice(from, to);
  }

  /** Bytes of characters beyond ASCII are negative. */
  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }
}
