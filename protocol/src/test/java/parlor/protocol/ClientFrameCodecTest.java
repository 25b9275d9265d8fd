package parlor.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameCodecTest {
  private final ClientFrameCodec codec = new ClientFrameCodec(TestFrames.LIMITS);

  @Test
  void readsAFrameInsideALargerArray() throws RefusedFrame {
    byte[] bytes = "garbage{\"type\":\"ping\",\"id\":\"a\"}garbage".getBytes(UTF_8);
    assertThat(codec.decode(bytes, 7, bytes.length - 14)).isEqualTo(new ClientFrame.Ping("a"));
  }

  @Test
  void readsHello() throws RefusedFrame {
    assertThat(
            decode(
                """
                {"nickname":" Émile ","protocol":1,"id":"1","client":"nc","password":"p",
                "resume":"s","heartbeatMs":3600000,"type":"hello"}"""))
        .isEqualTo(
            new ClientFrame.Hello(
                "1", 1, "nc", new Nickname("Émile", "émile"), "p", "s", 3_600_000));
  }

  @Test
  void ignoresUnknownKeysWithWhatIsInThem() throws RefusedFrame {
    assertThat(
            decode(
                """
                {"x":{"type":"bye","y":[[{"id":"no"}],1.5e3]},"type":"ping","z":null,"z":[]}"""))
        .isEqualTo(new ClientFrame.Ping(null));
  }

  @Test
  void ignoresKeysThatTheTypeDoesNotHaveWhateverTheyHold() throws RefusedFrame {
    assertThat(
            decode(
                """
                {"type":"ping","room":5,"limit":"x","text":{"a":[1]},"after":1,"after":2}"""))
        .isEqualTo(new ClientFrame.Ping(null));
  }

  @Test
  void findsWhatItNeedsBehindAllKeysThatThereAre() throws RefusedFrame {
    StringBuilder all = new StringBuilder("{");
    for (Key key : Key.values()) {
      if (key != Key.TYPE && key != Key.ID) {
        all.append('"').append(key.wire()).append("\":7,");
      }
    }
    String before = all.toString();

    assertThat(decode(before + "\"type\":\"ping\",\"id\":\"a\"}"))
        .isEqualTo(new ClientFrame.Ping("a"));
    assertRefused(
        before + "\"type\":\"ping\",\"id\":\"a\",\"id\":\"b\"}",
        null,
        "malformed",
        "more than once");
  }

  @Test
  void takesNullForAbsent() throws RefusedFrame {
    assertThat(
            decode(
                """
                {"type":"join","id":null,"room":"Lobby","after":null,"epoch":null}"""))
        .isEqualTo(new ClientFrame.Join(null, RoomName.LOBBY, null, null));
    assertRefused("{\"type\":\"join\",\"room\":null}", null, "malformed", "\"room\" is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"ping\"",
        "[]",
        "[{\"type\":\"ping\"}]",
        "{",
        "}",
        "{\"type\"}",
        "{\"type\":}",
        "{\"type\":\"ping\"",
        "{\"type\":\"ping",
        "{type:\"ping\"}",
        "{'type':'ping'}",
        "{\"type\":\"ping\",}",
        "{\"type\":\"ping\"} {}",
        "{\"type\":\"ping\"}}",
        "{\"type\":\"ping\"} x",
        "{\"type\":\"ping\"},",
        "{\"type\":\"ping\",\"x\":01}",
        "{\"type\":\"ping\",\"x\":NaN}",
        "{\"type\":\"ping\",\"x\":+1}",
        "{\"type\":\"ping\",\"x\":.5}",
        "{\"type\":\"ping\",\"x\":tru}",
        "{\"type\":\"ping\",\"x\":\"\\x\"}",
        "{\"type\":\"ping\",\"x\":\"\\u12\"}",
        "{\"type\":\"ping\",\"x\":\"tab\there\"}",
        "{\"type\":\"ping\" /* note */}",
        "# {\"type\":\"ping\"}",
        "GET / HTTP/1.1",
        "\u0016\u0003\u0001",
        "\u0000",
        "{\u0000}",
      })
  void refusesWhatIsNotOneJsonObject(String line) {
    assertRefused(line, null, "malformed", "The line is not one JSON object.");
  }

  @Test
  void refusesOtherEncodingsOfUnicode() {
    byte[] utf16 = "{\"type\":\"ping\"}".getBytes(UTF_16LE);
    RefusedFrame refused = refusal(utf16);
    assertThat(refused.error().code()).isEqualTo("malformed");
    assertThat(refused.framingLost()).isFalse();
  }

  @Test
  void losesTheFramingWhereTheBytesAreNoUtf8() {
    RefusedFrame refused = refusal("{\"type\":\"ping\",\"id\":\"é\"}".getBytes(ISO_8859_1));
    assertThat(refused.error())
        .isEqualTo(
            new ServerFrame.Refusal(
                null, "malformed", "The frame is not valid UTF-8.", null, null));
    assertThat(refused.framingLost()).isTrue();
  }

  @Test
  void losesTheFramingWhereTheFrameIsTooLong() throws RefusedFrame {
    String frame = "{\"type\":\"ping\"}";
    String longest = frame + " ".repeat(TestFrames.LIMITS.frameBytes() - frame.length());
    assertThat(decode(longest)).isEqualTo(new ClientFrame.Ping(null));
    RefusedFrame refused = refusal((longest + " ").getBytes(UTF_8));
    assertThat(refused.error().code()).isEqualTo("frame-too-long");
    assertThat(refused.framingLost()).isTrue();
  }

  @Test
  void boundsTheDepth() throws RefusedFrame {
    assertThat(decode(nested(Json.MAX_DEPTH - 1))).isEqualTo(new ClientFrame.Ping("a"));
    assertRefused(nested(Json.MAX_DEPTH), "a", "malformed", "not one JSON object");
    assertRefused(nested(30_000), "a", "malformed", "not one JSON object");
    assertRefused("[".repeat(60_000), null, "malformed", "not one JSON object");
    assertRefused("{\"type\":".repeat(7_000), null, "malformed", "not one JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | `The key \"type\" is missing.`",
        "{\"type\":null} | `The key \"type\" is missing.`",
        "{\"type\":7} | `The key \"type\" must be a string.`",
        "{\"type\":[\"ping\"]} | `The key \"type\" must be a string.`",
        "{\"type\":\"ping\",\"type\":\"bye\"} | `The key \"type\" is there more than once.`",
        "{\"type\":\"ping\",\"id\":1} | `The key \"id\" must be a string.`",
        "{\"type\":\"ping\",\"id\":\"\"} | `The key \"id\" must have at least one character.`",
        "{\"type\":\"ping\",\"id\":\"a\",\"id\":\"b\"} | `The key \"id\" is there more than once.`",
        "{\"type\":\"ping\",\"id\":\"\\u0000\"} | `must not have U+0000`",
        "{\"type\":\"ping\",\"id\":\"\\ud83d\"} | `half a surrogate pair`",
        "{\"type\":\"leave\"} | `The key \"room\" is missing.`",
        "{\"type\":\"leave\",\"room\":[\"a\"]} | `The key \"room\" must be a string.`",
        "{\"type\":\"leave\",\"room\":\"a\",\"room\":\"a\"} | `\"room\" is there more than once`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":-1} | `\"after\" must be an integer of at least 0`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":1.0} | `\"after\" must be an integer`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":1e3} | `\"after\" must be an integer`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":\"1\"} | `\"after\" must be an integer`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":true} | `\"after\" must be an integer`",
        "{\"type\":\"join\",\"room\":\"a\",\"after\":9223372036854775808} | `\"after\" must be an integer`",
        "{\"type\":\"join\",\"room\":\"a\",\"epoch\":1} | `\"epoch\" must be a string`",
        "{\"type\":\"join\",\"room\":\"a\",\"epoch\":\"\\udc00\"} | `half a surrogate pair`",
        "{\"type\":\"say\",\"room\":\"a\"} | `\"text\" is missing`",
        "{\"type\":\"say\",\"room\":\"a\",\"text\":1} | `\"text\" must be a string`",
        "{\"type\":\"say\",\"room\":\"a\",\"text\":\"x\",\"replyTo\":0} | `\"replyTo\" must be an integer of at least 1`",
        "{\"type\":\"history\",\"room\":\"a\",\"limit\":0} | `\"limit\" must be an integer from 1`",
        "{\"type\":\"history\",\"room\":\"a\",\"limit\":2147483648} | `\"limit\" must be an integer`",
        "{\"type\":\"history\",\"room\":\"a\",\"before\":-1} | `\"before\" must be an integer`",
        "{\"type\":\"members\",\"room\":\"a\",\"after\":1} | `\"after\" must be a string`",
        "{\"type\":\"rooms\",\"after\":1} | `\"after\" must be a string`",
        "{\"type\":\"hello\",\"nickname\":\"a\"} | `\"protocol\" is missing`",
        "{\"type\":\"hello\",\"protocol\":\"1\"} | `\"protocol\" must be an integer`",
        "{\"type\":\"hello\",\"protocol\":1} | `\"nickname\" is missing`",
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":5} | `\"nickname\" must be a string`",
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"heartbeatMs\":0} | `from 1 to 3600000`",
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"heartbeatMs\":3600001} | `from 1 to 3600000`",
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"password\":1} | `\"password\" must be a string`",
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"password\":\"\\u0000\"} | `U+0000`",
      })
  void namesTheKeyThatIsWrong(String line, String message) {
    assertRefused(line, null, "malformed", message);
  }

  @Test
  void boundsIdsAndClientsByCodePoints() throws RefusedFrame {
    String id = "\uD83D\uDE80".repeat(64);
    assertThat(decode("{\"type\":\"ping\",\"id\":\"" + id + "\"}"))
        .isEqualTo(new ClientFrame.Ping(id));
    assertRefused(
        "{\"type\":\"ping\",\"id\":\"" + id + "x\"}", null, "malformed", "at most 64 characters");
    assertRefused(
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"client\":\""
            + "c".repeat(201)
            + "\"}",
        null,
        "malformed",
        "\"client\" must have at most 200 characters");
  }

  @Test
  void refusesUnknownTypes() {
    assertRefused("{\"type\":\"fly\",\"id\":\"a\"}", "a", "unknown-type", "no frame of this type");
    assertRefused("{\"type\":\"\"}", null, "unknown-type", "no frame of this type");
    assertRefused("{\"type\":\"Ping\"}", null, "unknown-type", "no frame of this type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "-1", "9223372036854775807"})
  void refusesOtherProtocolsBeforeItLooksAtTheNickname(String protocol) {
    assertRefused(
        "{\"type\":\"hello\",\"id\":\"a\",\"nickname\":\"\",\"protocol\":" + protocol + "}",
        "a",
        "unsupported-protocol",
        "protocol 1");
  }

  @Test
  void saysWhatIsWrongWithAValue() {
    assertInvalid(
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\" \"", "nickname-invalid", "blank");
    assertInvalid(
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\\u0000\"",
        "nickname-invalid",
        "characters");
    assertInvalid(
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"Robot \"",
        "nickname-reserved",
        "reserved");
    assertInvalid("{\"type\":\"join\",\"room\":\"\"", "room-invalid", "blank");
    assertInvalid("{\"type\":\"join\",\"room\":\"a b\"", "room-invalid", "characters");
    assertInvalid(
        "{\"type\":\"join\",\"room\":\"" + "a".repeat(65) + "\"", "room-invalid", "too-long");
    assertInvalid("{\"type\":\"say\",\"room\":\"a\",\"text\":\" \\n\"", "message-blank", "blank");
    assertInvalid(
        "{\"type\":\"say\",\"room\":\"a\",\"text\":\"" + "é".repeat(5_001) + "\"",
        "message-too-long",
        "too-long");
    assertInvalid(
        "{\"type\":\"say\",\"room\":\"a\",\"text\":\"\\u0000\"", "malformed", "characters");
    assertInvalid(
        "{\"type\":\"say\",\"room\":\"a\",\"text\":\"\\ud83d\"", "malformed", "characters");
    assertInvalid("{\"type\":\"say\",\"room\":\"a b\",\"text\":\"\"", "room-invalid", "characters");
  }

  @Test
  void theLongestTextFitsInAFrameHoweverItIsEscaped() throws RefusedFrame {
    String text = "\\ud83d\\ude80".repeat(TestFrames.LIMITS.textCodePoints());
    assertThat(decode("{\"type\":\"say\",\"room\":\"lobby\",\"text\":\"" + text + "\"}"))
        .isInstanceOf(ClientFrame.Say.class);
  }

  @Test
  void knowsTheIdWhereverItStands() {
    assertRefused("{\"type\":\"fly\",\"x\":[{}],\"id\":\"z\"}", "z", "unknown-type", "");
    assertRefused("{\"room\":[],\"type\":\"join\",\"id\":\"z\"}", "z", "malformed", "\"room\"");
    assertRefused("{\"id\":\"z\",\"type\":\"ping\",", "z", "malformed", "not one JSON object");
    assertRefused("{\"id\":\"z\"} {}", "z", "malformed", "not one JSON object");
    assertRefused("{\"type\":\"ping\",,\"id\":\"z\"}", null, "malformed", "not one JSON object");
    assertRefused("{\"id\":7,\"type\":", null, "malformed", "not one JSON object");
  }

  @Test
  void neverRepeatsWhatMayBeSecret() {
    for (String line :
        new String[] {
          "{\"type\":\"hello\",\"password\":hunter2}",
          "{\"type\":\"hello\",\"password\":\"hunter2",
          "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"a\",\"resume\":[\"hunter2\"]}",
          "{\"type\":\"hunter2\"}",
        }) {
      assertThat(refusal(line.getBytes(UTF_8)).error().message()).doesNotContain("hunter2");
    }
  }

  /** A ping with an array in it, so and so deep together. */
  private static String nested(int arrays) {
    return "{\"id\":\"a\",\"type\":\"ping\",\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  private ClientFrame decode(String line) throws RefusedFrame {
    byte[] bytes = line.getBytes(UTF_8);
    return codec.decode(bytes, 0, bytes.length);
  }

  private void assertInvalid(String beginning, String code, String reason) {
    ServerFrame.Refusal error = refusal((beginning + ",\"id\":\"a\"}").getBytes(UTF_8)).error();
    assertThat(error.re()).isEqualTo("a");
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.reason()).isEqualTo(reason);
    assertThat(error.message()).endsWith(".");
  }

  private void assertRefused(String line, @Nullable String re, String code, String message) {
    RefusedFrame refused = refusal(line.getBytes(UTF_8));
    assertThat(refused.error().re()).as(line).isEqualTo(re);
    assertThat(refused.error().code()).as(line).isEqualTo(code);
    assertThat(refused.error().message()).as(line).contains(message);
    assertThat(refused.framingLost()).isFalse();
  }

  private RefusedFrame refusal(byte[] line) {
    RefusedFrame refused =
        catchThrowableOfType(RefusedFrame.class, () -> codec.decode(line, 0, line.length));
    assertThat(refused).as("refusal of %s", new String(line, UTF_8)).isNotNull();
    return refused;
  }
}
