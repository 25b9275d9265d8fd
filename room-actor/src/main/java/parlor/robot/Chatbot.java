package parlor.robot;

import java.util.concurrent.CompletionStage;

/** Something that answers questions, in its own words and at its own speed. */
@FunctionalInterface
interface Chatbot {

  /**
   * The answer as the chatbot gave it, or a failure: {@link ChatbotException} where it is known.
   */
  CompletionStage<String> ask(Question question);
}
