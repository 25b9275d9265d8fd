package parlor.gateway.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import parlor.gateway.GatewayCommand;
import parlor.store.Ports;

/** A gateway as a process, on its own ports and data directory, killed and started at will. */
final class GatewayProgram implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(90);

  private final Path folder;
  private final Path config;
  private final int port;
  private final int metricsPort;
  private @Nullable Process process;

  /** How much of its log is of earlier starts. */
  private int saidBefore;

  private GatewayProgram(Path folder, Path config, int port, int metricsPort) {
    this.folder = folder;
    this.config = config;
    this.port = port;
    this.metricsPort = metricsPort;
  }

  /** Starts one with these settings under {@code parlor} besides. */
  static GatewayProgram start(Path folder, String settings) throws IOException {
    GatewayProgram program = prepare(folder, settings, "");
    program.start();
    return program;
  }

  /** One that is not running yet, with settings under {@code parlor} and others besides. */
  static GatewayProgram prepare(Path folder, String settings, String others) throws IOException {
    int port = Ports.free();
    int metricsPort = Ports.free();
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        """
        parlor {
          tcp { interface = "127.0.0.1", port = %d, tls = off }
          http { interface = "127.0.0.1", port = 0, tls = off }
          metrics.port = %d
          limits { rates = off, answer-timeout = 3s }
          robot.provider = none
          data-dir = "%s"
          %s
        }
        %s
        """
            .formatted(port, metricsPort, folder.resolve("data"), settings, others));
    return new GatewayProgram(folder, config, port, metricsPort);
  }

  int port() {
    return port;
  }

  int metricsPort() {
    return metricsPort;
  }

  /** Starts it and waits until it is ready. */
  void start() throws IOException {
    launch();
    awaitReady();
  }

  /** Starts it. */
  void launch() throws IOException {
    List<String> command = GatewayCommand.of("--config", config.toString());
    Files.deleteIfExists(out());
    saidBefore = Files.exists(err()) ? errors().length() : 0;
    process =
        new ProcessBuilder(command)
            .redirectOutput(out().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(err().toFile()))
            .start();
  }

  void awaitReady() {
    Awaitility.await("ready: " + folder)
        .atMost(READY)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              if (!isAlive()) {
                throw new IllegalStateException(errors());
              }
              return Files.readString(out()).contains("parlor ready");
            });
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path err() {
    return folder.resolve("err");
  }

  /** Whether these words are in its log since it was started last. */
  boolean saysSinceLaunch(String words) {
    return errors().indexOf(words, saidBefore) >= 0;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !isAlive());
    }
  }

  /** Stops it in the middle of what it does; it does not know. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on, as if no time had passed. */
  void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    if (process == null) {
      throw new IllegalStateException("It was never started");
    }
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    if (!kill.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("No signal could be sent");
    }
  }

  String errors() {
    try {
      return Files.readString(err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
