package parlor.robot;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The offline brain: needs no key and no network, and says so. */
final class EmbeddedChatbot implements Chatbot {
  private final Brain english;
  private final Brain chinese;
  private final Executor executor;

  /**
   * @param clock also tells the zone in which the robot tells the time
   * @param executor where a brain may think for some milliseconds and wait for its turn
   */
  EmbeddedChatbot(Clock clock, RandomGenerator random, Executor executor) {
    this.english = new Brain(Language.ENGLISH, clock, random);
    this.chinese = new Brain(Language.CHINESE, clock, random);
    this.executor = executor;
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    Brain brain = question.language() == Language.ENGLISH ? english : chinese;
    String bare = question.bare();
    return CompletableFuture.supplyAsync(() -> brain.reply(bare), executor);
  }
}
