package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What outlives a gateway: rooms, messages, ids, sessions, nicknames. */
class RestartTest {
  private TestGateway gateway = TestGateway.start("limits.resume = 3s");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void restart() {
    Path data = gateway.stop();
    gateway = TestGateway.start("limits.resume = 3s", data);
  }

  @Test
  void theRoomGoesOnWhereItWas() {
    TestClient ada = TestClient.as(gateway.port(), "ada");
    JsonNode before = ada.join("大厅");
    ada.send("{'type':'say','id':'a','room':'大厅','text':'我家在上海东边'}");
    JsonNode said = ada.expectRe("a");
    restart();

    TestClient bob = TestClient.as(gateway.port(), "bob");
    JsonNode after = bob.join("大厅");
    assertThat(after.path("epoch")).isEqualTo(before.path("epoch"));
    assertThat(after.path("seq").asLong()).isEqualTo(said.path("seq").asLong());
    assertThat(after.path("messages").path(0).path("text").asText()).isEqualTo("我家在上海东边");
  }

  @Test
  void everybodyResumesAndNobodyElseHasTakenTheNickname() {
    TestClient ada = new TestClient(gateway.port());
    String session = ada.hello("ada").path("session").asText();
    String epoch = ada.join("lobby").path("epoch").asText();
    ada.say("one", "first");
    JsonNode first = ada.expectRe("one");
    restart();

    TestClient rival = new TestClient(gateway.port());
    rival.send("{'type':'hello','id':'r','protocol':1,'nickname':'Ada'}");
    rival.expectError("r", "nickname-taken");
    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume("ada", session).path("type").asText()).isEqualTo("welcome");
    again.send("{'type':'join','id':'j','room':'lobby','after':1,'epoch':'" + epoch + "'}");
    assertThat(again.expectRe("j").path("messages")).isEmpty();
    // A retry is known for what it is, and another text by the same id too.
    again.say("one", "first");
    assertThat(again.expectRe("one").path("seq")).isEqualTo(first.path("seq"));
    again.say("one", "something else");
    again.expectError("one", "id-reused");
  }

  @Test
  void theIdsOfALogThatIsOlderThanItsNewestMessagesAreKnown() throws Exception {
    TestClient ada = new TestClient(gateway.port());
    String session = ada.hello("ada").path("session").asText();
    ada.join("lobby");
    ada.say("old", "long ago");
    ada.expectRe("old");
    ada.say("new", "just now");
    JsonNode said = ada.expectRe("new");
    Path data = gateway.stop();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parlor.db"));
        Statement statement = database.createStatement()) {
      statement.execute("UPDATE entry SET at = at - 3600000 WHERE seq = 1");
    }
    gateway = TestGateway.start("limits.resume = 3s", data);
    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume("ada", session).path("type").asText()).isEqualTo("welcome");
    again.join("lobby");

    again.say("new", "just now");
    assertThat(again.expectRe("new")).isEqualTo(said);
    again.say("new", "another");
    again.expectError("new", "id-reused");
  }

  @Test
  void aNicknameThatNobodyComesBackForIsFreeAfterTheTimeToResume() {
    TestClient.as(gateway.port(), "ada");
    restart();
    long deadline = System.nanoTime() + 15_000_000_000L;
    TestClient rival = new TestClient(gateway.port());
    String answer;
    do {
      rival.send("{'type':'hello','id':'r','protocol':1,'nickname':'ada'}");
      answer = rival.next().path("type").asText();
    } while (!answer.equals("welcome") && System.nanoTime() < deadline);

    assertThat(answer).isEqualTo("welcome");
  }

  @Test
  void byeEndsAGuestForGood() {
    TestClient ada = new TestClient(gateway.port());
    String session = ada.hello("ada").path("session").asText();
    ada.send("{'type':'bye'}");
    ada.expect("bye");
    restart();

    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume("ada", session).path("code").asText()).isEqualTo("session-unknown");
  }
}
