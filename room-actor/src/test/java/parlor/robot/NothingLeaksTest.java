package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import parlor.robot.RobotActor.Answer;
import parlor.robot.RobotActor.Ask;
import parlor.robot.RobotActor.Line;

/**
 * Neither keys nor what people say come into a log, on whatever level an operator sets it. The one
 * exception is the library {@code com.rivescript} below INFO, which tells all that it does.
 */
class NothingLeaksTest {
  private static final String KEY = "sesame-key";
  private static final String SAID = "xylophone";
  private static final String CONTEXT = "marzipan";
  private static final String ANSWERED = "quetzal";

  private static final class Everything extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLoggerName().startsWith("com.rivescript")
          && !event.getLevel().isGreaterOrEqual(Level.INFO)) {
        return;
      }
      lines.add(
          event.getLoggerName()
              + " "
              + event.getFormattedMessage()
              + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "turing"})
  void whateverTheServerAnswers(String provider) throws Exception {
    String ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
    String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + ANSWERED + "\"}}]}\n\n";
    List<String> lines =
        logged(
            () -> {
              ask(provider, ok, event + "data: [DONE]\n\n");
              ask(provider, ok, "{\"" + ANSWERED + " " + KEY);
              ask(provider, ok, "data: {" + ANSWERED + " " + KEY + "\n\n");
              ask(provider, ok, "data: {\"error\":{\"message\":\"" + KEY + SAID + "\"}}\n\n");
              ask(provider, "HTTP/1.1 401 Unauthorized", KEY + SAID);
              ask(provider, "HTTP/1.1 500 Oops", KEY + SAID);
              ask(provider, "HTTP/garbage " + ANSWERED, KEY + SAID);
            });
    assertThat(lines).anyMatch(line -> line.contains("The robot got no answer"));
    assertThat(lines).noneMatch(line -> containsAnySecret(line));
  }

  @Test
  void fromTheRobotsOwnWords() throws Exception {
    List<String> lines = logged(() -> ask("embedded", "HTTP/1.1 200 OK", ""));
    assertThat(lines).noneMatch(line -> containsAnySecret(line));
  }

  private static boolean containsAnySecret(String line) {
    return line.contains(KEY)
        || line.contains(SAID)
        || line.contains(CONTEXT)
        || line.contains(ANSWERED);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static List<String> logged(Action action) throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    var everything = new Everything();
    everything.start();
    root.addAppender(everything);
    root.setLevel(Level.TRACE);
    try {
      action.run();
    } finally {
      root.setLevel(before);
      root.detachAppender(everything);
    }
    return List.copyOf(everything.lines);
  }

  private static void ask(String provider, String head, String body) throws Exception {
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.loglevel = DEBUG, akka.actor.debug.unhandled = on"));
    try (var stub = new StubServer(head, StubServer.Then.BREAKS_OFF, body)) {
      RobotSettings settings =
          TestSettings.with(
              "timeout = 5s, provider = %s, api-key = %s, base-url = \"%s\""
                  .formatted(provider, KEY, stub.url()));
      TestProbe<Answer> room = kit.createTestProbe();
      var context = List.of(new Line("bob", false, CONTEXT));
      kit.spawn(RobotActor.create(settings))
          .tell(new Ask("lobby", 1, "alice", "@robot " + SAID, context, room.ref()));
      assertThat(room.receiveMessage(Duration.ofSeconds(10)).text()).isNotBlank();
    } finally {
      kit.shutdownTestKit();
    }
  }
}
