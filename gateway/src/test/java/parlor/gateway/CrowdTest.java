package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many at once, and some who do not read. */
@Tag("alone")
class CrowdTest {
  private TestGateway gateway = TestGateway.start("limits.outlet-bytes = 1500KiB");

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void twoHundredComeAndGoAndEveryListIsRightInTheEnd() throws Exception {
    int crowd = 200;
    List<Future<Set<String>>> lists = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(crowd)) {
      for (int i = 0; i < crowd; i++) {
        int me = i;
        lists.add(threads.submit(() -> comeAndPerhapsGo(me)));
      }
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < crowd; i += 2) {
        expected.add("c" + i);
      }
      for (int i = 0; i < crowd; i++) {
        Set<String> seen = lists.get(i).get();
        if (i % 2 == 0) {
          assertThat(seen).as("seen by c" + i).isEqualTo(expected);
        }
      }
    }
  }

  /** Those with odd numbers leave again; the others keep book until only even ones are left. */
  private Set<String> comeAndPerhapsGo(int me) {
    TestClient client = TestClient.as(gateway.port(), "c" + me);
    Set<String> members =
        new TreeSet<>(client.join("crowd").path("members").findValuesAsText("nickname"));
    if (me % 2 == 1) {
      client.send("{'type':'leave','id':'l','room':'crowd'}");
      client.expectRe("l");
      return members;
    }
    while (members.size() != 100 || members.stream().anyMatch(CrowdTest::isOdd)) {
      JsonNode notice = client.next();
      if (notice.path("type").asText().equals("member-joined")) {
        assertThat(members.add(notice.path("nickname").asText())).isTrue();
      } else if (notice.path("type").asText().equals("member-left")) {
        assertThat(members.remove(notice.path("nickname").asText())).isTrue();
      }
    }
    return members;
  }

  private static boolean isOdd(String name) {
    return Integer.parseInt(name.substring(1)) % 2 == 1;
  }

  @Test
  void whoDoesNotReadIsCutOffAndNobodyElseNotices() {
    TestClient deaf = TestClient.inLobby(gateway.port(), "deaf");
    TestClient writer = TestClient.inLobby(gateway.port(), "writer");
    TestClient reader = TestClient.inLobby(gateway.port(), "reader");
    String text = "长".repeat(4000);
    for (int i = 0; i < 1500; i++) {
      writer.say("" + i, text);
      assertThat(writer.expectRe("" + i).path("type").asText()).isEqualTo("said");
      assertThat(reader.expect("message").path("text").asText()).isEqualTo(text);
    }

    assertThat(deaf.isClosed()).isTrue();
    assertThat(reader.expect("member-left").path("reason").asText()).isEqualTo("lost");
  }

  @Test
  void whoAsksWithoutReadingTheAnswersIsReadNoMore() {
    TestClient asker = TestClient.inLobby(gateway.port(), "asker");
    for (int i = 0; i < 40; i++) {
      asker.say("s" + i, "长".repeat(4000));
      asker.expectRe("s" + i);
    }
    int asked = 400;
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < asked; i++) {
                    asker.send("{'type':'history','id':'h" + i + "','room':'lobby'}");
                  }
                });
    TestClient other = TestClient.inLobby(gateway.port(), "other");
    other.say("o", "not disturbed");
    assertThat(other.expectRe("o").path("type").asText()).isEqualTo("said");

    for (int i = 0; i < asked; i++) {
      assertThat(asker.expectRe("h" + i).path("type").asText()).isEqualTo("history");
    }
    assertThat(writer.isAlive()).isFalse();
  }

  @Test
  void whenTheGatewayEndsEverybodyIsToldAndWhatWasAcknowledgedIsOut() {
    TestClient client = TestClient.inLobby(gateway.port(), "ada");
    client.say("s", "last");
    client.expectRe("s");
    gateway.close();

    assertThat(client.expect("moving").path("addresses")).isEmpty();
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void aRateHoldsBackWhoTalksTooFast() {
    gateway.close();
    gateway =
        TestGateway.start("limits { rates = on, message-burst = 3, messages-per-second = 1 }");
    TestClient client = TestClient.inLobby(gateway.port(), "fast");
    for (int i = 0; i < 4; i++) {
      client.say("" + i, "x");
    }
    List<JsonNode> answers = new ArrayList<>();
    while (answers.size() < 4) {
      answers.add(client.expect(frame -> frame.has("re")));
    }
    assertThat(answers)
        .filteredOn(answer -> answer.path("type").asText().equals("said"))
        .hasSize(3);
    JsonNode refused =
        answers.stream().filter(answer -> answer.path("re").asText().equals("3")).findFirst().get();
    assertThat(refused.path("code").asText()).isEqualTo("rate-limited");
    assertThat(refused.path("retryAfterMs").asLong()).isBetween(1L, 1000L);
  }
}
