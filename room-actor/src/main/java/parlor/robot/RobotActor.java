package parlor.robot;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.pattern.CircuitBreaker;
import akka.pattern.CircuitBreakerOpenException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a chatbot: one question of a room at a time, a bounded number waiting, a time-out, and a
 * circuit breaker around the API. Each question gets exactly one answer, and be it an apology.
 */
public final class RobotActor extends AbstractBehavior<RobotActor.Command> {

  public sealed interface Command {}

  /**
   * A message that calls the robot.
   *
   * @param seq the message's number in its room, returned in the answer
   * @param text as it was said
   * @param context what was said before, the oldest first
   */
  public record Ask(
      String room,
      long seq,
      String asker,
      String text,
      List<Line> context,
      ActorRef<Answer> replyTo)
      implements Command {}

  private record Answered(Ask ask, @Nullable String text, @Nullable Throwable failure)
      implements Command {}

  /**
   * Something that was said.
   *
   * @param robot whether the robot said it
   */
  public record Line(String nickname, boolean robot, String text) {}

  /** What the robot says; fit to be shown as it is. */
  public record Answer(String room, long seq, String text) {}

  /** The robot that the settings describe; it must be {@linkplain RobotSettings#isOn() on}. */
  public static Behavior<Command> create(RobotSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            new RobotActor(
                context,
                settings,
                switch (settings.provider()) {
                  case EMBEDDED -> new EmbeddedChatbot(clock, RandomGenerator.getDefault());
                  case OPENAI -> new OpenAiChatbot(context.getSystem(), settings);
                  case TURING -> new TuringChatbot(context.getSystem(), settings);
                  case NONE -> throw new IllegalArgumentException("There is no robot");
                }));
  }

  static Behavior<Command> create(RobotSettings settings, Chatbot chatbot) {
    return Behaviors.setup(context -> new RobotActor(context, settings, chatbot));
  }

  private final RobotSettings settings;
  private final Chatbot chatbot;
  private final CircuitBreaker breaker;
  private final Map<String, Queue<Ask>> waitingByRoom = new HashMap<>();
  private int waiting;

  private RobotActor(ActorContext<Command> context, RobotSettings settings, Chatbot chatbot) {
    super(context);
    this.settings = settings;
    this.chatbot = chatbot;
    this.breaker =
        CircuitBreaker.create(
            Adapter.toClassic(context.getSystem()).scheduler(),
            settings.failuresToRest(),
            settings.timeout(),
            settings.rest());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Answered.class, this::onAnswered)
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    Queue<Ask> behind = waitingByRoom.get(ask.room());
    if (behind == null) {
      waitingByRoom.put(ask.room(), new ArrayDeque<>(1));
      askChatbot(ask);
    } else if (behind.size() < settings.waitingPerRoom() && waiting < settings.waiting()) {
      behind.add(ask);
      waiting++;
    } else {
      apologize(ask, RobotFailure.Reason.BUSY);
    }
    return this;
  }

  private void askChatbot(Ask ask) {
    var question =
        new Chatbot.Question(ask.room(), ask.asker(), Mention.strip(ask.text()), ask.context());
    getContext()
        .pipeToSelf(
            breaker.callWithCircuitBreakerCS(
                () -> chatbot.ask(question),
                (answer, failure) -> failure.map(RobotActor::isTheApisFault).orElse(false)),
            (answer, failure) -> new Answered(ask, answer, failure));
  }

  private static boolean isTheApisFault(Throwable failure) {
    return !(unwrap(failure) instanceof RobotFailure known
        && known.reason() == RobotFailure.Reason.TOO_LONG);
  }

  private Behavior<Command> onAnswered(Answered answered) {
    Ask ask = answered.ask();
    if (answered.text() == null) {
      apologize(ask, answered.failure());
    } else {
      answer(ask, answered.text());
    }
    askNext(ask.room());
    return this;
  }

  private void answer(Ask ask, String raw) {
    try {
      String text = AnswerText.fit(raw, settings.answerCodePoints());
      ask.replyTo().tell(new Answer(ask.room(), ask.seq(), text));
    } catch (RobotFailure nothingLeft) {
      apologize(ask, nothingLeft);
    }
  }

  private void apologize(Ask ask, @Nullable Throwable failure) {
    Throwable cause = unwrap(failure);
    RobotFailure.Reason reason =
        switch (cause) {
          case RobotFailure known -> known.reason();
          case CircuitBreakerOpenException open -> RobotFailure.Reason.RESTING;
          case TimeoutException late -> RobotFailure.Reason.SLOW;
          case null, default -> RobotFailure.Reason.DOWN;
        };
    getContext().getLog().warn("The robot has no answer: {} ({})", reason, String.valueOf(cause));
    apologize(ask, reason);
  }

  private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static void apologize(Ask ask, RobotFailure.Reason reason) {
    ask.replyTo().tell(new Answer(ask.room(), ask.seq(), reason.inTheLanguageOf(ask.text())));
  }

  private void askNext(String room) {
    Queue<Ask> behind = waitingByRoom.get(room);
    Ask next = behind == null ? null : behind.poll();
    if (next == null) {
      waitingByRoom.remove(room);
    } else {
      waiting--;
      askChatbot(next);
    }
  }
}
