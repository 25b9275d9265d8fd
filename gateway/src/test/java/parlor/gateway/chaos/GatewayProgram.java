package parlor.gateway.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import parlor.gateway.GatewayCommand;

/** A gateway as a process, on one port and one data directory, killed and started at will. */
final class GatewayProgram implements AutoCloseable {
  private final Path folder;
  private final Path config;
  private final int port;
  private Process process;

  private GatewayProgram(Path folder, Path config, int port) {
    this.folder = folder;
    this.config = config;
    this.port = port;
  }

  /** Starts one with these settings under {@code parlor} besides. */
  static GatewayProgram start(Path folder, String settings) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        """
        parlor {
          tcp { interface = "127.0.0.1", port = %d, tls = off }
          http { interface = "127.0.0.1", port = 0, tls = off }
          limits { rates = off, answer-timeout = 3s }
          robot.provider = none
          data-dir = "%s"
          %s
        }
        """
            .formatted(port, folder.resolve("data"), settings));
    GatewayProgram program = new GatewayProgram(folder, config, port);
    program.start();
    return program;
  }

  int port() {
    return port;
  }

  /** Starts it and waits until it is ready. */
  void start() throws IOException {
    List<String> command =
        GatewayCommand.of(List.of("-XX:TieredStopAtLevel=1"), "--config", config.toString());
    Path out = folder.resolve("out");
    Files.deleteIfExists(out);
    process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
            .start();
    Awaitility.await("ready: " + folder)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("err")));
              }
              return Files.readString(out).contains("parlor ready");
            });
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }

  String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  @Override
  public void close() {
    kill();
  }
}
