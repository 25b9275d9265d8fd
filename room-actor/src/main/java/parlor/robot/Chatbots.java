package parlor.robot;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The chatbot that the settings name. */
final class Chatbots {

  private Chatbots() {}

  static Chatbot of(RobotSettings settings, ActorSystem<?> system) {
    return switch (settings.provider()) {
      case EMBEDDED ->
          new EmbeddedChatbot(
              Clock.system(ZoneId.systemDefault()),
              new Random(),
              system.dispatchers().lookup(DispatcherSelector.blocking()));
      case OPENAI -> new OpenAiChatbot(settings, new ChatbotHttp(settings, system));
      case TURING -> new TuringChatbot(settings, new ChatbotHttp(settings, system));
      case NONE ->
          question ->
              CompletableFuture.failedFuture(
                  new ChatbotException(Trouble.OFF, "parlor.robot.provider is none"));
    };
  }
}
