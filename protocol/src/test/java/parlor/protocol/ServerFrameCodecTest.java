package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFrameCodecTest {
  private static final ServerFrame.Message MESSAGE =
      new ServerFrame.Message(
          "大厅", 7, 1_700_000_000_000L, "Émile", Kind.USER, "\uD83D\uDE80 你好\n", 3L);

  @Test
  void writesUnicodeAsItIs() {
    assertThat(line(MESSAGE))
        .isEqualTo(
            """
            {"type":"message","room":"大厅","seq":7,"at":1700000000000,"from":"Émile",\
            "kind":"user","text":"\uD83D\uDE80 你好\\n","replyTo":3}
            """);
  }

  @Test
  void leavesOutWhatIsNotThere() {
    assertThat(line(ServerFrame.Refusal.of(null, ErrorCode.NOT_IN_ROOM)))
        .isEqualTo(
            """
            {"type":"error","code":"not-in-room","message":"Join the room first."}
            """);
    assertThat(line(new ServerFrame.Refusal("a", "rate-limited", "Too fast.", "r", 5L)))
        .isEqualTo(
            """
            {"type":"error","re":"a","code":"rate-limited","message":"Too fast.",\
            "reason":"r","retryAfterMs":5}
            """);
  }

  @Test
  void tellsAllLimitsByName() {
    assertThat(
            line(
                new ServerFrame.Welcome(
                    "1",
                    "ana",
                    "s",
                    "Parlor",
                    TestFrames.LIMITS,
                    List.of(),
                    List.of("b:1"),
                    List.of("eve"))))
        .isEqualTo(
            """
            {"type":"welcome","re":"1","nickname":"ana","session":"s","server":"Parlor",\
            "limits":{"frameBytes":65536,"textCodePoints":5000,"nicknameCodePoints":32,\
            "roomCodePoints":64,"historyMessages":50,"resumeMs":10000,"roomsPerConnection":50,\
            "fileBytes":10485760,"attachmentsPerMessage":10,"passwordMinCodePoints":6,\
            "topicCodePoints":200,"membersListed":500,"frameMs":30000,"frameBurst":400,\
            "framesPerMinute":6000,"messageBurst":60,"messagesPerMinute":600,"uploadsPerDay":500},\
            "features":[],"addresses":["b:1"],"blocked":["eve"]}
            """);
  }

  @Test
  void splicesMessagesThatAreEncodedAlready() throws IOException {
    ServerFrame.Joined head =
        new ServerFrame.Joined(
            "j",
            "lobby",
            "e",
            "",
            List.of(new Member("ana", Kind.USER)),
            1,
            2,
            1,
            List.of(),
            false);
    byte[] encoded = ServerFrameCodec.encode(MESSAGE);
    assertThat(inOne(head, List.of(encoded, encoded)))
        .isEqualTo(
            "{\"type\":\"joined\",\"re\":\"j\",\"room\":\"lobby\",\"epoch\":\"e\",\"topic\":\"\","
                + "\"members\":[{\"nickname\":\"ana\",\"kind\":\"user\"}],\"memberCount\":1,"
                + "\"seq\":2,\"firstSeq\":1,\"more\":false,\"messages\":["
                + line(MESSAGE).strip()
                + ","
                + line(MESSAGE).strip()
                + "]}\n");
    assertThat(decode(inOne(head, List.of()))).contains(head);
  }

  private static String inOne(ServerFrame.Joined head, List<byte[]> messages) {
    StringBuilder joined = new StringBuilder();
    ServerFrameCodec.encodeJoined(
            head,
            ServerFrameCodec.encodeMembers(head.members()),
            ServerFrameCodec.encodeMessages(messages))
        .forEach(piece -> joined.append(new String(piece, UTF_8)));
    return joined.toString();
  }

  @Test
  void appendsFramesToABatch() {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    ServerFrameCodec.encode(MESSAGE, batch);
    ServerFrameCodec.encode(new ServerFrame.Ok("a"), batch);
    assertThat(batch.toString(UTF_8)).isEqualTo(line(MESSAGE) + "{\"type\":\"ok\",\"re\":\"a\"}\n");
  }

  @Test
  void ignoresTypesAndKeysOfNewerServers() throws IOException {
    assertThat(decode("{\"type\":\"unheard-of\",\"messages\":7,\"seq\":\"x\"}")).isEmpty();
    assertThat(decode("{\"new\":{\"a\":[1]},\"type\":\"ok\",\"members\":1}"))
        .contains(new ServerFrame.Ok(null));
  }

  @Test
  void skipsEntriesOfOtherKindsAmongTheMessages() throws IOException {
    assertThat(
            decode(
                """
                {"type":"history","room":"lobby","more":true,"messages":[
                {"type":"reaction","room":"lobby","seq":1,"at":1,"from":"ana","target":"x"},
                {"type":"message","room":"lobby","seq":2,"at":1,"from":"ana","kind":"user",
                "removed":true}]}"""))
        .contains(
            new ServerFrame.History(
                null,
                "lobby",
                List.of(
                    new ServerFrame.Message(
                        "lobby", 2, 1, "ana", Kind.USER, null, "", null, List.of(), true)),
                true));
  }

  @Test
  void takesKindsAndReasonsOfNewerServersForUsualOnes() throws IOException {
    assertThat(
            decode(
                """
                {"type":"member-left","room":"r","nickname":"a","at":1,"reason":"vanished"}"""))
        .contains(new ServerFrame.MemberLeft("r", "a", 1, LeaveReason.LEFT));
    assertThat(
            decode(
                """
                {"type":"member-joined","room":"r","nickname":"a","at":1,"kind":"ghost"}"""))
        .contains(new ServerFrame.MemberJoined("r", "a", Kind.USER, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":1}",
        "{\"type\":\"pong\"}",
        "{\"type\":\"pong\",\"at\":1.5}",
        "{\"type\":\"ok\",\"type\":\"ok\"}",
        "{\"type\":\"ok\"}{\"type\":\"ok\"}",
        "{\"type\":\"moving\",\"addresses\":[1]}",
        "{\"type\":\"rooms\",\"rooms\":[\"lobby\"],\"more\":false}",
        "{\"type\":\"rooms\",\"rooms\":[],\"more\":\"no\"}",
        "{\"type\":\"history\",\"room\":\"r\",\"more\":false,\"messages\":[{\"seq\":1}]}",
      })
  void refusesWhatIsNoFrame(String line) {
    assertThatThrownBy(() -> decode(line)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesInvalidUtf8() {
    byte[] bytes = {'{', (byte) 0xFF, '}'};
    assertThatThrownBy(() -> ServerFrameCodec.decode(bytes, 0, bytes.length))
        .isInstanceOf(IOException.class)
        .hasMessage("The frame is not UTF-8.");
  }

  private static String line(ServerFrame frame) {
    return new String(ServerFrameCodec.encode(frame), UTF_8);
  }

  private static Optional<ServerFrame> decode(String line) throws IOException {
    byte[] bytes = line.getBytes(UTF_8);
    return ServerFrameCodec.decode(bytes, 0, bytes.length);
  }
}
