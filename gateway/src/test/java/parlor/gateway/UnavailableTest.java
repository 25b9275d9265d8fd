package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** While the database does nothing, everybody is told so; afterwards all goes on by itself. */
class UnavailableTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.answer-timeout = 1s");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAnswerThatComesTooLateHarmsNobody() throws Exception {
    TestClient cat = TestClient.as(gateway.port(), "cat");
    try (Connection rival =
            DriverManager.getConnection("jdbc:sqlite:" + gateway.data().resolve("parlor.db"));
        Statement statement = rival.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      cat.send("{'type':'register','id':'early','password':'long enough'}");
      cat.expectError("early", "unavailable");
      // Meanwhile the database gives up and the presence refuses what has been answered already.
      Awaitility.await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(30))
          .until(() -> cat.sync().isEmpty());
      statement.execute("ROLLBACK");
    }
    JsonNode answer;
    do {
      cat.send("{'type':'register','id':'again','password':'long enough'}");
      answer = cat.expectRe("again");
    } while (answer.path("code").asText().equals("unavailable"));
    assertThat(answer.path("type").asText()).isEqualTo("registered");
  }

  @Test
  void whoWantsToLogInIsNotPutOutBecauseTheServerIsSlow() throws Exception {
    try (TestGateway slow = TestGateway.start("limits.login = 300ms, limits.answer-timeout = 20s");
        Connection rival =
            DriverManager.getConnection("jdbc:sqlite:" + slow.data().resolve("parlor.db"));
        Statement statement = rival.createStatement();
        TestClient eve = TestClient.as(slow.port(), "eve");
        TestClient dan = new TestClient(slow.port())) {
      statement.execute("BEGIN IMMEDIATE");
      dan.send("{'type':'hello','protocol':1,'nickname':'dan'}");
      Awaitility.await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(10))
          .until(() -> eve.sync().isEmpty());
      statement.execute("ROLLBACK");
      dan.expect("welcome");
    }
  }

  @Test
  void nothingIsAcknowledgedThatIsNotStored() throws Exception {
    TestClient ada = TestClient.inLobby(gateway.port(), "ada");
    ada.say("before", "before");
    long before = ada.expectRe("before").path("seq").asLong();
    try (Connection rival =
            DriverManager.getConnection("jdbc:sqlite:" + gateway.data().resolve("parlor.db"));
        Statement statement = rival.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      ada.say("during", "during");
      JsonNode refused = ada.expectRe("during");
      assertThat(refused.path("code").asText()).isEqualTo("unavailable");
      assertThat(refused.path("retryAfterMs").asLong()).isPositive();
      TestClient bob = new TestClient(gateway.port());
      bob.send("{'type':'hello','id':'h','protocol':1,'nickname':'bob'}");
      bob.expectError("h", "unavailable");
      statement.execute("ROLLBACK");
    }
    // Without anybody doing anything the room takes messages again: the retry counts once.
    JsonNode answer;
    do {
      ada.say("during", "during");
      answer = ada.expectRe("during");
    } while (answer.path("type").asText().equals("error"));

    assertThat(answer.path("seq").asLong()).isEqualTo(before + 1);
    ada.send("{'type':'history','id':'all','room':'lobby'}");
    assertThat(ada.expectRe("all").path("messages").findValuesAsText("text"))
        .containsExactly("before", "during");
  }
}
