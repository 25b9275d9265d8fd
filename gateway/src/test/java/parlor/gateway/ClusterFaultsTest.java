package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.store.PostgresServer;

/** Three gateways of which one leaves, is killed, or is cut off. */
@Tag("alone")
class ClusterFaultsTest {
  private static final int NODES = 3;

  @TempDir static Path folder;
  private static PostgresServer postgres;
  private static GatewayNodes nodes;

  @BeforeAll
  static void start() throws IOException {
    postgres = PostgresServer.create();
    nodes =
        GatewayNodes.start(
            folder,
            NODES,
            "database.url = \"%s\", limits.resume = 6s".formatted(postgres.newDatabase("faults")));
  }

  @AfterAll
  static void stop() {
    nodes.close();
    postgres.close();
  }

  /** As whatever looks after services does; a node that was cut off may have ended itself. */
  @BeforeEach
  void mend() {
    patiently().until(() -> areAllReady());
    for (int node = 0; node < NODES; node++) {
      int asked = node;
      patiently().until(() -> addressesAt(asked).size() == NODES - 1);
    }
  }

  private static boolean areAllReady() throws IOException {
    boolean ready = true;
    for (int node = 0; node < NODES; node++) {
      if (!nodes.isAlive(node)) {
        nodes.launch(node);
      }
      ready &= nodes.isReady(node);
    }
    return ready;
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions();
  }

  private static List<String> addressesAt(int node) {
    try (TestClient client = new TestClient(nodes.port(node))) {
      List<String> addresses = addresses(client.hello("asker"));
      client.send("{'type':'bye'}");
      client.expect("bye");
      return addresses;
    }
  }

  private static List<String> addresses(JsonNode frame) {
    List<String> addresses = new ArrayList<>();
    frame.path("addresses").forEach(address -> addresses.add(address.asText()));
    return addresses;
  }

  @Test
  void whoeverTalksWhileANodeLeavesNoticesNothing() throws IOException {
    try (Probe probe = new Probe(nodes.port(0), "talker", 20)) {
      TestClient guest = TestClient.as(nodes.port(2), "moved");
      guest.join("room-1");
      nodes.terminate(2);

      assertThat(addresses(guest.expect("moving")))
          .containsExactlyInAnyOrder("127.0.0.1:" + nodes.port(0), "127.0.0.1:" + nodes.port(1));
      assertThat(guest.isClosed()).isTrue();
      patiently().untilAsserted(() -> assertThat(nodes.status(2)).contains(143));
      long ended = System.nanoTime();
      patiently().until(() -> probe.haveAllAnsweredSince(ended));
      assertThat(probe.refused()).isZero();
    }
  }

  @Test
  void theGuestOfAKilledNodeResumesElsewhereAndAnothersNicknameIsFreed() throws IOException {
    TestClient witness = TestClient.as(nodes.port(0), "witness");
    witness.join("mourning");
    TestClient mover = new TestClient(nodes.port(1));
    String session = mover.hello("mover").path("session").asText();
    mover.join("mourning");
    TestClient ghost = TestClient.as(nodes.port(1), "ghost");
    ghost.join("mourning");
    witness.expect("member-joined");
    witness.expect("member-joined");
    nodes.kill(1);
    patiently().until(() -> resumes(session));

    JsonNode left = witness.expect(frame -> frame.path("type").asText().startsWith("member"));
    assertThat(left.path("type").asText()).isEqualTo("member-left");
    assertThat(left.path("nickname").asText()).isEqualTo("ghost");
    patiently().until(() -> isWelcome("ghost"));
    assertThat(witness.sync()).noneMatch(frame -> frame.path("nickname").asText().equals("mover"));
  }

  private static boolean resumes(String session) {
    TestClient again = new TestClient(nodes.port(2));
    boolean welcome = again.resume("mover", session).path("type").asText().equals("welcome");
    if (welcome) {
      again.join("mourning");
    } else {
      again.close();
    }
    return welcome;
  }

  private static boolean isWelcome(String nickname) {
    try (TestClient client = new TestClient(nodes.port(2))) {
      client.send("{'type':'hello','protocol':1,'nickname':'" + nickname + "'}");
      return client.next().path("type").asText().equals("welcome");
    }
  }

  @Test
  void whoIsCutOffFromMostSendsItsPeopleThereSaysWhyAndJoinsAgain() throws Exception {
    TestClient guest = TestClient.as(nodes.port(0), "islander");
    nodes.signal(1, "STOP");
    nodes.signal(2, "STOP");
    try {
      assertThat(addresses(guest.expect("moving")))
          .containsExactlyInAnyOrder("127.0.0.1:" + nodes.port(1), "127.0.0.1:" + nodes.port(2));
      patiently().untilAsserted(() -> assertThat(nodes.status(0)).contains(3));
      assertThat(nodes.errors(0)).contains("This gateway was cut off from most of the others");
    } finally {
      nodes.signal(1, "CONT");
      nodes.signal(2, "CONT");
    }
    mend();
    TestClient.as(nodes.port(0), "settler").join("island");
  }

  @Test
  void oneAloneBeginsNoClusterAndSaysWhatItWaitedFor(@TempDir Path lonely) throws IOException {
    String settings =
        "database.url = \"%s\", cluster.join-timeout = 8s".formatted(postgres.newDatabase("lone"));
    try (GatewayNodes alone = GatewayNodes.prepare(lonely, NODES, settings)) {
      alone.launch(0);
      patiently().untilAsserted(() -> assertThat(alone.status(0)).contains(1));

      assertThat(alone.errors(0))
          .contains("Of the 2 gateways with which a cluster begins only 1 came together within 8 s")
          .doesNotContain("\tat ");
    }
  }
}
