package parlor.gateway.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Gateways on one database, the network between them, and the hand that starts them again. */
final class Cluster implements AutoCloseable {
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final String MEMBERS = "parlor_cluster_members ";

  /** A node and when it was started last, as a number that grows. */
  static final class Node {
    private final int index;
    private final GatewayProgram program;
    private int started;

    private Node(int index, GatewayProgram program) {
      this.index = index;
      this.program = program;
    }

    GatewayProgram program() {
      return program;
    }

    int index() {
      return index;
    }

    @Override
    public String toString() {
      return "node " + index;
    }
  }

  private final Links links;
  private final List<Node> nodes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private int starts;
  private int endedThemselves;

  private Cluster(Links links) {
    this.links = links;
  }

  /** Starts so many nodes and waits until they have found each other. */
  static Cluster start(Path folder, int size, String settings) throws IOException {
    Cluster cluster = new Cluster(new Links(size));
    Links links = cluster.links;
    String seeds =
        IntStream.range(0, size)
            .mapToObj(node -> "\"127.0.0.1:" + links.port(node) + "\"")
            .collect(Collectors.joining(","));
    for (int node = 0; node < size; node++) {
      String own =
          "%s, cluster { port = %d, seed-nodes = [%s] }"
              .formatted(settings, links.port(node), seeds);
      String akka = akka(links.target(node), links.address(node));
      Path its = Files.createDirectory(folder.resolve("node-" + node));
      cluster.nodes.add(new Node(node, GatewayProgram.prepare(its, own, akka)));
    }
    for (Node node : cluster.nodes) {
      cluster.launch(node);
    }
    for (Node node : cluster.nodes) {
      node.program.awaitReady();
    }
    cluster.awaitWhole();
    return cluster;
  }

  /** The way through the network. */
  private static String akka(int port, String callsFrom) {
    return """
        akka.remote.artery {
          bind { hostname = "127.0.0.1", port = %d }
          advanced.tcp.outbound-client-hostname = "%s"
        }
        """
        .formatted(port, callsFrom);
  }

  List<Node> nodes() {
    return nodes;
  }

  /** Where clients connect. */
  List<Integer> ports() {
    return nodes.stream().map(node -> node.program.port()).toList();
  }

  Links links() {
    return links;
  }

  Node oldest() {
    return nodes.stream().min(Comparator.comparingInt(node -> node.started)).orElseThrow();
  }

  /** How many times a node ended itself, because it was cut off or taken for dead. */
  int endedThemselves() {
    return endedThemselves;
  }

  void launch(Node node) throws IOException {
    starts++;
    node.started = starts;
    node.program.launch();
  }

  /**
   * Waits until every node sees every other, as long as it takes; starts again what has ended
   * itself, as whatever looks after services does.
   */
  void awaitWhole() {
    Awaitility.await("all nodes see all others")
        .atMost(WHOLE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              for (Node node : nodes) {
                if (!node.program.isAlive()) {
                  endedThemselves++;
                  launch(node);
                }
              }
              for (Node node : nodes) {
                if (members(node) != nodes.size()) {
                  return false;
                }
              }
              return true;
            });
    nodes.forEach(node -> node.program.awaitReady());
  }

  /** Waits until the node counts so many members. */
  void awaitMembers(Node node, int count) {
    Awaitility.await(node + " counts " + count)
        .atMost(WHOLE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> members(node) == count);
  }

  /** How many members the node counts; 0 if it cannot be asked. */
  private int members(Node node) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(node.program.metricsPort()));
    try {
      return http.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(MEMBERS))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(MEMBERS.length())))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  String errors() {
    StringBuilder all = new StringBuilder();
    for (Node node : nodes) {
      all.append("\nnode ").append(node.index).append(":\n").append(node.program.errors());
    }
    return all.toString();
  }

  @Override
  public void close() {
    http.close();
    nodes.forEach(node -> node.program.close());
    links.close();
  }
}
