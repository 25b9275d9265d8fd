package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.gateway.tls.NodeKeys;
import parlor.store.PostgresServer;

/** Gateways that prove themselves to each other. */
class ClusterTlsTest {
  private static PostgresServer postgres;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void whoHasTheKeysIsLetInAndNobodyElse() throws Exception {
    Path ours = folder.resolve("ours");
    Path forged = folder.resolve("forged");
    NodeKeys.in(ours).make(Instant.now());
    NodeKeys.in(forged).make(Instant.now());
    String database = "database.url = \"%s\"".formatted(postgres.newDatabase("tls"));
    try (GatewayNodes nodes = GatewayNodes.prepare(folder, 3, database + ", cluster.tls = on")) {
      nodes.configure(0, keysIn(ours));
      nodes.configure(1, keysIn(ours));
      nodes.configure(2, keysIn(forged) + ", cluster.join-timeout = 8s");
      nodes.launch(0);
      nodes.launch(1);
      nodes.awaitReady(0);
      nodes.awaitReady(1);
      TestClient ada = TestClient.as(nodes.port(0), "ada");
      TestClient bob = TestClient.as(nodes.port(1), "bob");
      ada.join("lobby");
      assertThat(bob.join("lobby").path("members").findValuesAsText("nickname")).contains("ada");
      nodes.launch(2);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(nodes.status(2)).contains(1));

      assertThat(nodes.errors(2))
          .contains("No gateway answered within 8 s", "parlor.cluster.tls")
          .doesNotContain("\tat ");
    }
  }

  private static String keysIn(Path folder) {
    return "cluster { certificate = \"%s\", key = \"%s\", ca = \"%s\" }"
        .formatted(
            folder.resolve("certificate.pem"), folder.resolve("key.pem"), folder.resolve("ca.pem"));
  }
}
