package parlor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one address, one person and one nickname may take, however many connections they have. */
@Tag("alone")
class DoorBoundsTest {
  private static TestGateway gateway;
  private static int addresses = 20;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            """
            limits {
              rates = on, login = 1m, waiting-for-login = 5, frame-time = 600ms,
              frame-burst-per-address = 60, frames-per-second-per-address = 30,
              message-burst = 6, messages-per-second = 0.01, members-page = 1
            }
            """);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Somebody at an address of their own, so that nobody's share is another's. */
  private static TestClient newcomer() {
    return TestClient.from("127.0.0." + addresses++, gateway.port());
  }

  @Test
  void aFrameThatDoesNotComeToItsEndEndsTheConnectionWhichMayResume() {
    TestClient slow = newcomer();
    String session = slow.hello("slow").path("session").asText();
    slow.raw("{\"type\":\"ping\",".getBytes(UTF_8));
    JsonNode error = slow.expect("error");
    assertThat(error.path("code").asText()).isEqualTo("malformed");
    assertThat(error.path("message").asText()).contains("600 ms");
    assertThat(slow.isClosed()).isTrue();
    assertThat(newcomer().resume("slow", session).path("type").asText()).isEqualTo("welcome");
    assertThat(gateway.metrics())
        .containsPattern("parlor_limits_total\\{limit=\"limits.frame-time\"} 1");
  }

  @Test
  void whoWaitsLongestToLogInMakesRoomForThoseWhoDo() {
    // Those of other tests have gone.
    Awaitility.await().until(() -> gateway.metrics().contains("parlor_connections_waiting 0"));
    List<TestClient> silent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      silent.add(TestClient.from("127.0.0.10", gateway.port()));
      // The next one comes later.
      silent.getLast().sync();
    }
    TestClient guest = newcomer();
    assertThat(guest.hello("in time").path("nickname").asText()).isEqualTo("in time");
    JsonNode error = silent.getFirst().expect("error");
    assertThat(error.path("code").asText()).isEqualTo("unavailable");
    assertThat(error.path("retryAfterMs").asLong()).isPositive();
    assertThat(silent.getFirst().isClosed()).isTrue();
    assertThat(silent.get(1).sync()).isEmpty();
    assertThat(gateway.metrics())
        .containsPattern("parlor_connections_refused_total\\{bound=\"waiting-for-login\"} [1-9]")
        .containsPattern("parlor_connections_waiting [1-5]");
    silent.forEach(TestClient::close);
  }

  @Test
  void theConnectionsOfOneAddressShareItsRate() {
    TestClient one = TestClient.from("127.0.0.11", gateway.port());
    TestClient two = TestClient.from("127.0.0.11", gateway.port());
    TestClient other = newcomer();
    long began = System.nanoTime();
    for (int i = 0; i < 60; i++) {
      one.send("{'type':'ping','id':'" + i + "'}");
      two.send("{'type':'ping','id':'" + i + "'}");
    }
    assertThat(other.sync()).isEmpty();
    for (int i = 0; i < 60; i++) {
      assertThat(one.expectRe("" + i).path("type").asText()).isEqualTo("pong");
      assertThat(two.expectRe("" + i).path("type").asText()).isEqualTo("pong");
    }
    // Of these 120, the 60 beyond the burst had to wait for their turn, at 30 a second.
    assertThat(System.nanoTime() - began).isGreaterThan(1_500_000_000L);
    assertThat(gateway.metrics())
        .containsPattern(
            "parlor_limits_total\\{limit=\"limits.frames-per-second-per-address\"} [1-9]");
    List.of(one, two, other).forEach(TestClient::close);
  }

  @Test
  void whatAnAddressAsksOverHttpCountsToo() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.webPort() + "/health/live");
    List<Integer> statuses = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().localAddress(address("127.0.0.12")).build()) {
      for (int i = 0; i < 1000 && !statuses.contains(429); i++) {
        statuses.add(
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode());
      }
    }

    assertThat(statuses.subList(0, 60)).containsOnly(200);
    assertThat(statuses).contains(429);
  }

  private static InetAddress address(String address) throws java.net.UnknownHostException {
    return InetAddress.getByName(address);
  }

  @Test
  void aPersonTalksNoFasterByTwoDevices() {
    TestClient desk = newcomer();
    desk.hello("ada");
    desk.send("{'type':'register','id':'r','password':'long enough'}");
    desk.expectRe("r");
    TestClient phone = newcomer();
    phone.send("{'type':'hello','id':'h','protocol':1,'nickname':'ada','password':'long enough'}");
    phone.expectRe("h");
    desk.join("lobby");
    phone.join("lobby");
    for (int i = 0; i < 4; i++) {
      desk.say("d" + i, "one");
      assertThat(desk.expectRe("d" + i).path("type").asText()).isEqualTo("said");
    }
    for (int i = 0; i < 2; i++) {
      phone.say("p" + i, "two");
      assertThat(phone.expectRe("p" + i).path("type").asText()).isEqualTo("said");
    }
    phone.say("p2", "three");
    JsonNode refused = phone.expectRe("p2");
    assertThat(refused.path("code").asText()).isEqualTo("rate-limited");
    assertThat(refused.path("retryAfterMs").asLong()).isPositive();
    // What was said already is no new message.
    desk.say("d0", "one");
    assertThat(desk.expectRe("d0").path("type").asText()).isEqualTo("said");
    assertThat(gateway.metrics())
        .containsPattern("parlor_limits_total\\{limit=\"limits.messages-per-second\"} [1-9]");
  }

  @Test
  void whoGuessesKeepsTheOwnerFromNothing() {
    TestClient owner = newcomer();
    owner.hello("owner");
    owner.send("{'type':'register','id':'r','password':'long enough'}");
    owner.expectRe("r");
    TestClient guesser = newcomer();
    String code = "";
    for (int i = 0; i < 20 && !code.equals("rate-limited"); i++) {
      code = login(guesser, "wrong guess").path("code").asText();
    }
    assertThat(code).isEqualTo("rate-limited");
    guesser.close();

    assertThat(login(newcomer(), "long enough").path("type").asText()).isEqualTo("welcome");
    assertThat(gateway.metrics())
        .containsPattern("parlor_limits_total\\{limit=\"limits.login-failures\"} [1-9]");
  }

  private static JsonNode login(TestClient client, String password) {
    client.send(
        "{'type':'hello','id':'h','protocol':1,'nickname':'owner','password':'%s'}"
            .formatted(password));
    return client.expectRe("h");
  }
}
