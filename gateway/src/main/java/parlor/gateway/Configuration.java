package parlor.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.Map;

/**
 * Where settings come from: system properties that name a key, then the operator's file, then what
 * Parlor sets for Akka, then every module's {@code reference.conf}.
 */
final class Configuration {

  private Configuration() {}

  /**
   * The operator's settings over the defaults.
   *
   * @throws ConfigException if a key under {@code parlor} does not exist
   */
  static Config load(Config operators) {
    Config defaults =
        ConfigFactory.parseResources("parlor-akka.conf")
            .withFallback(ConfigFactory.defaultReferenceUnresolved());
    Config all =
        ConfigFactory.systemProperties().withFallback(operators).withFallback(defaults).resolve();
    refuseUnknownKeys(all.getConfig("parlor"), defaults.resolve().getConfig("parlor"));
    return all;
  }

  private static void refuseUnknownKeys(Config given, Config known) {
    for (Map.Entry<String, ConfigValue> setting : given.entrySet()) {
      if (!known.hasPathOrNull(setting.getKey())) {
        throw new ConfigException.BadValue(
            setting.getValue().origin(), "parlor." + setting.getKey(), "there is no such setting");
      }
    }
  }

  /** What Akka has to know of the cluster; alone, a node listens for nobody. */
  static Config ofCluster(ClusterSettings cluster) {
    if (cluster.isAlone()) {
      return ConfigFactory.empty();
    }
    Map<String, Object> akka = new HashMap<>();
    akka.put("akka.remote.artery.canonical.hostname", cluster.host());
    akka.put("akka.remote.artery.canonical.port", cluster.port());
    akka.put("akka.cluster.min-nr-of-members", cluster.minNodes());
    akka.put(
        "akka.cluster.seed-nodes",
        cluster.seedNodes().stream().map(node -> "akka://parlor@" + node).toList());
    return ConfigFactory.parseMap(akka);
  }
}
