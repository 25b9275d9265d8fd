package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway of our own with its limits off, in a folder that goes with it. */
final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "parlor ready: chat tcp(?:\\+tls)?://[^:]+:(\\d+)(?:, https?://[^:]+:(\\d+))?");
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final Path folder;
  private final Server server;

  private GatewayProcess(Process process, Path folder, Server server) {
    this.process = process;
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param program starts a gateway, given {@code --config}
   * @param scratch where its folder is made
   */
  static GatewayProcess start(Path program, Path scratch, ServerSettings settings)
      throws IOException {
    Files.createDirectories(scratch);
    Path folder = Files.createTempDirectory(scratch, "gateway-");
    Path config = folder.resolve("gateway.conf");
    Files.writeString(config, settings.configuration(folder.resolve("data")));
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "--config", config.toString())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().put("JAVA_OPTS", settings.javaOptions());
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      Matcher said = ready(process.inputReader(UTF_8), folder);
      double ready = (System.nanoTime() - began) / 1e9;
      Target target =
          settings.web()
              ? Target.ofWeb(onLoopback(said.group(2)))
              : Target.of(onLoopback(said.group(1)), settings.tls());
      return new GatewayProcess(process, folder, new Server(target, process.pid(), ready));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  Server server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  static InetSocketAddress onLoopback(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private static Matcher ready(BufferedReader out, Path folder) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        Thread.ofVirtual().start(() -> drain(out));
        return ready;
      }
    }
    throw new IOException(
        "The gateway has ended: " + Files.readString(folder.resolve("log")).strip());
  }

  /** What else it prints nobody reads, but it must not wait for that. */
  private static void drain(BufferedReader out) {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      System.err.println("The gateway's output has ended: " + e.getMessage());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
