package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The robot as people in a room meet it. */
class RobotTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("robot.provider = embedded");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aMentionIsAnsweredInTheRoomForEverybody() {
    TestClient ada = TestClient.as(gateway.port(), "ada");
    JsonNode joined = ada.join("lobby");
    assertThat(joined.path("members").toString())
        .contains("{\"nickname\":\"robot\",\"kind\":\"robot\"}");
    assertThat(joined.path("memberCount").asInt()).isEqualTo(1);
    TestClient bob = TestClient.inLobby(gateway.port(), "bob");
    ada.say("q", "你好@robot你是谁");
    long asked = ada.expectRe("q").path("seq").asLong();

    assertThat(bob.expect("typing").path("nickname").asText()).isEqualTo("robot");
    for (TestClient client : new TestClient[] {ada, bob}) {
      JsonNode answer = client.expect(frame -> frame.path("kind").asText().equals("robot"));
      assertThat(answer.path("type").asText()).isEqualTo("message");
      assertThat(answer.path("from").asText()).isEqualTo("robot");
      assertThat(answer.path("replyTo").asLong()).isEqualTo(asked);
      assertThat(answer.path("text").asText()).isNotBlank();
    }
  }

  @Test
  void whatDoesNotCallTheRobotIsLeftAlone() {
    TestClient eve = TestClient.as(gateway.port(), "eve");
    eve.join("quiet");
    eve.send("{'type':'say','id':'q','room':'quiet','text':'a robot, and eve@robot.example'}");
    eve.expectRe("q");
    eve.send("{'type':'say','id':'r','room':'quiet','text':'@robot'}");

    JsonNode answer = eve.expect(frame -> frame.path("kind").asText().equals("robot"));
    assertThat(answer.path("seq").asInt()).isEqualTo(3);
    assertThat(answer.path("replyTo").asInt()).isEqualTo(2);
  }
}
