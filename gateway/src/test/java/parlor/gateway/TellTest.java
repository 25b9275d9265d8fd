package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private conversations over the wire. */
class TellTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.resume = 1s, robot.provider = embedded");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void bothSeeItAndNobodyElse() {
    TestClient ada = TestClient.inLobby(gateway.port(), "ada");
    TestClient bob = TestClient.inLobby(gateway.port(), "bob");
    TestClient eve = TestClient.inLobby(gateway.port(), "eve");
    ada.sync();
    bob.sync();
    ada.send("{'type':'tell','id':'t','to':'bob','text':'你好'}");
    JsonNode atBob = bob.expect("message");
    String room = atBob.path("room").asText();
    assertThat(room).startsWith("@");
    assertThat(atBob.path("from").asText()).isEqualTo("ada");
    assertThat(atBob.path("to").asText()).isEqualTo("bob");
    assertThat(atBob.path("text").asText()).isEqualTo("你好");
    // The answer and the message may come in either order.
    List<JsonNode> atAda = List.of(ada.next(), ada.next());
    assertThat(atAda).contains(atBob);
    assertThat(atAda)
        .anySatisfy(
            said -> {
              assertThat(said.path("type").asText()).isEqualTo("said");
              assertThat(said.path("room").asText()).isEqualTo(room);
              assertThat(said.path("seq").asInt()).isEqualTo(1);
            });
    JsonNode answer = tell(bob, "Ada", "hi");
    assertThat(answer.path("room").asText()).isEqualTo(room);
    assertThat(answer.path("seq").asInt()).isEqualTo(2);
    assertThat(ada.expect("message").path("to").asText()).isEqualTo("ada");
    bob.send("{'type':'say','id':'s','room':'%s','text':'by its name'}".formatted(room));
    assertThat(bob.expectRe("s").path("seq").asInt()).isEqualTo(3);
    assertThat(ada.expect("message").path("text").asText()).isEqualTo("by its name");

    assertThat(eve.sync()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'join','id':'x','room':'%s'}",
        "{'type':'leave','id':'x','room':'%s'}",
        "{'type':'say','id':'x','room':'%s','text':'me too'}",
        "{'type':'history','id':'x','room':'%s'}",
        "{'type':'history','id':'x','room':'%s','after':0}",
        "{'type':'members','id':'x','room':'%s'}",
        "{'type':'typing','id':'x','room':'%s'}",
        "{'type':'read','id':'x','room':'%s','seq':1}",
        "{'type':'search','id':'x','room':'%s','text':'secret'}",
        "{'type':'topic','id':'x','room':'%s','topic':'mine'}",
        "{'type':'remove','id':'x','room':'%s','seq':1}",
        "{'type':'role','id':'x','room':'%s','nickname':'cat','role':'member'}",
        "{'type':'kick','id':'x','room':'%s','nickname':'cat'}",
        "{'type':'mute','id':'x','room':'%s','nickname':'cat'}",
        "{'type':'unmute','id':'x','room':'%s','nickname':'cat'}",
        "{'type':'ban','id':'x','room':'%s','nickname':'cat'}",
        "{'type':'unban','id':'x','room':'%s','nickname':'cat'}",
        "{'type':'room','id':'x','room':'%s','hidden':false}",
      })
  void neitherAStrangerNorTheNextHolderOfTheNicknameGetsIn(String command) {
    TestClient cat = TestClient.as(gateway.port(), "cat");
    TestClient dan = TestClient.as(gateway.port(), "dan");
    String room = tell(cat, "dan", "a secret").path("room").asText();
    dan.send("{'type':'bye'}");
    dan.expect("bye");
    TestClient nextDan = TestClient.as(gateway.port(), "dan");

    TestClient eva = TestClient.as(gateway.port(), "eva");
    for (TestClient other : List.of(nextDan, eva)) {
      other.send(command.formatted(room));
      other.expectError("x", "not-in-room");
      other.send("{'type':'search','id':'s','text':'secret'}");
      assertThat(other.expectRe("s").path("messages")).isEmpty();
      other.send("{'type':'conversations','id':'c'}");
      assertThat(other.expectRe("c").path("conversations")).isEmpty();
      other.send("{'type':'rooms','id':'r'}");
      assertThat(other.expectRe("r").path("rooms").findValuesAsText("room")).isEmpty();
      assertThat(other.sync()).isEmpty();
    }
    // Nor does what is told to the nickname reach the conversation with the person of before.
    JsonNode anew = tell(cat, "dan", "who are you?");
    assertThat(anew.path("room").asText()).isNotEqualTo(room);
    cat.send("{'type':'say','id':'old','room':'%s','text':'are you there?'}".formatted(room));
    cat.expectError("old", "recipient-unknown");
    for (TestClient client : List.of(cat, nextDan, eva)) {
      client.send("{'type':'bye'}");
      client.expect("bye");
    }
  }

  @Test
  void unknownRecipientsAreSaid() {
    TestClient ada = TestClient.as(gateway.port(), "gus");
    for (String to : List.of("nobody", "gus", "", "no\\u0007one")) {
      ada.send("{'type':'tell','id':'t','to':'" + to + "','text':'hi'}");
      ada.expectError("t", "recipient-unknown");
    }
    ada.send("{'type':'tell','id':'t','to':'nobody','text':' '}");
    ada.expectError("t", "message-blank");
  }

  @Test
  void anAccountThatIsAwayFindsItLater() {
    TestClient kim = TestClient.as(gateway.port(), "kim");
    kim.send("{'type':'register','id':'r','password':'long enough'}");
    kim.expectRe("r");
    kim.send("{'type':'bye'}");
    kim.expect("bye");
    TestClient lou = TestClient.as(gateway.port(), "lou");
    String room = tell(lou, "kim", "see you").path("room").asText();
    tell(lou, "kim", "tomorrow");

    TestClient back = new TestClient(gateway.port());
    back.send("{'type':'hello','protocol':1,'nickname':'kim','password':'long enough'}");
    back.expect("welcome");
    back.send("{'type':'conversations','id':'c'}");
    JsonNode waiting = back.expectRe("c").path("conversations").path(0);
    assertThat(waiting.path("room").asText()).isEqualTo(room);
    assertThat(waiting.path("with").asText()).isEqualTo("lou");
    assertThat(waiting.path("seq").asInt()).isEqualTo(2);
    assertThat(waiting.path("unread").asInt()).isEqualTo(2);
    back.send("{'type':'history','id':'h','room':'%s'}".formatted(room));
    assertThat(back.expectRe("h").path("messages").findValuesAsText("text"))
        .containsExactly("see you", "tomorrow");
    back.send("{'type':'search','id':'s','text':'TOMORROW'}");
    assertThat(back.expectRe("s").path("messages").path(0).path("room").asText()).isEqualTo(room);
    tell(lou, "kim", "live");
    assertThat(back.expect("message").path("text").asText()).isEqualTo("live");
    back.send("{'type':'read','id':'d','room':'%s','seq':3}".formatted(room));
    back.expectRe("d");
    back.send("{'type':'conversations','id':'e'}");
    assertThat(back.expectRe("e").path("conversations").path(0).path("unread").asInt()).isZero();
  }

  @Test
  void aSecondDeviceAndOneThatComesBackAreCalledIn() {
    TestClient desk = TestClient.as(gateway.port(), "nia");
    desk.send("{'type':'register','id':'r','password':'long enough'}");
    desk.expectRe("r");
    TestClient oli = new TestClient(gateway.port());
    String session = oli.hello("oli").path("session").asText();
    tell(desk, "oli", "one");
    TestClient phone = new TestClient(gateway.port());
    phone.send("{'type':'hello','protocol':1,'nickname':'nia','password':'long enough'}");
    phone.expect("welcome");
    oli.drop();
    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume("oli", session).path("type").asText()).isEqualTo("welcome");
    tell(desk, "oli", "two");

    assertThat(phone.expect("message").path("text").asText()).isEqualTo("two");
    assertThat(again.expect("message").path("text").asText()).isEqualTo("two");
    tell(again, "nia", "three");
    for (TestClient device : List.of(desk, phone)) {
      assertThat(device.expect(m -> m.path("text").asText().equals("three")).path("seq").asInt())
          .isEqualTo(3);
    }
  }

  @Test
  void aRetryIsNotASecondMessage() {
    TestClient ada = TestClient.as(gateway.port(), "pam");
    TestClient.as(gateway.port(), "quin");
    JsonNode first = tell(ada, "quin", "once");
    ada.send(
        "{'type':'tell','id':'%s','to':'quin','text':'once'}".formatted(first.path("re").asText()));
    assertThat(ada.expectRe(first.path("re").asText()).path("seq")).isEqualTo(first.path("seq"));
    ada.send(
        "{'type':'tell','id':'%s','to':'quin','text':'two'}".formatted(first.path("re").asText()));
    ada.expectError(first.path("re").asText(), "id-reused");
  }

  @Test
  void aRetryIsAnsweredLikeTheFirstWhenTheRecipientHasGoneOrBlocks() {
    TestClient una = TestClient.as(gateway.port(), "una");
    TestClient vic = TestClient.as(gateway.port(), "vic");
    JsonNode first = tell(una, "vic", "once");
    vic.send("{'type':'block','id':'b','nickname':'una'}");
    vic.expectRe("b");
    retries(una, "vic", first);
    una.send("{'type':'tell','id':'new','to':'vic','text':'once'}");
    una.expectError("new", "forbidden");
    vic.send("{'type':'bye'}");
    vic.expect("bye");
    retries(una, "Vic", first);
    una.send("{'type':'tell','id':'other','to':'vic','text':'once'}");
    una.expectError("other", "recipient-unknown");
    una.send(
        "{'type':'tell','id':'%s','to':'vic','text':'twice'}".formatted(first.path("re").asText()));
    una.expectError(first.path("re").asText(), "id-reused");
    una.send(
        "{'type':'say','id':'%s','room':'%s','text':'once'}"
            .formatted(first.path("re").asText(), first.path("room").asText()));
    assertThat(una.expectRe(first.path("re").asText())).isEqualTo(first);
  }

  private static void retries(TestClient from, String to, JsonNode first) {
    from.send(
        "{'type':'tell','id':'%s','to':'%s','text':'once'}"
            .formatted(first.path("re").asText(), to));
    assertThat(from.expectRe(first.path("re").asText())).isEqualTo(first);
  }

  @Test
  void oneTalksWithTheRobotAlone() {
    TestClient ray = TestClient.as(gateway.port(), "ray");
    String room = tell(ray, "robot", "What is 3 * 14?").path("room").asText();
    JsonNode answer =
        ray.expect(
            frame ->
                frame.path("type").asText().equals("message")
                    && frame.path("kind").asText().equals("robot"));

    assertThat(answer.path("room").asText()).isEqualTo(room);
    assertThat(answer.path("from").asText()).isEqualTo("robot");
    assertThat(answer.path("to").asText()).isEqualTo("ray");
    assertThat(answer.path("text").asText()).contains("42");
    ray.send("{'type':'conversations','id':'c'}");
    assertThat(ray.expectRe("c").path("conversations").path(0).path("with").asText())
        .isEqualTo("robot");
  }

  @Test
  void theRobotDoesNotListenToTwoPeople() {
    TestClient sam = TestClient.as(gateway.port(), "sam");
    TestClient tia = TestClient.as(gateway.port(), "tia");
    tell(sam, "tia", "@robot hello");
    tia.expect("message");
    // Were it listening, it would have typed before this came.
    JsonNode next = tell(sam, "tia", "it does not");

    assertThat(next.path("seq").asInt()).isEqualTo(2);
    assertThat(tia.expect("message").path("text").asText()).isEqualTo("it does not");
  }

  @Test
  void manyConversationsAtOnceLoseNothing() {
    int people = 20;
    TestClient hub = TestClient.as(gateway.port(), "hub");
    List<TestClient> clients =
        IntStream.range(0, people)
            .mapToObj(i -> TestClient.as(gateway.port(), "spoke" + i))
            .toList();
    for (int i = 0; i < people; i++) {
      hub.send("{'type':'tell','id':'to%d','to':'spoke%d','text':'from hub'}".formatted(i, i));
      clients.get(i).send("{'type':'tell','id':'a','to':'hub','text':'from %d'}".formatted(i));
      clients.get(i).send("{'type':'tell','id':'b','to':'hub','text':'again %d'}".formatted(i));
    }
    for (TestClient client : clients) {
      List<Integer> seqs = new ArrayList<>();
      while (seqs.size() < 3) {
        seqs.add(client.expect("message").path("seq").asInt());
      }
      assertThat(seqs).containsExactly(1, 2, 3);
    }
    int heard = 0;
    while (heard < 3 * people) {
      hub.expect("message");
      heard++;
    }
    assertThat(hub.sync()).noneMatch(frame -> frame.path("type").asText().equals("message"));
  }

  private static JsonNode tell(TestClient from, String to, String text) {
    String id = "tell" + System.nanoTime();
    from.send(
        "{'type':'tell','id':'%s','to':'%s','text':%s}".formatted(id, to, TestClient.quote(text)));
    JsonNode said = from.expect(frame -> frame.path("re").asText().equals(id));
    assertThat(said.path("type").asText()).as(said.toString()).isEqualTo("said");
    return said;
  }
}
