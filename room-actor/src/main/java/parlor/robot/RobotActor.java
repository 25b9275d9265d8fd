package parlor.robot;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.pattern.CircuitBreaker;
import akka.pattern.CircuitBreakerOpenException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps the chatbot's HTTP API: one per node.
 *
 * <p>Each {@link Ask} gets exactly one {@link Answer}, whatever happens to the chatbot or to this
 * actor: when there is no answer, it is one short sentence that says why.
 */
public final class RobotActor extends AbstractBehavior<RobotActor.Command> {

  public sealed interface Command {}

  /**
   * A message that mentions the robot.
   *
   * @param room prepared room name, used as conversation key
   * @param seq the message it answers
   * @param asker nickname
   * @param text the message as sent
   * @param context the room's newest messages before it, oldest first, bounded by the caller to 20
   * @param replyTo gets exactly one {@link Answer}
   */
  public record Ask(
      String room,
      long seq,
      String asker,
      String text,
      List<Line> context,
      ActorRef<Answer> replyTo)
      implements Command {}

  /**
   * One line of a conversation.
   *
   * @param robot whether the robot said it
   */
  public record Line(String nickname, boolean robot, String text) {}

  /**
   * What the robot says in the room.
   *
   * @param text fit to be shown: 1 to {@code answer-code-points} code points, not blank, without
   *     control characters, unpaired surrogates or a mention of the robot
   */
  public record Answer(String room, long seq, String text) {}

  /** The chatbot has come to an end with a question; the ticket says whose it was. */
  private record Finished(Ticket ticket, @Nullable String said, @Nullable Throwable failure)
      implements Command {}

  /**
   * A question that waits or is being answered. It is told apart by identity: one from before a
   * restart is nobody's any more.
   */
  private static final class Ticket {
    private final Ask ask;

    Ticket(Ask ask) {
      this.ask = ask;
    }
  }

  /** How much longer than told a chatbot may take that does not end by itself. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(RobotActor.class);

  private final RobotSettings settings;
  private final Chatbot chatbot;
  private final CircuitBreaker breaker;
  private final AskQueue<Ticket> queue;
  private final Set<Ticket> open = new HashSet<>();

  /** The robot with the chatbot that the settings name. */
  public static Behavior<Command> create(RobotSettings settings) {
    return create(settings, context -> Chatbots.of(settings, context.getSystem()));
  }

  /** The chatbot and what is known of its health outlive a restart. */
  static Behavior<Command> create(
      RobotSettings settings, Function<ActorContext<Command>, Chatbot> chatbots) {
    return Behaviors.setup(
        outer -> {
          Chatbot chatbot = chatbots.apply(outer);
          CircuitBreaker breaker = breaker(settings, outer);
          return Behaviors.supervise(
                  Behaviors.<Command>setup(
                      context -> new RobotActor(context, settings, chatbot, breaker)))
              .onFailure(SupervisorStrategy.restart());
        });
  }

  private RobotActor(
      ActorContext<Command> context,
      RobotSettings settings,
      Chatbot chatbot,
      CircuitBreaker breaker) {
    super(context);
    this.settings = settings;
    this.chatbot = chatbot;
    this.breaker = breaker;
    this.queue =
        new AskQueue<>(settings.queuePerRoom(), settings.queueTotal(), settings.parallel());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Finished.class, this::onFinished)
        .onSignal(PreRestart.class, signal -> onEnd())
        .onSignal(PostStop.class, signal -> onEnd())
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    var ticket = new Ticket(ask);
    if (queue.offer(ask.room(), ticket)) {
      open.add(ticket);
      askNext();
    } else {
      log.debug("The robot refused a question: {} wait already", open.size());
      answer(ask, Trouble.BUSY);
    }
    return this;
  }

  private Behavior<Command> onFinished(Finished finished) {
    Ticket ticket = finished.ticket();
    if (!open.contains(ticket)) {
      return this;
    }
    Optional<String> said =
        Optional.ofNullable(finished.said())
            .flatMap(text -> SpokenText.of(text, settings.answerCodePoints()));
    if (said.isPresent()) {
      RobotMeters.answered();
      answer(ticket.ask, said.get());
    } else {
      answer(ticket.ask, troubleOf(finished.failure()));
    }
    open.remove(ticket);
    queue.done(ticket.ask.room());
    askNext();
    return this;
  }

  /** Nobody waits for an answer that will not come. */
  private Behavior<Command> onEnd() {
    open.forEach(ticket -> answer(ticket.ask, Trouble.STUMBLED));
    open.clear();
    return this;
  }

  private void askNext() {
    for (var next = queue.next(); next.isPresent(); next = queue.next()) {
      Ticket ticket = next.get();
      Ask ask = ticket.ask;
      var question = new Question(ask.room(), ask.asker(), ask.text(), ask.context());
      getContext()
          .pipeToSelf(
              breaker.callWithCircuitBreakerCS(
                  () -> chatbot.ask(question), (said, failure) -> isOfService(said, failure)),
              (said, failure) -> new Finished(ticket, said, failure));
    }
  }

  private static void answer(Ask ask, Trouble trouble) {
    RobotMeters.failed(trouble);
    answer(ask, trouble.in(Language.of(ask.text())));
  }

  private static void answer(Ask ask, String text) {
    ask.replyTo().tell(new Answer(ask.room(), ask.seq(), text));
  }

  private static Trouble troubleOf(@Nullable Throwable failure) {
    if (failure == null) {
      log.warn("The robot got a blank answer");
      return Trouble.NONSENSE;
    }
    Throwable cause = unwrap(failure);
    Trouble trouble = trouble(cause);
    if (cause instanceof ChatbotException known && trouble.isOfService()) {
      log.warn("The robot got no answer: {} ({})", trouble, known.getMessage());
    } else if (trouble == Trouble.SLOW) {
      log.warn("The robot got no answer: {}", trouble);
    } else if (trouble == Trouble.STUMBLED) {
      // Without its message: what a library puts there may be what somebody said.
      log.error(
          "The robot got no answer: {} at {}", cause.getClass().getName(), whereThrown(cause));
    } else {
      log.debug("The robot got no answer: {}", trouble);
    }
    return trouble;
  }

  private static Trouble trouble(Throwable cause) {
    return switch (cause) {
      case ChatbotException known -> known.trouble();
      case CircuitBreakerOpenException open -> Trouble.RESTING;
      case TimeoutException late -> Trouble.SLOW;
      default -> Trouble.STUMBLED;
    };
  }

  private static boolean isOfService(Optional<String> said, Optional<Throwable> failure) {
    return failure.map(each -> trouble(unwrap(each)).isOfService()).orElse(said.isEmpty());
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? unwrap(cause) : failure;
  }

  private static String whereThrown(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private static CircuitBreaker breaker(RobotSettings settings, ActorContext<Command> context) {
    var system = context.getSystem().classicSystem();
    long seconds = Math.max(1, settings.breakerRest().toSeconds());
    return new CircuitBreaker(
            system.dispatcher(),
            system.scheduler(),
            settings.breakerFailures(),
            settings.timeout().plus(GRACE),
            settings.breakerRest())
        .addOnOpenListener(
            () -> log.warn("The robot's chatbot keeps failing: not asked for {} s", seconds))
        .addOnCloseListener(() -> log.info("The robot's chatbot answers again"));
  }
}
