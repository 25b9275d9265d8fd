package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parlor.robot.RobotActor.Answer;
import parlor.robot.RobotActor.Ask;
import parlor.robot.RobotActor.Line;

class RobotActorTest {
  private static final ActorTestKit kit =
      ActorTestKit.create(
          ManualTime.config().withFallback(ConfigFactory.parseString("akka.loglevel = INFO")));
  private static final ManualTime time = ManualTime.get(kit.system());

  private final TestProbe<Answer> room = kit.createTestProbe();
  private final TestProbe<Asked> chatbot = kit.createTestProbe();
  private long seq;

  /** A question that has reached the chatbot, and the answer it will give. */
  private record Asked(Question question, CompletableFuture<String> answer) {}

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private ActorRef<RobotActor.Command> robot(String settings) {
    return kit.spawn(
        RobotActor.create(
            TestSettings.with(settings),
            context ->
                question -> {
                  var answer = new CompletableFuture<String>();
                  chatbot.ref().tell(new Asked(question, answer));
                  return answer;
                }));
  }

  private ActorRef<RobotActor.Command> robot(Chatbot itself) {
    return kit.spawn(RobotActor.create(TestSettings.with(""), context -> itself));
  }

  private Ask ask(String roomName, String text) {
    return new Ask(roomName, ++seq, "alice", text, List.of(), room.ref());
  }

  private Asked asked(String text) {
    Asked asked = chatbot.receiveMessage();
    assertThat(asked.question().text()).isEqualTo(text);
    return asked;
  }

  private void expect(Trouble trouble) {
    assertThat(room.receiveMessage().text()).isEqualTo(trouble.in(Language.ENGLISH));
  }

  @Test
  void tellsTheRoomWhatTheChatbotSaid() {
    var robot = robot("");
    var context = List.of(new Line("bob", false, "morning"), new Line("robot", true, "Hello."));
    robot.tell(new Ask("lobby", 17, "alice", "@robot hi", context, room.ref()));
    Asked asked = asked("@robot hi");
    assertThat(asked.question()).isEqualTo(new Question("lobby", "alice", "@robot hi", context));
    asked.answer().complete("Hi, alice.");
    assertThat(room.receiveMessage()).isEqualTo(new Answer("lobby", 17, "Hi, alice."));
  }

  @Test
  void makesWhatTheChatbotSaidFitToBeShown() {
    var robot = robot("answer-code-points = 200");
    robot.tell(ask("lobby", "@robot"));
    asked("@robot").answer().complete(" \u0000Ask @robot \uD800again. " + "word ".repeat(100));
    assertThat(room.receiveMessage().text())
        .startsWith("Ask robot again. word word")
        .endsWith("word…")
        .hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void asksOneAtATimeForARoomAndRoomsInParallel() {
    var robot = robot("");
    robot.tell(ask("lobby", "first"));
    robot.tell(ask("lobby", "second"));
    robot.tell(ask("garden", "third"));
    Asked first = asked("first");
    Asked third = asked("third");
    third.answer().complete("3");
    assertThat(room.receiveMessage()).isEqualTo(new Answer("garden", 3, "3"));
    first.answer().complete("1");
    assertThat(room.receiveMessage()).isEqualTo(new Answer("lobby", 1, "1"));
    asked("second").answer().complete("2");
    assertThat(room.receiveMessage()).isEqualTo(new Answer("lobby", 2, "2"));
  }

  @Test
  void goesOnWithARoomAfterAFailure() {
    var robot = robot("");
    robot.tell(ask("lobby", "first"));
    robot.tell(ask("lobby", "second"));
    asked("first").answer().completeExceptionally(new ChatbotException(Trouble.DOWN, "test"));
    expect(Trouble.DOWN);
    asked("second").answer().complete("2");
    assertThat(room.receiveMessage().text()).isEqualTo("2");
  }

  @Test
  void saysThatItIsBusyWhenARoomsQueueIsFull() {
    var robot = robot("queue { per-room = 2, total = 10 }");
    robot.tell(ask("lobby", "first"));
    robot.tell(ask("lobby", "second"));
    robot.tell(ask("lobby", "third"));
    assertThat(room.receiveMessage())
        .isEqualTo(new Answer("lobby", 3, Trouble.BUSY.in(Language.ENGLISH)));
    robot.tell(ask("garden", "fourth"));
    asked("first");
    asked("fourth");
  }

  @Test
  void saysThatItIsBusyWhenAllQueuesAreFull() {
    var robot = robot("queue { per-room = 1, total = 2, parallel = 1 }");
    robot.tell(ask("a", "first"));
    robot.tell(ask("b", "second"));
    robot.tell(ask("c", "你好 third"));
    assertThat(room.receiveMessage())
        .isEqualTo(new Answer("c", 3, Trouble.BUSY.in(Language.CHINESE)));
    asked("first").answer().complete("1");
    asked("second").answer().complete("2");
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void saysWhatTheTroubleIsInTheLanguageOfTheQuestion(Trouble trouble) {
    var robot = robot("");
    robot.tell(ask("lobby", "why"));
    asked("why").answer().completeExceptionally(new ChatbotException(trouble, "test"));
    expect(trouble);
    robot.tell(ask("lobby", "为什么"));
    asked("为什么").answer().completeExceptionally(new ChatbotException(trouble, "test"));
    assertThat(room.receiveMessage().text()).isEqualTo(trouble.in(Language.CHINESE));
  }

  @Test
  void doesNotShowABlankAnswer() {
    var robot = robot("");
    robot.tell(ask("lobby", "why"));
    asked("why").answer().complete("\u200B \n");
    expect(Trouble.NONSENSE);
  }

  @Test
  void givesUpAChatbotThatNeverAnswersAndIgnoresItLater() {
    var robot = robot("timeout = 30s");
    robot.tell(ask("lobby", "first"));
    Asked first = asked("first");
    timesOut(Duration.ofSeconds(32));
    first.answer().complete("too late");
    robot.tell(ask("lobby", "second"));
    asked("second").answer().complete("2");
    assertThat(room.receiveMessage().text()).isEqualTo("2");
  }

  @Test
  void answersEvenWhenTheChatbotHasABug() {
    var robot =
        robot(
            question -> {
              throw new IllegalStateException("what " + question.asker() + " said");
            });
    LoggingTestKit.error("IllegalStateException")
        .withCustom(event -> !event.message().contains("alice"))
        .expect(
            kit.system(),
            () -> {
              robot.tell(ask("lobby", "first"));
              expect(Trouble.STUMBLED);
              return true;
            });
  }

  @Test
  void restsWhenTheChatbotKeepsFailingAndTriesAgainLater() {
    var robot = robot("breaker { failures = 2, rest = 10s }");
    failsOnce(robot, "fails");
    beginsToRest(() -> failsOnce(robot, "fails"));
    robot.tell(ask("lobby", "while it rests"));
    expect(Trouble.RESTING);

    time.timePasses(Duration.ofSeconds(10));
    beginsToRest(() -> failsOnce(robot, "fails again"));
    robot.tell(ask("garden", "while it rests again"));
    expect(Trouble.RESTING);

    time.timePasses(Duration.ofSeconds(10));
    for (String question : List.of("recovers", "goes on")) {
      robot.tell(ask("lobby", question));
      asked(question).answer().complete("fine");
      assertThat(room.receiveMessage().text()).isEqualTo("fine");
    }
  }

  private void failsOnce(ActorRef<RobotActor.Command> robot, String question) {
    robot.tell(ask("lobby", question));
    asked(question).answer().completeExceptionally(new ChatbotException(Trouble.DOWN, "test"));
    expect(Trouble.DOWN);
  }

  /** The timer of the rest has started when the rest is logged. */
  private static void beginsToRest(Runnable failure) {
    LoggingTestKit.warn("keeps failing")
        .expect(
            kit.system(),
            () -> {
              failure.run();
              return true;
            });
  }

  /** The circuit breaker starts its timer after it has asked, and nothing tells when. */
  private void timesOut(Duration timeout) {
    String slow =
        kit.createTestProbe()
            .awaitAssert(
                () -> {
                  time.timePasses(timeout);
                  return room.expectMessageClass(Answer.class, Duration.ofMillis(100)).text();
                });
    assertThat(slow).isEqualTo(Trouble.SLOW.in(Language.ENGLISH));
  }

  @Test
  void restsAfterTimeOuts() {
    var robot = robot("timeout = 5s, breaker { failures = 1, rest = 10s }");
    robot.tell(ask("lobby", "first"));
    asked("first");
    timesOut(Duration.ofSeconds(7));
    robot.tell(ask("lobby", "second"));
    expect(Trouble.RESTING);
  }

  @Test
  void doesNotRestBecauseOfTheQuestions() {
    var robot = robot("breaker { failures = 1, rest = 10s }");
    for (Trouble trouble : List.of(Trouble.TOO_LONG, Trouble.NO_ANSWER, Trouble.BUSY)) {
      robot.tell(ask("lobby", "why"));
      asked("why").answer().completeExceptionally(new ChatbotException(trouble, "test"));
      expect(trouble);
    }
    robot.tell(ask("lobby", "well"));
    asked("well").answer().complete("fine");
    assertThat(room.receiveMessage().text()).isEqualTo("fine");
  }

  @Test
  void leavesNobodyWaitingWhenItCrashes() {
    var robot = robot("");
    robot.tell(ask("lobby", "being answered"));
    robot.tell(ask("lobby", "waiting"));
    Asked before = asked("being answered");
    List<Line> poison =
        new AbstractList<>() {
          @Override
          public Line get(int index) {
            throw new IllegalStateException("poison");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    LoggingTestKit.error(IllegalStateException.class)
        .expect(
            kit.system(),
            () -> {
              robot.tell(new Ask("garden", 99, "alice", "crashes it", poison, room.ref()));
              return true;
            });
    for (int i = 0; i < 3; i++) {
      expect(Trouble.STUMBLED);
    }
    before.answer().complete("from another life");
    robot.tell(ask("lobby", "after"));
    asked("after").answer().complete("fine");
    assertThat(room.receiveMessage().text()).isEqualTo("fine");
  }

  @Test
  void leavesNobodyWaitingWhenItIsStopped() {
    var robot = robot("queue.per-room = 2");
    robot.tell(ask("lobby", "being answered"));
    robot.tell(ask("lobby", "waiting"));
    robot.tell(ask("lobby", "one too many"));
    asked("being answered");
    // Its refusal says that the one before has been heard; a stop overtakes what has not.
    expect(Trouble.BUSY);
    kit.stop(robot);
    expect(Trouble.STUMBLED);
    expect(Trouble.STUMBLED);
  }

  @Test
  void isTheEmbeddedBrainUnlessToldOtherwise() {
    var robot = kit.spawn(RobotActor.create(TestSettings.with("")));
    robot.tell(ask("lobby", "@robot who are you?"));
    assertThat(room.receiveMessage().text()).startsWith("I am Parlor's robot");
    robot.tell(ask("lobby", "你好@robot你是谁"));
    assertThat(room.receiveMessage().text()).startsWith("我是 Parlor 的机器人");
  }

  @Test
  void saysThatItIsSwitchedOff() {
    var robot = kit.spawn(RobotActor.create(TestSettings.with("provider = none")));
    robot.tell(ask("lobby", "@robot hi"));
    expect(Trouble.OFF);
  }
}
