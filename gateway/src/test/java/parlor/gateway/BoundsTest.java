package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection may not do to others, at a gateway with small bounds. */
@Tag("alone")
class BoundsTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            """
            limits {
              rates = on, login = 1m, connections = 30, connections-per-address = 20,
              frame-burst = 10, frames-per-second = 20, rooms = 3
            }
            http.request-deadline = 600ms
            """);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void whoDoesNotLogInIsToldAndShown() {
    try (TestGateway impatient = TestGateway.start("limits.login = 600ms")) {
      TestClient silent = new TestClient(impatient.port());
      JsonNode error = silent.expect("error");
      assertThat(error.path("code").asText()).isEqualTo("not-logged-in");
      assertThat(silent.isClosed()).isTrue();
    }
  }

  @Test
  void oneAddressTakesNoMoreThanItsShare() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
      }
      Set<Socket> ended = new HashSet<>();
      Awaitility.await()
          .until(
              () -> {
                for (Socket socket : sockets) {
                  socket.setSoTimeout(10);
                  if (isEnded(socket)) {
                    ended.add(socket);
                  }
                }
                return ended.size() >= 20;
              });
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    Awaitility.await().ignoreExceptions().until(() -> canTalk("after-the-flood"));
  }

  private static boolean isEnded(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean canTalk(String nickname) {
    try (TestClient client = new TestClient(gateway.port())) {
      client.send("{'type':'hello','id':'h','protocol':1,'nickname':'" + nickname + "'}");
      return client.expectRe("h").path("type").asText().equals("welcome");
    }
  }

  @Test
  void tooManyFramesAreRefusedAndThenReadMoreSlowly() {
    TestClient hasty = TestClient.as(gateway.port(), "hasty");
    long began = System.nanoTime();
    for (int i = 0; i < 30; i++) {
      hasty.send("{'type':'ping','id':'" + i + "'}");
    }
    int pongs = 0;
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      JsonNode answer = hasty.expectRe(String.valueOf(i));
      if (answer.path("type").asText().equals("pong")) {
        pongs++;
      } else {
        refused++;
        assertThat(answer.path("code").asText()).isEqualTo("rate-limited");
        assertThat(answer.path("retryAfterMs").asLong()).isBetween(1L, 100L);
      }
    }
    assertThat(pongs).isGreaterThanOrEqualTo(9);
    assertThat(refused).isPositive();
    // Half of the twenty beyond the burst had to wait for their turn, at twenty a second.
    assertThat(System.nanoTime() - began).isGreaterThan(300_000_000L);
    hasty.close();
  }

  @Test
  void noMoreRoomsAreOpenedThanMayBe() {
    TestClient client = TestClient.as(gateway.port(), "opener");
    client.join("one");
    client.join("two");
    client.join("three");
    client.send("{'type':'join','id':'four','room':'four'}");
    client.expectError("four", "unavailable");
    client.send("{'type':'leave','id':'left','room':'one'}");
    client.expectRe("left");
    Awaitility.await()
        .until(
            () -> {
              client.send("{'type':'join','id':'again','room':'four'}");
              return client.expectRe("again").path("type").asText().equals("joined");
            });
    client.send("{'type':'bye'}");
    client.expect("bye");
    client.close();
  }

  @Test
  void aHeaderThatComesByteByByteIsCutOff() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(StandardCharsets.UTF_8));
      assertThat(isEnded(socket)).isTrue();
    }
  }

  @Test
  void whatWasRefusedIsCounted() {
    TestClient client = new TestClient(gateway.port());
    client.send("{'type':'say','id':'s','room':'lobby','text':'x'}");
    client.expectError("s", "not-logged-in");
    assertThat(gateway.metrics())
        .containsPattern("parlor_refusals_total\\{code=\"not-logged-in\"} [1-9]")
        .contains("parlor_connections ", "parlor_outlets_bytes", "jvm_memory_used_bytes");
    client.close();
  }
}
