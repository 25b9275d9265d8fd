package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parlor.store.PostgresServer;

/** Two gateways that found each other: one room, one nickname, wherever one is connected. */
class TwoNodesTest {
  private static PostgresServer postgres;
  private static TestGateway one;
  private static TestGateway two;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    String settings =
        "robot.provider = embedded, limits.resume = 3s, database.url = \"%s\""
            .formatted(postgres.newDatabase("parlor"));
    one = TestGateway.start(settings);
    two =
        TestGateway.start(
            settings
                + ", cluster { port = 0, seed-nodes = [\"%s\"] }".formatted(one.clusterAddress()));
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    postgres.close();
  }

  @Test
  void everyMemberSeesTheSameWhereverConnected() {
    for (int room = 0; room < 10; room++) {
      TestClient ada = TestClient.as(one.port(), "ada" + room);
      TestClient bob = TestClient.as(two.port(), "bob" + room);
      ada.join("room" + room);
      JsonNode joined = bob.join("room" + room);
      assertThat(joined.path("members").findValuesAsText("nickname"))
          .contains("ada" + room, "bob" + room);
      assertThat(ada.expect("member-joined").path("nickname").asText()).isEqualTo("bob" + room);
      for (int i = 0; i < 5; i++) {
        for (TestClient client : List.of(ada, bob)) {
          client.send("{'type':'say','id':'%d','room':'room%d','text':'%d'}".formatted(i, room, i));
          client.expectRe("" + i);
        }
      }
      int joinedRoom = room;
      for (TestClient client : List.of(ada, bob)) {
        Awaitility.await().until(() -> seqs(client, joinedRoom).size() == 10);
      }
      assertThat(seqs(ada, room)).isEqualTo(seqs(bob, room));
      bob.send("{'type':'bye'}");
      assertThat(ada.expect("member-left").path("nickname").asText()).isEqualTo("bob" + room);
    }
  }

  private static List<String> seqs(TestClient client, int room) {
    client.send("{'type':'join','id':'all','room':'room" + room + "'}");
    return client.expectRe("all").path("messages").findValuesAsText("seq");
  }

  @Test
  void ofLoginsOnBothNodesInTheSameInstantExactlyOneWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      assertThat(TestClient.raceFor("twin" + round, one.port(), two.port(), one.port(), two.port()))
          .containsOnlyOnce("welcome");
    }
  }

  @Test
  void whoLosesOneNodeResumesOnTheOther() {
    TestClient witness = TestClient.as(one.port(), "witness");
    witness.join("moving-house");
    TestClient client = new TestClient(one.port());
    String session = client.hello("mover").path("session").asText();
    client.join("moving-house");
    witness.expect("member-joined");
    client.drop();
    TestClient again = new TestClient(two.port());
    assertThat(again.resume("mover", session).path("type").asText()).isEqualTo("welcome");
    again.join("moving-house");
    Awaitility.await().pollDelay(Duration.ofSeconds(4)).until(() -> true);

    assertThat(witness.sync()).noneMatch(frame -> frame.path("type").asText().startsWith("member"));
  }

  @Test
  void theRobotAnswersOnceNotOnceANode() {
    TestClient ada = TestClient.as(one.port(), "asker");
    TestClient bob = TestClient.as(two.port(), "listener");
    ada.join("robots");
    bob.join("robots");
    ada.send("{'type':'say','id':'q','room':'robots','text':'@robot hello'}");
    bob.expect(frame -> frame.path("kind").asText().equals("robot"));
    ada.send("{'type':'say','id':'r','room':'robots','text':'next'}");

    assertThat(ada.expectRe("r").path("seq").asInt()).isEqualTo(3);
  }
}
