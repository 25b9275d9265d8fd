package parlor.gateway;

import akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parlor.gateway.tls.NodeKeys;

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
    akka.put("akka.cluster.seed-node-timeout", cluster.patience());
    if (cluster.kubernetes()) {
      askKubernetes(akka, cluster);
    }
    if (cluster.keys() != null) {
      encrypt(akka, cluster.keys());
    }
    return ConfigFactory.parseMap(akka);
  }

  private static void askKubernetes(Map<String, Object> akka, ClusterSettings cluster) {
    akka.put("akka.management.http.hostname", cluster.host());
    akka.put("akka.management.http.port", cluster.managementPort());
    akka.put(
        "akka.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr",
        cluster.minNodes());
  }

  /** Both sides show a certificate of the authority; renewed files are taken up by themselves. */
  private static void encrypt(Map<String, Object> akka, NodeKeys keys) {
    akka.put("akka.remote.artery.transport", "tls-tcp");
    String ssl = "akka.remote.artery.ssl.";
    akka.put(ssl + "ssl-engine-provider", RotatingKeysSSLEngineProvider.class.getName());
    akka.put(ssl + "rotating-keys-engine.cert-file", keys.certificate().toString());
    akka.put(ssl + "rotating-keys-engine.key-file", keys.key().toString());
    akka.put(ssl + "rotating-keys-engine.ca-cert-file", keys.authority().toString());
    akka.put(ssl + "rotating-keys-engine.protocol", "TLSv1.3");
    akka.put(
        ssl + "rotating-keys-engine.enabled-algorithms",
        List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"));
  }
}
