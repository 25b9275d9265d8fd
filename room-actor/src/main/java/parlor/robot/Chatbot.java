package parlor.robot;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Something that answers questions. */
interface Chatbot {

  /**
   * A question.
   *
   * @param room where it was asked; answers there belong to one conversation
   * @param text without the call of the robot; may be empty
   * @param context what was said before, the oldest first
   */
  record Question(String room, String asker, String text, List<RobotActor.Line> context) {}

  /**
   * Asks; does not block.
   *
   * @return the answer as it came, or a {@link RobotFailure} or whatever else went wrong
   */
  CompletionStage<String> ask(Question question);
}
