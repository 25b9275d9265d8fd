package parlor.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import parlor.store.Ports;

/** Gateways of one cluster, each a process of its own on loopback. */
final class GatewayNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> clusterPorts = new ArrayList<>();
  private final List<Integer> sparePorts = new ArrayList<>();
  private final Map<Integer, Process> processes = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private List<String> options = GatewayCommand.SHORT_LIFE;

  private GatewayNodes(Path folder) {
    this.folder = folder;
  }

  /** So many that run and see each other, with these settings under {@code parlor}. */
  static GatewayNodes start(Path folder, int count, String settings) throws IOException {
    GatewayNodes nodes = prepare(folder, count, settings);
    try {
      for (int node = 0; node < count; node++) {
        nodes.launch(node);
      }
      for (int node = 0; node < count; node++) {
        nodes.awaitReady(node);
      }
      return nodes;
    } catch (IOException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  /** Their settings are written; none of them runs yet. */
  static GatewayNodes prepare(Path folder, int count, String settings) throws IOException {
    GatewayNodes nodes = new GatewayNodes(folder);
    for (int node = 0; node < count; node++) {
      nodes.ports.add(Ports.free());
      nodes.clusterPorts.add(Ports.free());
      nodes.sparePorts.add(Ports.free());
    }
    String seeds =
        nodes.clusterPorts.stream()
            .map(port -> "\"127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(","));
    for (int node = 0; node < count; node++) {
      Files.createDirectories(nodes.folder(node));
      Files.writeString(
          nodes.folder(node).resolve("gateway.conf"),
          """
          parlor {
            tcp { interface = "127.0.0.1", port = %d, tls = off }
            http { interface = "127.0.0.1", port = 0, tls = off }
            limits.rates = off
            robot.provider = none
            data-dir = "%s"
            cluster { port = %d, seed-nodes = [%s] }
            %s
          }
          """
              .formatted(
                  nodes.ports.get(node),
                  nodes.folder(node).resolve("data"),
                  nodes.clusterPorts.get(node),
                  seeds,
                  settings));
    }
    return nodes;
  }

  private Path folder(int node) {
    return folder.resolve("node-" + node);
  }

  /** Settings under {@code parlor} of that node alone. */
  void configure(int node, String settings) throws IOException {
    append(node, "parlor { %s }%n".formatted(settings));
  }

  /** Whatever else is in the file of that node alone. */
  void append(int node, String settings) throws IOException {
    Files.writeString(
        folder(node).resolve("gateway.conf"), settings + "\n", StandardOpenOption.APPEND);
  }

  /** Variables of the environment for all that are launched from now on. */
  void environment(Map<String, String> variables) {
    environment.putAll(variables);
  }

  /** Options of the JVM, instead of those for a short life, for all launched from now on. */
  void options(List<String> jvm) {
    options = jvm;
  }

  /** Starts it, or starts it again; it is ready some seconds later. */
  void launch(int node) throws IOException {
    Files.deleteIfExists(folder(node).resolve("out"));
    ProcessBuilder program =
        new ProcessBuilder(
                GatewayCommand.of(
                    options, "--config", folder(node).resolve("gateway.conf").toString()))
            .redirectOutput(folder(node).resolve("out").toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder(node).resolve("err").toFile()));
    program.environment().putAll(environment);
    processes.put(node, program.start());
  }

  void awaitReady(int node) {
    Awaitility.await("node " + node + " is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!process(node).isAlive()) {
                throw new IllegalStateException(errors(node));
              }
              return isReady(node);
            });
  }

  boolean isReady(int node) throws IOException {
    return Files.readString(folder(node).resolve("out")).contains("parlor ready");
  }

  /** Where clients connect. */
  int port(int node) {
    return ports.get(node);
  }

  int clusterPort(int node) {
    return clusterPorts.get(node);
  }

  /** A port that is free for one thing more. */
  int sparePort(int node) {
    return sparePorts.get(node);
  }

  /** As {@code kill -9} does. */
  void kill(int node) {
    process(node).destroyForcibly();
  }

  /** As Ctrl+C does. */
  void terminate(int node) {
    process(node).destroy();
  }

  boolean isAlive(int node) {
    return process(node).isAlive();
  }

  /** STOP makes it stand still, CONT go on as if no time had passed. */
  void signal(int node, String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, "" + process(node).pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("No signal could be sent");
    }
  }

  /** What it has used of the processors since it was started. */
  Duration cpu(int node) {
    return process(node).info().totalCpuDuration().orElseThrow();
  }

  /** Its exit status once it has ended. */
  Optional<Integer> status(int node) {
    return isAlive(node) ? Optional.empty() : Optional.of(process(node).exitValue());
  }

  private Process process(int node) {
    return Objects.requireNonNull(processes.get(node));
  }

  String errors(int node) {
    try {
      return Files.readString(folder(node).resolve("err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> Awaitility.await().until(() -> !process.isAlive()));
  }
}
