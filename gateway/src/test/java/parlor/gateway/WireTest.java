package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire as a client sees it: what is sent byte by byte, and what comes back. */
class WireTest {
  private static TestGateway gateway;
  private static int names;

  private final List<TestClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits { history-messages = 5, members-page = 3 }");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void leave() {
    clients.forEach(TestClient::close);
  }

  // Framing

  @Test
  void helloJoinAndSayMayGoOutInOneWrite() {
    TestClient client = stranger();
    client.raw(
        """
        {"type":"hello","id":"1","protocol":1,"client":"nc","nickname":"%s"}
        {"type":"join","id":"2","room":"Garden"}
        {"type":"say","id":"3","room":"garden","text":"hi"}
        {"type":"rooms","id":"4"}
        {"type":"history","id":"5","room":"garden"}
        """
            .formatted(newName())
            .getBytes(StandardCharsets.UTF_8));

    JsonNode welcome = client.expectRe("1");
    assertThat(welcome.path("type").asText()).isEqualTo("welcome");
    assertThat(welcome.path("limits").path("frameBytes").asInt()).isEqualTo(65536);
    assertThat(welcome.path("limits").path("textCodePoints").asInt()).isEqualTo(5000);
    assertThat(welcome.path("limits").path("nicknameCodePoints").asInt()).isEqualTo(32);
    assertThat(welcome.path("limits").path("roomCodePoints").asInt()).isEqualTo(64);
    assertThat(welcome.path("limits").path("historyMessages").asInt()).isEqualTo(5);
    assertThat(welcome.path("limits").path("resumeMs").asInt()).isEqualTo(10_000);
    List<JsonNode> rest = Stream.generate(client::next).limit(5).toList();
    assertThat(rest)
        .extracting(frame -> frame.path("type").asText())
        .containsExactlyInAnyOrder("joined", "said", "message", "rooms", "history");
    assertThat(rest)
        .filteredOn(frame -> frame.path("type").asText().equals("rooms"))
        .singleElement()
        .extracting(frame -> frame.path("rooms").findValuesAsText("room"))
        .asString()
        .contains("garden");
  }

  @Test
  void framesMayComeAByteAtATime() {
    TestClient client = stranger();
    for (byte b :
        ("\r\n\n{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"" + newName() + "张\"}\r\n")
            .getBytes(StandardCharsets.UTF_8)) {
      client.raw(new byte[] {b});
    }
    assertThat(client.next().path("type").asText()).isEqualTo("welcome");
  }

  @Test
  void halfAFrameAndSilenceDisturbsNobody() {
    TestClient half = stranger();
    half.raw("{\"type\":\"hello\",\"proto".getBytes(StandardCharsets.UTF_8));
    TestClient other = inLobby();
    other.say("a", "still works");

    assertThat(other.expectRe("a").path("type").asText()).isEqualTo("said");
    half.raw(("col\":1,\"nickname\":\"" + newName() + "\"}\n").getBytes(StandardCharsets.UTF_8));
    assertThat(half.next().path("type").asText()).isEqualTo("welcome");
  }

  @Test
  void manyFramesInOneWriteAreAllAnsweredAndKeepTheirOrder() {
    TestClient client = inLobby();
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      frames.append(
          "{\"type\":\"say\",\"id\":\"m%d\",\"room\":\"lobby\",\"text\":\"%d\"}\n".formatted(i, i));
    }
    client.raw(frames.toString().getBytes(StandardCharsets.UTF_8));
    int said = 0;
    int shown = 0;
    while (said < 2000 || shown < 2000) {
      JsonNode frame = client.next();
      if (frame.path("type").asText().equals("said")) {
        said++;
      } else if (frame.path("type").asText().equals("message")) {
        assertThat(frame.path("text").asText()).isEqualTo("" + shown);
        shown++;
      }
    }
  }

  @Test
  void aFrameThatIsTooLongIsRefusedAndTheConnectionClosed() {
    TestClient client = inLobby();
    client.raw("x".repeat(65537).getBytes(StandardCharsets.UTF_8));

    assertThat(client.expect("error").path("code").asText()).isEqualTo("frame-too-long");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void theLongestFrameIsTaken() {
    TestClient client = stranger();
    String frame = "{\"type\":\"ping\",\"id\":\"p\",\"x\":\"";
    String padded = frame + "y".repeat(65536 - frame.length() - 2) + "\"}";
    client.raw((padded + "\r\n").getBytes(StandardCharsets.UTF_8));

    assertThat(client.next().path("type").asText()).isEqualTo("pong");
  }

  @Test
  void whatIsNotUtf8IsRefusedAndTheConnectionClosed() {
    TestClient client = stranger();
    client.raw(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}', '\n'});

    assertThat(client.next().path("code").asText()).isEqualTo("malformed");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void deepNestingIsRefusedAndTheConnectionGoesOn() {
    TestClient client = stranger();
    client.send("{'type':'ping','x':" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

    assertThat(client.next().path("code").asText()).isEqualTo("malformed");
    client.send("{'type':'ping','id':'p'}");
    assertThat(client.next().path("type").asText()).isEqualTo("pong");
  }

  @Test
  void unknownKeysAreIgnoredAndUnknownTypesAnswered() {
    TestClient client = stranger();
    client.send("{'new':{'a':[1,{}]},'type':'ping','id':'a','more':null}");
    assertThat(client.next().path("type").asText()).isEqualTo("pong");
    client.send("{'type':'teleport','id':'b'}");
    client.expectError("b", "unknown-type");
  }

  @Test
  void whatWasSentBeforeTheEndIsObeyedAndAnswered() {
    TestClient witness = inLobby();
    TestClient client = stranger();
    client.raw(
        """
        {"type":"hello","id":"1","protocol":1,"nickname":"%s"}
        {"type":"join","id":"2","room":"lobby"}
        {"type":"say","id":"3","room":"lobby","text":"last words"}
        """
            .formatted(newName())
            .getBytes(StandardCharsets.UTF_8));
    client.shutdownOutput();

    assertThat(client.expectRe("3").path("type").asText()).isEqualTo("said");
    assertThat(client.isClosed()).isTrue();
    assertThat(witness.expect("message").path("text").asText()).isEqualTo("last words");
  }

  @Test
  void whatWasSentBeforeADropIsObeyedToo() {
    TestClient witness = inLobby();
    TestClient client = inLobby();
    client.say("1", "gone already");
    client.drop();

    assertThat(witness.expect("message").path("text").asText()).isEqualTo("gone already");
  }

  // Errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'join','id':'x','room':'lobby'}                                → not-logged-in
          {'type':'rooms','id':'x'}                                              → not-logged-in
          {'type':'hello','id':'x','nickname':'a'}                               → malformed
          {'type':'hello','id':'x','protocol':2,'nickname':'a'}                  → unsupported-protocol
          {'type':'hello','id':'x','protocol':1}                                 → malformed
          {'type':'hello','id':'x','protocol':1,'nickname':7}                    → malformed
          {'type':'hello','id':'x','protocol':1,'nickname':''}                   → nickname-invalid
          {'type':'hello','id':'x','protocol':1,'nickname':' \\u3000 '}          → nickname-invalid
          {'type':'hello','id':'x','protocol':1,'nickname':'a\\u200bb'}          → nickname-invalid
          {'type':'hello','id':'x','protocol':1,'nickname':'a\\u0000b'}          → nickname-invalid
          {'type':'hello','id':'x','protocol':1,'nickname':'Robot '}             → nickname-reserved
          {'type':'hello','id':'x','protocol':1,'nickname':'ｒｏｂｏｔ'}           → nickname-reserved
          {'type':'hello','id':'x','protocol':1,'nickname':'rоbot'}              → nickname-reserved
          {'type':'hello','id':'x','protocol':1,'nickname':'abc','resume':'no'}  → session-unknown
          {'id':'x'}                                                             → malformed
          {'type':5,'id':'x'}                                                    → malformed
          {'id':'x','type':'ping'                                                → malformed
          """)
  void aStrangerIsRefused(String frame, String code) {
    TestClient client = stranger();
    client.send(frame);
    client.expectError("x", code);
    client.send("{'type':'ping','id':'still'}");
    assertThat(client.expectRe("still").path("type").asText()).isEqualTo("pong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'hello','id':'x','protocol':1,'nickname':'again'}       → already-logged-in
          {'type':'join','id':'x','room':'no blanks'}                     → room-invalid
          {'type':'join','id':'x','room':''}                              → room-invalid
          {'type':'join','id':'x'}                                        → malformed
          {'type':'join','id':'x','room':'lobby','after':-1}              → malformed
          {'type':'join','id':'x','room':'lobby','after':1.5}             → malformed
          {'type':'leave','id':'x','room':'elsewhere'}                    → not-in-room
          {'type':'say','id':'x','room':'elsewhere','text':'hi'}          → not-in-room
          {'type':'typing','id':'x','room':'elsewhere'}                   → not-in-room
          {'type':'history','id':'x','room':'elsewhere'}                  → not-in-room
          {'type':'members','id':'x','room':'elsewhere'}                  → not-in-room
          {'type':'say','id':'x','room':'lobby'}                          → malformed
          {'type':'say','id':'x','room':'lobby','text':''}                → message-blank
          {'type':'say','id':'x','room':'lobby','text':' \\n\\t\\u3000'}  → message-blank
          {'type':'say','id':'x','room':'lobby','text':'a\\u0000b'}       → malformed
          {'type':'say','id':'x','room':'lobby','text':'a\\ud800b'}       → malformed
          {'type':'say','id':'x','room':'lobby','text':'a','replyTo':0}   → malformed
          {'type':'say','id':'x','room':'lobby','text':'a','replyTo':999999} → malformed
          {'type':'history','id':'x','room':'lobby','limit':0}            → malformed
          """)
  void aMemberIsRefused(String frame, String code) {
    TestClient client = inLobby();
    client.send(frame);
    client.expectError("x", code);
  }

  @Test
  void aTextIsRefusedWhenTooLongAndElseKeptAsItIs() {
    TestClient client = inLobby();
    client.say("long", "长".repeat(5001));
    client.expectError("long", "message-too-long");

    String odd = " \n  two  lines\r\n\t\u0001\uD83D\uDE00 " + "长".repeat(4900);
    client.say("odd", odd);
    assertThat(client.expect("message").path("text").asText()).isEqualTo(odd);
  }

  // Messages

  @Test
  void messagesAreNumberedDenselyAndSeenByAll() {
    TestClient one = as(newName());
    TestClient two = as(newName());
    one.join("dense");
    two.join("dense");
    for (int i = 1; i <= 5; i++) {
      one.send("{'type':'say','id':'%d','room':'dense','text':'m%d'}".formatted(i, i));
    }
    for (int i = 1; i <= 5; i++) {
      JsonNode message = two.expect("message");
      assertThat(message.path("seq").asInt()).isEqualTo(i);
      assertThat(message.path("kind").asText()).isEqualTo("user");
      assertThat(message.has("re")).isFalse();
      assertThat(one.expect("message")).isEqualTo(message);
    }
  }

  @Test
  void aRetryIsAnsweredWithTheFirstOnesNumberAndShownOnce() {
    TestClient client = inLobby();
    client.say("same", "once");
    long seq = client.expectRe("same").path("seq").asLong();
    client.say("same", "once");
    assertThat(client.expectRe("same").path("seq").asLong()).isEqualTo(seq);
    client.say("same", "another");
    client.expectError("same", "id-reused");
    client.say("next", "next");
    assertThat(client.expectRe("next").path("seq").asLong()).isEqualTo(seq + 1);
  }

  @Test
  void retriesInOneWriteAreShownOnceToo() {
    TestClient client = inLobby();
    String say = "{\"type\":\"say\",\"id\":\"twice\",\"room\":\"lobby\",\"text\":\"x\"}\n";
    client.raw((say + say).getBytes(StandardCharsets.UTF_8));
    long seq = client.expectRe("twice").path("seq").asLong();
    assertThat(client.expectRe("twice").path("seq").asLong()).isEqualTo(seq);
    client.say("next", "y");
    assertThat(client.expectRe("next").path("seq").asLong()).isEqualTo(seq + 1);
  }

  @Test
  void anIdIsAnotherPersonsOwnAffair() {
    TestClient one = inLobby();
    TestClient two = inLobby();
    one.say("shared", "one");
    two.say("shared", "two");

    assertThat(one.expectRe("shared").path("seq").asLong())
        .isNotEqualTo(two.expectRe("shared").path("seq").asLong());
  }

  @Test
  void historyPagesBothWays() {
    TestClient client = as(newName());
    client.join("paged");
    for (int i = 1; i <= 12; i++) {
      client.send("{'type':'say','id':'%d','room':'paged','text':'%d'}".formatted(i, i));
      client.expectRe("" + i);
    }
    assertThat(history(client, "'limit':2")).containsExactly(11, 12);
    assertThat(history(client, "'before':5,'limit':3")).containsExactly(2, 3, 4);
    assertThat(history(client, "'after':5,'limit':3")).containsExactly(6, 7, 8);
    assertThat(history(client, "'limit':100")).containsExactly(8, 9, 10, 11, 12);
    assertThat(history(client, "'before':1")).isEmpty();
    assertThat(history(client, "'after':12")).isEmpty();
    client.send("{'type':'history','id':'h','room':'paged','after':9}");
    assertThat(client.expectRe("h").path("more").asBoolean()).isFalse();
    client.send("{'type':'history','id':'h','room':'paged','after':3}");
    assertThat(client.expectRe("h").path("more").asBoolean()).isTrue();

    TestClient joiner = as(newName());
    JsonNode joined = joiner.join("paged");
    assertThat(seqs(joined)).containsExactly(8, 9, 10, 11, 12);
    assertThat(joined.path("seq").asInt()).isEqualTo(12);
    assertThat(joined.path("firstSeq").asInt()).isEqualTo(1);
    assertThat(joined.path("more").asBoolean()).isTrue();
    joiner.send(
        "{'type':'join','id':'again','room':'paged','after':10,'epoch':'%s'}"
            .formatted(joined.path("epoch").asText()));
    JsonNode resumed = joiner.expectRe("again");
    assertThat(seqs(resumed)).containsExactly(11, 12);
    assertThat(resumed.path("more").asBoolean()).isFalse();
    joiner.send("{'type':'join','id':'other','room':'paged','after':10,'epoch':'another'}");
    assertThat(seqs(joiner.expectRe("other"))).containsExactly(8, 9, 10, 11, 12);
    joiner.send("{'type':'join','id':'beyond','room':'paged','after':99}");
    assertThat(seqs(joiner.expectRe("beyond"))).containsExactly(8, 9, 10, 11, 12);
  }

  private static List<Integer> history(TestClient client, String range) {
    client.send("{'type':'history','id':'h','room':'paged'," + range + "}");
    return seqs(client.expectRe("h"));
  }

  private static List<Integer> seqs(JsonNode page) {
    return page.path("messages").findValues("seq").stream().map(JsonNode::asInt).toList();
  }

  // Members and rooms

  @Test
  void comingAndGoingIsToldToTheOthersOnly() {
    TestClient one = as(newName());
    one.join("hall");
    String second = newName();
    TestClient two = as(second);
    two.join("hall");
    JsonNode joined = one.expect("member-joined");
    assertThat(joined.path("nickname").asText()).isEqualTo(second);
    assertThat(joined.path("kind").asText()).isEqualTo("user");
    two.send("{'type':'join','id':'again','room':'HALL'}");
    assertThat(two.expectRe("again").path("memberCount").asInt()).isEqualTo(2);
    two.send("{'type':'leave','id':'l','room':'hall'}");
    assertThat(two.expectRe("l").path("type").asText()).isEqualTo("left");
    JsonNode left = one.expect("member-left");
    assertThat(left.path("nickname").asText()).isEqualTo(second);
    assertThat(left.path("reason").asText()).isEqualTo("left");
    one.send("{'type':'say','id':'s','room':'hall','text':'alone'}");
    one.expectRe("s");
    assertThat(two.sync()).isEmpty();
    assertThat(one.sync()).noneMatch(frame -> frame.path("type").asText().startsWith("member"));
  }

  @Test
  void leaveIsTheLastWordOfARoom() {
    TestClient client = as(newName());
    client.join("leaving");
    client.raw(
        """
        {"type":"say","id":"a","room":"leaving","text":"1"}
        {"type":"say","id":"b","room":"leaving","text":"2"}
        {"type":"leave","id":"c","room":"leaving"}
        {"type":"join","id":"d","room":"leaving"}
        """
            .getBytes(StandardCharsets.UTF_8));
    List<String> types =
        Stream.generate(client::next).limit(6).map(frame -> frame.path("type").asText()).toList();

    assertThat(types.subList(0, 4)).containsExactlyInAnyOrder("said", "said", "message", "message");
    assertThat(types.subList(4, 6)).containsExactly("left", "joined");
  }

  @Test
  void membersArePagedByNickname() {
    String room = "paged-members";
    for (String name : List.of("m-e", "m-c", "m-a", "m-d", "m-b")) {
      as(name).join(room);
    }
    TestClient client = as("m-z");
    JsonNode joined = client.join(room);
    assertThat(joined.path("members").findValuesAsText("nickname"))
        .containsExactly("m-a", "m-b", "m-c");
    assertThat(joined.path("memberCount").asInt()).isEqualTo(6);
    client.send("{'type':'members','id':'m','room':'%s','after':'m-c'}".formatted(room));
    JsonNode page = client.expectRe("m");
    assertThat(page.path("members").findValuesAsText("nickname"))
        .containsExactly("m-d", "m-e", "m-z");
    assertThat(page.path("more").asBoolean()).isFalse();
  }

  @Test
  void roomsExistWhileSomebodyIsThere() {
    TestClient client = as(newName());
    client.join("short-lived");
    client.send("{'type':'rooms','id':'r'}");
    assertThat(client.expectRe("r").path("rooms").findValuesAsText("room")).contains("short-lived");
    client.send("{'type':'leave','id':'l','room':'short-lived'}");
    client.expectRe("l");

    assertThat(rooms(client)).doesNotContain("short-lived");
  }

  /** A room is closed a moment after its last member has left it. */
  private static List<String> rooms(TestClient client) {
    List<String> rooms = List.of("short-lived");
    for (int i = 0; i < 1000 && rooms.contains("short-lived"); i++) {
      client.send("{'type':'rooms','id':'r'}");
      rooms = client.expectRe("r").path("rooms").findValuesAsText("room");
    }
    return rooms;
  }

  @Test
  void typingIsToldToTheOthersOnly() {
    TestClient one = inLobby();
    String name = newName();
    TestClient two = as(name);
    two.join("lobby");
    two.send("{'type':'typing','id':'t','room':'lobby'}");

    assertThat(two.expectRe("t").path("type").asText()).isEqualTo("ok");
    assertThat(one.expect("typing").path("nickname").asText()).isEqualTo(name);
    assertThat(two.sync()).noneMatch(frame -> frame.path("type").asText().equals("typing"));
  }

  @Test
  void aConnectionMayBeInSeveralRooms() {
    TestClient one = as(newName());
    TestClient two = as(newName());
    for (String room : List.of("r-1", "r-2", "房间")) {
      one.join(room);
      two.join(room);
    }
    one.send("{'type':'say','id':'s','room':'房间','text':'hi'}");

    assertThat(two.expect("message").path("room").asText()).isEqualTo("房间");
  }

  @Test
  void oneConnectionMayBeInSoManyRoomsOnly() {
    TestClient client = as(newName());
    for (int i = 0; i < 50; i++) {
      client.join("many-" + i);
    }
    client.send("{'type':'join','id':'x','room':'one-more'}");
    client.expectError("x", "too-many-rooms");
  }

  private TestClient stranger() {
    TestClient client = new TestClient(gateway.port());
    clients.add(client);
    return client;
  }

  private TestClient as(String nickname) {
    TestClient client = stranger();
    client.hello(nickname);
    return client;
  }

  private TestClient inLobby() {
    TestClient client = as(newName());
    client.join("lobby");
    return client;
  }

  private static String newName() {
    return "w" + names++;
  }
}
