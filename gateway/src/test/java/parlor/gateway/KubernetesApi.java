package parlor.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import parlor.gateway.tls.ServerIdentity;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsException;
import parlor.gateway.tls.TlsSettings;

/** As much of Kubernetes' API as a gateway asks, with its certificate and a token that it wants. */
final class KubernetesApi implements AutoCloseable {
  private static final char[] IN_MEMORY = "in memory".toCharArray();
  private static final String PODS =
      "/api/v1/namespaces/chat/pods?labelSelector=app.kubernetes.io/name=parlor";

  /** A pod that runs. */
  private record Pod(String address, int managementPort) {
    String json() {
      return """
          {"metadata": {"name": "parlor", "labels": {"app.kubernetes.io/name": "parlor"}},
           "spec": {"containers": [{"name": "gateway", "ports": [
             {"name": "chat", "containerPort": 7420},
             {"name": "management", "containerPort": %d}]}]},
           "status": {"phase": "Running", "podIP": "%s"}}"""
          .formatted(managementPort, address);
    }
  }

  private final Path folder;
  private final HttpsServer server;
  private final List<Pod> pods = new CopyOnWriteArrayList<>();
  private volatile boolean permitted = true;

  private KubernetesApi(Path folder, HttpsServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts one whose files are kept in that folder. */
  static KubernetesApi start(Path folder) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(folder)));
    KubernetesApi api = new KubernetesApi(folder, server);
    Files.writeString(folder.resolve("token"), "the token of the service account");
    Files.writeString(folder.resolve("namespace"), "chat");
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  private static SSLContext context(Path folder)
      throws TlsException, GeneralSecurityException, IOException {
    ServerIdentity identity =
        Tls.open(
                new TlsSettings(new TlsSettings.Own(folder), false, Duration.ofDays(1)),
                Clock.systemUTC())
            .identity();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "api", identity.key(), IN_MEMORY, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, IN_MEMORY);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = URLDecoder.decode("" + exchange.getRequestURI(), StandardCharsets.UTF_8);
      boolean may =
          permitted
              && "Bearer the token of the service account"
                  .equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] answer =
          pods.stream()
              .map(Pod::json)
              .collect(Collectors.joining(",", "{\"kind\": \"PodList\", \"items\": [", "]}"))
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(may ? asked.equals(PODS) ? 200 : 404 : 403, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** One more pod runs. */
  void add(String address, int managementPort) {
    pods.add(new Pod(address, managementPort));
  }

  /** Whoever asks from now on may not. */
  void forbid() {
    permitted = false;
  }

  /** What every pod finds in its environment. */
  Map<String, String> environment() {
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        "127.0.0.1",
        "KUBERNETES_SERVICE_PORT",
        "" + server.getAddress().getPort());
  }

  /** Where a pod finds the files that it usually has under {@code /var/run/secrets}. */
  String files() {
    return """
        akka.discovery.kubernetes-api {
          api-ca-path = "%s", api-token-path = "%s", pod-namespace-path = "%s"
        }"""
        .formatted(
            folder.resolve("certificate.pem"),
            folder.resolve("token"),
            folder.resolve("namespace"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
