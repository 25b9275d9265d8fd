package parlor.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parlor.gateway.tls.NodeKeys;

/**
 * How nodes find each other, and how they know each other again.
 *
 * @param host where the others reach this node
 * @param seedNodes {@code host:port} each; empty if this node is alone or is told by Kubernetes
 * @param kubernetes whether its API says where the others are
 * @param managementPort where nodes that find each other so ask whether there is a cluster yet
 * @param minNodes how many have to be there before a cluster begins
 * @param joinTimeout how long a node that starts looks for the others
 * @param keys what nodes prove themselves with; null if they speak in clear
 * @param inClear whether they speak in clear where others than this computer may listen in
 */
record ClusterSettings(
    String host,
    int port,
    List<String> seedNodes,
    boolean kubernetes,
    int managementPort,
    int minNodes,
    Duration joinTimeout,
    @Nullable NodeKeys keys,
    boolean inClear) {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(25);
  private static final Pattern SEED_NODE = Pattern.compile("([^\\s:]+|\\[[^\\s\\]]+]):\\d{1,5}");

  /** Whether nobody is to be found. */
  boolean isAlone() {
    return seedNodes.isEmpty() && !kubernetes;
  }

  /**
   * How long this node waits for answers from the list. Others than the first then ask again. The
   * first, which begins a cluster if there is none, believes so when all have said so, or after
   * this time: if it is too short, a cluster that answers late, for its nodes are busy, has a
   * second one beside it.
   */
  Duration patience() {
    if (!isFirst()) {
      return ASK_AGAIN;
    }
    Duration half = joinTimeout.dividedBy(2);
    return half.compareTo(MOST_PATIENCE) < 0 ? half : MOST_PATIENCE;
  }

  private boolean isFirst() {
    return !seedNodes.isEmpty()
        && List.of(host + ":" + port, "[" + host + "]:" + port).contains(seedNodes.getFirst());
  }

  /** How the nodes are found, for people. */
  String meetingPoint() {
    return kubernetes
        ? "the pods that Kubernetes names"
        : "parlor.cluster.seed-nodes, " + String.join(", ", seedNodes);
  }

  static ClusterSettings of(Keys keys) {
    List<String> seedNodes = seedNodes(keys);
    boolean kubernetes =
        keys.choice("cluster.bootstrap", "none", "kubernetes").equals("kubernetes");
    boolean alone = seedNodes.isEmpty() && !kubernetes;
    if (kubernetes && !seedNodes.isEmpty()) {
      throw keys.refuse("cluster.bootstrap", "stands beside cluster.seed-nodes: name one of them");
    }
    if (!alone) {
      refuseWhatIsNotShared(keys, kubernetes ? "cluster.bootstrap" : "cluster.seed-nodes");
    }
    int minNodes = keys.integer("cluster.min-nodes", 0, 1000);
    if (kubernetes && minNodes == 0) {
      throw keys.refuse(
          "cluster.min-nodes",
          "is needed with cluster.bootstrap = kubernetes: most of the replicas, 2 of 3, so that none"
              + " begins a second cluster while it is cut off");
    }
    boolean loopback = alone || isLoopback(keys);
    boolean tls = !alone && isOn(keys.choice("cluster.tls", "auto", "on", "off"), loopback);
    return new ClusterSettings(
        keys.text("cluster.interface"),
        keys.integer("cluster.port", 0, 65535),
        seedNodes,
        kubernetes,
        keys.integer("cluster.management-port", 1, 65535),
        minNodes == 0 ? seedNodes.size() / 2 + 1 : minNodes,
        keys.duration("cluster.join-timeout", Duration.ofSeconds(1), Duration.ofDays(1)),
        tls ? nodeKeys(keys) : null,
        !tls && !loopback);
  }

  private static List<String> seedNodes(Keys keys) {
    List<String> nodes = keys.texts("cluster.seed-nodes");
    for (String node : nodes) {
      if (!SEED_NODE.matcher(node).matches()) {
        throw keys.refuse("cluster.seed-nodes", "each is host:port, one is " + node);
      }
    }
    return nodes;
  }

  private static void refuseWhatIsNotShared(Keys keys, String key) {
    if (!keys.isSet("database.url")) {
      throw keys.refuse(
          key,
          "several gateways share one PostgreSQL: set database.url too, the embedded database"
              + " (SQLite) belongs to one gateway alone");
    }
    if (keys.text("history.store").equals("memory")) {
      throw keys.refuse(
          key, "several gateways share what was said: history.store = memory is for one alone");
    }
  }

  private static boolean isOn(String tls, boolean loopback) {
    return tls.equals("on") || (tls.equals("auto") && !loopback);
  }

  private static NodeKeys nodeKeys(Keys keys) {
    NodeKeys usual = NodeKeys.in(Path.of(keys.text("data-dir"), "cluster"));
    return new NodeKeys(
        file(keys, "cluster.certificate", usual.certificate()),
        file(keys, "cluster.key", usual.key()),
        file(keys, "cluster.ca", usual.authority()));
  }

  private static boolean isLoopback(Keys keys) {
    InetAddress address;
    try {
      address = InetAddress.getByName(keys.text("cluster.interface"));
    } catch (UnknownHostException e) {
      throw keys.refuse("cluster.interface", "is the name of no computer that is known here");
    }
    if (address.isAnyLocalAddress()) {
      throw keys.refuse(
          "cluster.interface",
          "must be the one address at which the other gateways reach this one");
    }
    return address.isLoopbackAddress();
  }

  private static Path file(Keys keys, String key, Path usual) {
    return keys.isSet(key) ? Path.of(keys.text(key)) : usual;
  }
}
