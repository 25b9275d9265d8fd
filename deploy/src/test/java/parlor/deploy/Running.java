package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A program that was started, with what it printed. */
final class Running implements AutoCloseable {
  private static final Pattern PORT =
      Pattern.compile("parlor ready: chat tcp\\+tls://[^:]+:(\\d+), https.*\n");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final long begun = System.nanoTime();

  private Running(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  static Running start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .directory(folder.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), out);
  }

  /** Waits for the ready line of a gateway, all of it. */
  int chatPort() throws IOException {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> PORT.matcher(printed()).find() || !process.isAlive());
    Matcher port = PORT.matcher(printed());
    assertThat(port.find()).as(printed()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  /** With its arguments, whatever script has started it. */
  String command() {
    return process.info().commandLine().orElseThrow();
  }

  long milliseconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  String printed() throws IOException {
    return Files.readString(out);
  }

  /** Ends it as systemd does. */
  @Override
  public void close() {
    process.destroy();
    Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
