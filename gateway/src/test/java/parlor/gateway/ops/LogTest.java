package parlor.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator reads, as it is configured. */
class LogTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("parlor.gateway.Something");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws JoranException {
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    var appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    appender.setOutputStream(written);
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }

  @Test
  void anEventIsOneLineWhateverIsInIt() {
    log.error(
        "Room {} broke", "x\n2026-01-01 forged\u001b[2K\u202e", new IllegalStateException("a\nb"));

    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst())
        .contains(
            "Room x?2026-01-01 forged?[2K? broke | java.lang.IllegalStateException: a | b | at ")
        .doesNotContain("\u001b", "\t");
    log.info("Nothing broke");
    assertThat(lines().getLast()).endsWith(" INFO  Something - Nothing broke");
  }

  @Test
  void theSameIsNotSaidForEver() {
    for (int i = 0; i < 1_000; i++) {
      log.warn("Somebody does it again: {}", i);
    }
    log.warn("Something else");

    assertThat(lines()).hasSize(22);
    assertThat(lines().get(19)).endsWith("Somebody does it again: 19");
    assertThat(lines().get(20))
        .endsWith("For a minute no more is said of this kind: Somebody does it again: {}");
    assertThat(lines().get(21)).endsWith("Something else");
  }
}
