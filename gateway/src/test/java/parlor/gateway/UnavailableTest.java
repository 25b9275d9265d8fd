package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** While the database does nothing, everybody is told so; afterwards all goes on by itself. */
class UnavailableTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.answer-timeout = 3s");
  }

  @AfterAll
  static void stop() {
    gateway.close();
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
