package parlor.robot;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Puts an answer together, line by line: server-sent events, or one JSON object from a server that
 * does not stream. Servers differ: {@code usage} may be missing, {@code choices} empty, and an
 * error may come in the middle.
 */
final class OpenAiAnswer {
  private static final String DATA = "data:";

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder whole = new StringBuilder();
  private boolean failed;
  private boolean streamed;
  private boolean ended;

  OpenAiAnswer add(String line) throws RobotFailure {
    if (line.startsWith(DATA)) {
      streamed = true;
      event(line.substring(DATA.length()).strip());
    } else if (!streamed) {
      whole.append(line).append('\n');
    }
    return this;
  }

  private void event(String data) throws RobotFailure {
    if (ended || failed) {
      return;
    }
    if (data.equals("[DONE]")) {
      ended = true;
      return;
    }
    JsonNode event = ChatbotApi.parse(data);
    if (event.has("error")) {
      failed = true;
      return;
    }
    JsonNode choice = event.path("choices").path(0);
    text.append(choice.path("delta").path("content").asText(""));
    ended = choice.hasNonNull("finish_reason");
  }

  /** A text that broke off is given as far as it came, and ends in an ellipsis. */
  String text() throws RobotFailure {
    if (!streamed) {
      return wholeText();
    }
    if (text.toString().isBlank()) {
      throw new RobotFailure(
          failed ? RobotFailure.Reason.DOWN : RobotFailure.Reason.NONSENSE,
          "The API's stream had no text" + (failed ? " but an error" : ""));
    }
    return ended ? text.toString() : text + "…";
  }

  private String wholeText() throws RobotFailure {
    JsonNode body = ChatbotApi.parse(whole.toString());
    if (body.has("error")) {
      throw new RobotFailure(RobotFailure.Reason.DOWN, "The API answered with an error");
    }
    String content = body.path("choices").path(0).path("message").path("content").asText("");
    if (content.isBlank()) {
      throw new RobotFailure(RobotFailure.Reason.NONSENSE, "The API's answer has no text");
    }
    return content;
  }
}
