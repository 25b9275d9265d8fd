package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.robot.RobotFailure.Reason;

class RobotActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final ScriptedChatbot chatbot = new ScriptedChatbot();
  private final TestProbe<RobotActor.Answer> room = KIT.createTestProbe(RobotActor.Answer.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void anAnswerComesBackToTheMessageThatAsked() throws InterruptedException {
    ask(robot(""), "lobby", 7, "@robot how are you");
    ScriptedChatbot.Call call = chatbot.next();

    assertThat(call.question().text()).isEqualTo("how are you");
    call.answer().complete("Fine.");

    room.expectMessage(new RobotActor.Answer("lobby", 7, "Fine."));
  }

  @Test
  void questionsOfOneRoomAreAskedOneAfterTheOther() throws InterruptedException {
    ActorRef<RobotActor.Command> robot = robot("");
    ask(robot, "lobby", 1, "@robot one");
    ask(robot, "lobby", 2, "@robot two");
    ScriptedChatbot.Call one = chatbot.next();
    ask(robot, "garden", 1, "@robot elsewhere");
    ScriptedChatbot.Call elsewhere = chatbot.next();

    assertThat(elsewhere.question().text()).isEqualTo("elsewhere");
    one.answer().complete("1");
    room.expectMessage(new RobotActor.Answer("lobby", 1, "1"));
    assertThat(chatbot.next().question().text()).isEqualTo("two");
  }

  @Test
  void whoWaitsBeyondTheBoundIsToldSoAtOnce() throws InterruptedException {
    ActorRef<RobotActor.Command> robot = robot("waiting-per-room = 1");
    ask(robot, "lobby", 1, "@robot one");
    ask(robot, "lobby", 2, "@robot two");
    ask(robot, "lobby", 3, "@robot 三");

    room.expectMessage(new RobotActor.Answer("lobby", 3, Reason.BUSY.inTheLanguageOf("三")));
    chatbot.next().answer().complete("1");
    room.expectMessage(new RobotActor.Answer("lobby", 1, "1"));
    chatbot.next().answer().complete("2");
    room.expectMessage(new RobotActor.Answer("lobby", 2, "2"));
  }

  @Test
  void whoWaitsInAllRoomsTogetherIsBoundedToo() {
    ActorRef<RobotActor.Command> robot = robot("waiting = 0");
    ask(robot, "lobby", 1, "@robot one");
    ask(robot, "lobby", 2, "@robot two");

    room.expectMessage(new RobotActor.Answer("lobby", 2, Reason.BUSY.inTheLanguageOf("")));
  }

  @Test
  void anAnswerThatTakesTooLongIsApologizedForAndTheNextIsAsked() throws InterruptedException {
    ActorRef<RobotActor.Command> robot = robot("timeout = 2s");
    ask(robot, "lobby", 1, "@robot one");
    ask(robot, "lobby", 2, "@robot two");

    room.expectMessage(new RobotActor.Answer("lobby", 1, Reason.SLOW.inTheLanguageOf("")));
    chatbot.next();
    chatbot.next().answer().complete("2");
    room.expectMessage(new RobotActor.Answer("lobby", 2, "2"));
  }

  @Test
  void afterFailuresInARowTheApiIsLeftAloneForAWhileAndThenTriedAgain() {
    AtomicBoolean healthy = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    ActorRef<RobotActor.Command> robot =
        KIT.spawn(
            RobotActor.create(
                settings("failures-to-rest = 2, rest = 1s"),
                question -> {
                  asked.incrementAndGet();
                  return healthy.get()
                      ? CompletableFuture.completedFuture("Back.")
                      : CompletableFuture.failedFuture(new RobotFailure(Reason.DOWN, "test"));
                }));
    for (int seq = 1; seq <= 2; seq++) {
      ask(robot, "lobby", seq, "@robot 在吗");
      room.expectMessage(new RobotActor.Answer("lobby", seq, Reason.DOWN.inTheLanguageOf("在吗")));
    }
    ask(robot, "lobby", 3, "@robot there?");
    room.expectMessage(new RobotActor.Answer("lobby", 3, Reason.RESTING.inTheLanguageOf("")));
    assertThat(asked).hasValue(2);
    healthy.set(true);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              ask(robot, "lobby", 4, "@robot there?");
              return room.receiveMessage().text().equals("Back.");
            });
  }

  @Test
  void aChatbotThatThrowsIsAChatbotThatIsDown() {
    ActorRef<RobotActor.Command> robot =
        KIT.spawn(
            RobotActor.create(
                settings(""),
                question -> {
                  throw new IllegalStateException("broken");
                }));
    ask(robot, "lobby", 1, "@robot one");

    room.expectMessage(new RobotActor.Answer("lobby", 1, Reason.DOWN.inTheLanguageOf("")));
  }

  private ActorRef<RobotActor.Command> robot(String config) {
    return KIT.spawn(RobotActor.create(settings(config), chatbot));
  }

  private void ask(ActorRef<RobotActor.Command> robot, String where, long seq, String text) {
    robot.tell(new RobotActor.Ask(where, seq, "ada", text, List.of(), room.ref()));
  }

  private static RobotSettings settings(String config) {
    return RobotSettings.of(
        ConfigFactory.parseString(config)
            .withFallback(
                ConfigFactory.parseResources("reference.conf")
                    .resolve()
                    .getConfig("parlor.robot")));
  }

  /** Hands each question to the test, which answers when it likes. */
  private static final class ScriptedChatbot implements Chatbot {

    record Call(Question question, CompletableFuture<String> answer) {}

    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<String> ask(Question question) {
      Call call = new Call(question, new CompletableFuture<>());
      calls.add(call);
      return call.answer();
    }

    Call next() throws InterruptedException {
      Call call = calls.poll(10, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      return call;
    }
  }
}
