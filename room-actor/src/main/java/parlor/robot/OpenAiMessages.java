package parlor.robot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import parlor.robot.RobotActor.Line;

/** A room's conversation as a list of messages: who spoke stands before the text. */
final class OpenAiMessages {
  private final int maxMessages;
  private final int maxCharacters;
  private final String systemPrompt = systemPrompt();

  /**
   * @param maxCharacters of the context in all; the question comes whole
   */
  OpenAiMessages(int maxMessages, int maxCharacters) {
    this.maxMessages = maxMessages;
    this.maxCharacters = maxCharacters;
  }

  ArrayNode of(Question question, ArrayNode messages) {
    messages.addObject().put("role", "system").put("content", systemPrompt);
    for (Line line : newest(question.context())) {
      messages
          .addObject()
          .put("role", line.robot() ? "assistant" : "user")
          .put("content", content(line));
    }
    messages
        .addObject()
        .put("role", "user")
        .put("content", content(new Line(question.asker(), false, question.text())));
    return messages;
  }

  /** The newest lines within the bounds, oldest first. */
  private List<Line> newest(List<Line> context) {
    Deque<Line> kept = new ArrayDeque<>();
    int left = maxCharacters;
    for (Line line : context.reversed()) {
      left -= content(line).length();
      if (left < 0 || kept.size() == maxMessages) {
        break;
      }
      kept.addFirst(line);
    }
    return List.copyOf(kept);
  }

  private static String content(Line line) {
    return line.robot() ? line.text() : line.nickname() + ": " + line.text();
  }

  private static String systemPrompt() {
    try (InputStream in =
        Objects.requireNonNull(OpenAiMessages.class.getResourceAsStream("system-prompt.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
