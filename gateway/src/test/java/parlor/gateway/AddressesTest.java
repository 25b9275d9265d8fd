package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parlor.store.PostgresServer;

/** Where else one can go: told at the login, and when a node goes away. */
class AddressesTest {
  private static PostgresServer postgres;
  private static String settings;
  private static TestGateway one;
  private static TestGateway two;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    settings = "database.url = \"%s\"".formatted(postgres.newDatabase("parlor"));
    one = TestGateway.start(settings);
    two = join("");
  }

  private static TestGateway join(String more) {
    return TestGateway.start(
        "%s, cluster { port = 0, seed-nodes = [\"%s\"] }, %s"
            .formatted(settings, one.clusterAddress(), more));
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    postgres.close();
  }

  @Test
  void whoLogsInIsToldTheOtherDoorsAndWhoIsSentAwayTheRemainingOnes() {
    TestGateway three = join("tcp.advertised = \"chat.example.org:17420\"");
    awaitAddresses(one, "127.0.0.1:" + two.port(), "chat.example.org:17420");
    awaitAddresses(two, "127.0.0.1:" + one.port(), "chat.example.org:17420");
    awaitAddresses(three, "127.0.0.1:" + one.port(), "127.0.0.1:" + two.port());
    TestClient guest = TestClient.as(three.port(), "guest");
    three.close();

    assertThat(addresses(guest.expect("moving")))
        .containsExactlyInAnyOrder("127.0.0.1:" + one.port(), "127.0.0.1:" + two.port());
    assertThat(guest.isClosed()).isTrue();
    awaitAddresses(one, "127.0.0.1:" + two.port());
    awaitAddresses(two, "127.0.0.1:" + one.port());
  }

  private static void awaitAddresses(TestGateway at, String... addresses) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              try (TestClient client = new TestClient(at.port())) {
                assertThat(addresses(client.hello("asker"))).containsExactlyInAnyOrder(addresses);
                client.send("{'type':'bye'}");
                client.expect("bye");
              }
            });
  }

  private static List<String> addresses(JsonNode frame) {
    List<String> addresses = new ArrayList<>();
    frame.path("addresses").forEach(address -> addresses.add(address.asText()));
    return addresses;
  }
}
