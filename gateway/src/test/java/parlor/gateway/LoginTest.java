package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who holds a nickname, and what happens when a connection is lost. */
class LoginTest {
  private static final Duration RESUME = Duration.ofSeconds(2);

  private static TestGateway gateway;
  private static int names;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.resume = " + RESUME.toMillis() + "ms");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aNicknameIsTakenInAnyFormThatLooksLikeIt() {
    try (TestClient ada = TestClient.as(gateway.port(), "Ada");
        TestClient rival = new TestClient(gateway.port())) {
      for (String name : List.of("Ada", "ADA", " ada ", "ａｄａ", "аdа")) {
        rival.send(
            "{'type':'hello','id':'x','protocol':1,'nickname':" + TestClient.quote(name) + "}");
        rival.expectError("x", "nickname-taken");
      }
      assertThat(rival.hello("Adam").path("nickname").asText()).isEqualTo("Adam");
      assertThat(ada.sync()).isEmpty();
    }
  }

  @Test
  void ofLoginsInTheSameInstantExactlyOneWins() throws Exception {
    int[] rivals = new int[8];
    Arrays.fill(rivals, gateway.port());
    for (int round = 0; round < 20; round++) {
      assertThat(TestClient.raceFor(newName(), rivals)).containsOnlyOnce("welcome");
    }
  }

  @Test
  void aNicknameIsFreeAtOnceAfterBye() {
    String name = newName();
    for (int i = 0; i < 20; i++) {
      TestClient client = TestClient.inLobby(gateway.port(), name);
      client.send("{'type':'bye','id':'b'}");
      assertThat(client.expectRe("b").path("type").asText()).isEqualTo("bye");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void byeIsObeyedAfterWhatWasSaidBefore() {
    TestClient witness = TestClient.inLobby(gateway.port(), newName());
    String name = newName();
    TestClient client = TestClient.inLobby(gateway.port(), name);
    client.say("s", "goodbye all");
    client.send("{'type':'bye','id':'b'}");

    assertThat(client.expectRe("s").path("type").asText()).isEqualTo("said");
    assertThat(client.expectRe("b").path("type").asText()).isEqualTo("bye");
    assertThat(witness.expect("message").path("text").asText()).isEqualTo("goodbye all");
    assertThat(departure(witness, name).path("reason").asText()).isEqualTo("left");
  }

  /** Others come and go meanwhile, for the lobby is that of all tests here. */
  private static JsonNode departure(TestClient witness, String name) {
    return witness.expect(
        frame ->
            frame.path("type").asText().equals("member-left")
                && frame.path("nickname").asText().equals(name));
  }

  @Test
  void aLostConnectionsNicknameIsHeldAndThenFree() {
    String name = newName();
    TestClient witness = TestClient.inLobby(gateway.port(), newName());
    TestClient client = TestClient.inLobby(gateway.port(), name);
    witness.expect("member-joined");
    client.drop();
    TestClient rival = new TestClient(gateway.port());
    rival.send("{'type':'hello','id':'x','protocol':1,'nickname':'" + name + "'}");
    rival.expectError("x", "nickname-taken");

    assertThat(departure(witness, name).path("reason").asText()).isEqualTo("lost");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              rival.send("{'type':'hello','id':'y','protocol':1,'nickname':'" + name + "'}");
              return rival.expectRe("y").path("type").asText().equals("welcome");
            });
  }

  @Test
  void whoResumesInTimeHasNotBeenAwayAndMissesNothing() {
    String name = newName();
    TestClient witness = TestClient.inLobby(gateway.port(), newName());
    TestClient client = new TestClient(gateway.port());
    String session = client.hello(name).path("session").asText();
    JsonNode joined = client.join("lobby");
    witness.expect("member-joined");
    client.drop();
    witness.say("m", "meanwhile");
    witness.expectRe("m");
    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume(name, session).path("session").asText()).isEqualTo(session);
    again.send(
        "{'type':'join','id':'j','room':'lobby','after':%d,'epoch':'%s'}"
            .formatted(joined.path("seq").asLong(), joined.path("epoch").asText()));

    assertThat(again.expectRe("j").path("messages").findValuesAsText("text"))
        .containsExactly("meanwhile");
    pass(RESUME.plusSeconds(1));
    assertThat(witness.sync())
        .noneMatch(
            frame ->
                frame.path("type").asText().startsWith("member")
                    && frame.path("nickname").asText().equals(name));
  }

  @Test
  void whoResumesWhileTheOldConnectionLivesReplacesIt() {
    String name = newName();
    TestClient witness = TestClient.inLobby(gateway.port(), newName());
    TestClient old = new TestClient(gateway.port());
    String session = old.hello(name).path("session").asText();
    old.join("lobby");
    witness.expect("member-joined");
    TestClient now = new TestClient(gateway.port());
    assertThat(now.resume(name, session).path("type").asText()).isEqualTo("welcome");
    now.join("lobby");

    assertThat(old.expect("error").path("code").asText()).isEqualTo("replaced");
    assertThat(old.isClosed()).isTrue();
    pass(RESUME.plusSeconds(1));
    // Others come and go meanwhile, for the lobby is that of all tests here.
    assertThat(witness.sync())
        .noneMatch(
            frame ->
                frame.path("type").asText().startsWith("member")
                    && frame.path("nickname").asText().equals(name));
    now.say("s", "still here");
    assertThat(now.expectRe("s").path("type").asText()).isEqualTo("said");
  }

  @Test
  void aTokenStillWorksWhenTheTimeToResumeHasPassedAndTheNicknameIsFree() {
    String name = newName();
    TestClient client = new TestClient(gateway.port());
    String session = client.hello(name).path("session").asText();
    client.join("lobby");
    client.say("mine", "said before");
    long seq = client.expectRe("mine").path("seq").asLong();
    client.drop();
    pass(RESUME.plusSeconds(1));
    TestClient again = new TestClient(gateway.port());
    assertThat(again.resume(name, session).path("type").asText()).isEqualTo("welcome");
    again.join("lobby");
    again.say("mine", "said before");

    assertThat(again.expectRe("mine").path("seq").asLong()).isEqualTo(seq);
  }

  @Test
  void aTokenIsWorthNothingAfterBye() {
    String name = newName();
    TestClient client = new TestClient(gateway.port());
    String session = client.hello(name).path("session").asText();
    client.send("{'type':'bye'}");
    client.expect("bye");
    TestClient again = new TestClient(gateway.port());

    assertThat(again.resume(name, session).path("code").asText()).isEqualTo("session-unknown");
    assertThat(again.hello(name).path("type").asText()).isEqualTo("welcome");
  }

  @Test
  void whoPromisesAHeartbeatIsLostWithoutOne() {
    TestClient silent = new TestClient(gateway.port());
    silent.send(
        "{'type':'hello','protocol':1,'nickname':'%s','heartbeatMs':200}".formatted(newName()));
    silent.expect("welcome");
    assertThat(silent.isClosed()).isTrue();
  }

  @Test
  void whoKeepsThePromiseStays() {
    TestClient client = new TestClient(gateway.port());
    client.send(
        "{'type':'hello','protocol':1,'nickname':'%s','heartbeatMs':1000}".formatted(newName()));
    client.expect("welcome");
    for (int i = 0; i < 8; i++) {
      pass(Duration.ofMillis(500));
      client.send("{'type':'ping','id':'p'}");
      assertThat(client.expectRe("p").path("type").asText()).isEqualTo("pong");
    }
  }

  /** Real time has to go by: what is tested is that something does not happen. */
  private static void pass(Duration time) {
    await().pollDelay(time).timeout(time.plusSeconds(5)).until(() -> true);
  }

  private static String newName() {
    return "login" + names++;
  }
}
