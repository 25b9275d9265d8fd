package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that falls behind: what comes then is refused at once instead of being kept. */
@Tag("alone")
class OverloadTest {

  /** The database gives up after two seconds; what is refused here is refused before that. */
  @Test
  void whatIsSaidWhileTheStoreIsBehindIsRefusedBeforeWhatWasSaidEarlierIsAnswered()
      throws Exception {
    try (TestGateway gateway =
            TestGateway.start("database.overload = 200ms, limits.answer-timeout = 1m");
        Connection rival = rivalOf(gateway);
        Statement statement = rival.createStatement()) {
      TestClient ada = TestClient.inLobby(gateway.port(), "ada");
      ada.say("before", "before");
      long seq = ada.expectRe("before").path("seq").asLong();
      statement.execute("BEGIN IMMEDIATE");
      ada.say("waits", "waits");
      List<String> refused = new ArrayList<>();
      // Not more at once than a connection may have unanswered.
      Awaitility.await()
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                ada.say("behind" + System.nanoTime(), "behind");
                ada.sync().stream()
                    .filter(frame -> frame.path("type").asText().equals("error"))
                    .map(OverloadTest::refusal)
                    .forEach(refused::add);
                return !refused.isEmpty();
              });
      statement.execute("ROLLBACK");

      assertThat(refused.getFirst()).startsWith("behind");
      assertThat(ada.expectRe("waits").path("seq").asLong()).isEqualTo(seq + 1);
      awaitSpeech(ada);
      ada.close();
    }
  }

  /** Rooms and people live on the pool's threads unless a socket's own thread looks after them. */
  @Test
  void whatIsAskedWhileThePoolOfThreadsIsBehindIsRefusedAtOnce() throws Exception {
    try (TestGateway gateway = TestGateway.start("database.overload = 200ms")) {
      TestClient ada = TestClient.inLobby(gateway.port(), "ada");
      // What comes behind the join has its turn when the connection knows of its place.
      ada.sync();
      CountDownLatch busy = new CountDownLatch(1);
      try {
        gateway.occupyPoolUntil(busy);
        // Nothing is asked before they are behind: it would have to wait for them.
        Awaitility.await()
            .pollDelay(Duration.ofSeconds(1))
            .until(
                () -> {
                  ada.send("{'type':'rooms','id':'list'}");
                  return ada.sync().stream().anyMatch(frame -> refusal(frame).equals("list"));
                });
      } finally {
        busy.countDown();
      }

      awaitSpeech(ada);
      ada.close();
    }
  }

  /** One that waits for an answer may wait for the next one, too; one that does not is read. */
  @Test
  void beyondWhatAllMayHaveAskedOnlyThoseWaitWhoAreOwedAnAnswer() throws Exception {
    try (TestGateway gateway = TestGateway.start("limits.requests-bytes = 1024");
        Connection rival = rivalOf(gateway);
        Statement statement = rival.createStatement()) {
      TestClient ada = TestClient.inLobby(gateway.port(), "ada");
      TestClient bob = TestClient.inLobby(gateway.port(), "bob");
      ada.expect("member-joined");
      statement.execute("BEGIN IMMEDIATE");
      ada.say("owed", "owed");
      ada.send("{'type':'ping','id':'behind'}");
      bob.sync();
      Awaitility.await()
          .until(
              () ->
                  gateway
                      .metrics()
                      .matches(
                          "(?s).*parlor_limits_total\\{limit=\"limits.requests-bytes\"} [1-9].*"));
      statement.execute("ROLLBACK");

      List<String> answered = new ArrayList<>();
      while (!answered.contains("behind")) {
        answered.add(ada.next().path("re").asText());
      }
      assertThat(answered).contains("owed");
      ada.close();
      bob.close();
    }
  }

  /** Another user of the database, who may hold up the gateway. */
  private static Connection rivalOf(TestGateway gateway) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + gateway.data().resolve("parlor.db"));
  }

  private static void awaitSpeech(TestClient client) {
    Awaitility.await()
        .until(
            () -> {
              client.say("after", "after");
              return client.expectRe("after").path("type").asText().equals("said");
            });
  }

  private static String refusal(JsonNode frame) {
    assertThat(frame.path("code").asText()).isEqualTo("unavailable");
    assertThat(frame.path("retryAfterMs").asLong()).isPositive();
    return frame.path("re").asText();
  }
}
