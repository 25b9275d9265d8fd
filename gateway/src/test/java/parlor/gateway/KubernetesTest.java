package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.store.PostgresServer;

/** Gateways that find each other by what Kubernetes' API says of pods. */
class KubernetesTest {
  @TempDir Path folder;

  private PostgresServer postgres;
  private KubernetesApi api;

  @BeforeEach
  void start() throws Exception {
    postgres = PostgresServer.create();
    api = KubernetesApi.start(Files.createDirectory(folder.resolve("api")));
  }

  @AfterEach
  void stop() {
    api.close();
    postgres.close();
  }

  private GatewayNodes prepare(int count, String settings) throws IOException {
    GatewayNodes nodes =
        GatewayNodes.prepare(
            folder,
            count,
            "database.url = \"%s\", %s".formatted(postgres.newDatabase("pods"), settings));
    nodes.environment(api.environment());
    for (int node = 0; node < count; node++) {
      nodes.configure(
          node,
          "cluster { seed-nodes = [], bootstrap = kubernetes, interface = \"%s\", management-port = %d, min-nodes = 2 }"
              .formatted(address(node), nodes.sparePort(node)));
      nodes.append(node, api.files());
    }
    return nodes;
  }

  /** A pod has an address of its own. */
  private static String address(int node) {
    return "127.0.0." + (node + 2);
  }

  @Test
  void podsBeginAClusterAndOneThatComesLaterJoinsIt() throws IOException {
    try (GatewayNodes nodes = prepare(3, "limits.resume = 3s")) {
      for (int node = 0; node < 2; node++) {
        api.add(address(node), nodes.sparePort(node));
        nodes.launch(node);
      }
      nodes.awaitReady(0);
      nodes.awaitReady(1);
      TestClient ada = TestClient.as(nodes.port(0), "ada");
      ada.join("pods");
      // So it is not the first of them that would begin another one.
      api.add(address(2), nodes.sparePort(2));
      nodes.launch(2);
      nodes.awaitReady(2);
      for (int node = 1; node < 3; node++) {
        TestClient other = TestClient.as(nodes.port(node), "node" + node);
        assertThat(other.join("pods").path("members").findValuesAsText("nickname")).contains("ada");
        String text = "from node " + node;
        other.send("{'type':'say','id':'s','room':'pods','text':'" + text + "'}");
        other.expectRe("s");
        ada.expect(frame -> frame.path("text").asText().equals(text));
      }
    }
  }

  @Test
  void whoMayNotAskSaysSo() throws IOException {
    api.forbid();
    try (GatewayNodes nodes = prepare(1, "cluster.join-timeout = 8s")) {
      nodes.launch(0);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(nodes.status(0)).contains(1));

      assertThat(nodes.errors(0))
          .contains("No gateway answered within 8 s", "May the service account list pods")
          .contains("check RBAC settings");
    }
  }
}
