package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chat over WebSocket, by DESIGN's rules: the same frames as over TCP, a batch in one message. */
class WebSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            "http.origins = [\"https://friend.example\"], limits.resume = 500ms,"
                + " limits.outlet-bytes = 1200KiB, limits.outlet-read-mark = 64KiB");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static TestWebSocket as(String nickname) {
    TestWebSocket client = new TestWebSocket(gateway.webPort());
    client.send("{'type':'hello','id':'h','protocol':1,'nickname':'" + nickname + "'}");
    client.send("{'type':'join','id':'j','room':'lobby'}");
    client.expectRe("j");
    return client;
  }

  @Test
  void severalFramesGoInOneMessageTextOrBinary() {
    try (TestWebSocket text = new TestWebSocket(gateway.webPort());
        TestWebSocket binary = new TestWebSocket(gateway.webPort())) {
      String frames =
          """
          {"type":"hello","id":"1","protocol":1,"nickname":"%s"}
          {"type":"join","id":"2","room":"several"}
          {"type":"say","id":"%s","room":"several","text":"你好"}""";

      text.send(frames.formatted("tina", "tina-says"));
      binary.sendBinary(frames.formatted("ben", "ben-says").getBytes(StandardCharsets.UTF_8));

      assertThat(text.expectRe("tina-says").path("type").asText()).isEqualTo("said");
      assertThat(binary.expectRe("ben-says").path("type").asText()).isEqualTo("said");
      assertThat(text.expect("message").path("text").asText()).isEqualTo("你好");
    }
  }

  @Test
  void aMessageEndsItsLastLine() {
    try (TestWebSocket client = new TestWebSocket(gateway.webPort())) {
      client.send("{'type':'ping',");
      client.send("'id':'half'}");

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  client.messages().stream()
                          .flatMap(List::stream)
                          .filter(frame -> frame.path("code").asText().equals("malformed"))
                          .count()
                      == 2);
    }
  }

  @Test
  void aFragmentedMessageIsReadAsItComes() {
    try (TestWebSocket client = new TestWebSocket(gateway.webPort())) {
      client.sendPart("{'type':'ping','id':'first'}\n{'type':", false);

      client.expectRe("first");

      client.sendPart("'ping','id':'second'}", true);
      client.expectRe("second");
    }
  }

  @Test
  void aBatchIsOneMessage() {
    try (TestWebSocket reader = as("reader");
        TestClient writer = TestClient.inLobby(gateway.port(), "writer")) {
      StringBuilder burst = new StringBuilder();
      IntStream.range(0, 50)
          .forEach(
              i ->
                  burst.append(
                      "{'type':'say','id':'burst%d','room':'lobby','text':'number %d'}\n"
                          .formatted(i, i)));
      writer.raw(burst.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8));

      reader.expect(frame -> frame.path("text").asText().equals("number 49"));

      List<String> texts =
          reader.messages().stream()
              .flatMap(List::stream)
              .filter(frame -> frame.path("type").asText().equals("message"))
              .map(frame -> frame.path("text").asText())
              .filter(text -> text.startsWith("number"))
              .toList();
      assertThat(texts)
          .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> "number " + i).toList());
      assertThat(reader.messages())
          .as("fifty messages came in fewer")
          .hasSizeLessThan(50)
          .anySatisfy(frames -> assertThat(frames).hasSizeGreaterThan(1));
    }
  }

  @Test
  void invalidUtf8ClosesAfterTheError() {
    try (TestWebSocket client = new TestWebSocket(gateway.webPort())) {
      client.sendBinary(new byte[] {'{', (byte) 0xC3, '}'});

      assertThat(client.expect("error").path("code").asText()).isEqualTo("malformed");
      assertThat(client.expectClosed()).isEqualTo(1000);
    }
  }

  @Test
  void aFrameThatIsTooLongClosesHoweverManyPartsItHas() {
    try (TestWebSocket client = new TestWebSocket(gateway.webPort())) {
      for (int part = 0; part < 9; part++) {
        client.sendPart("x".repeat(8 * 1024), part == 8);
      }

      assertThat(client.expect("error").path("code").asText()).isEqualTo("frame-too-long");
      assertThat(client.expectClosed()).isEqualTo(1000);
    }
  }

  @Test
  void byeEndsTheLoginAndClosingIsAConnectionLost() {
    try (TestClient witness = TestClient.inLobby(gateway.port(), "witness");
        TestWebSocket leaving = as("leaving");
        TestWebSocket closing = as("closing");
        TestWebSocket torn = as("torn")) {
      leaving.send("{'type':'bye','id':'b'}");
      leaving.expectRe("b");
      assertThat(leaving.expectClosed()).isEqualTo(1000);
      assertThat(left(witness, "leaving")).isEqualTo("left");

      closing.closeOutput();
      assertThat(left(witness, "closing")).isEqualTo("lost");

      torn.abort();
      assertThat(left(witness, "torn")).isEqualTo("lost");
    }
  }

  private static String left(TestClient witness, String nickname) {
    return witness
        .expect(
            frame ->
                frame.path("type").asText().equals("member-left")
                    && frame.path("nickname").asText().equals(nickname))
        .path("reason")
        .asText();
  }

  @Test
  void aSessionIsResumedAndTheOldConnectionReplaced() {
    try (TestWebSocket old = as("twice");
        TestWebSocket fresh = new TestWebSocket(gateway.webPort())) {
      String session = old.expect("welcome").path("session").asText();

      fresh.send(
          "{'type':'hello','id':'h','protocol':1,'nickname':'twice','resume':'" + session + "'}");

      assertThat(fresh.expectRe("h").path("type").asText()).isEqualTo("welcome");
      old.expect(frame -> frame.path("code").asText().equals("replaced"));
      assertThat(old.expectClosed()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          none,                     101
          own,                      101
          https://friend.example,   101
          https://evil.example,     403
          null,                     403
          """)
  void onlyKnownPagesMayChat(String origin, int status) throws IOException {
    String own = "https://127.0.0.1:" + gateway.webPort();
    String header =
        origin.equals("none") ? "" : "Origin: " + (origin.equals("own") ? own : origin) + "\r\n";

    assertThat(upgrade(header)).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void compressionIsNotOffered() throws IOException {
    assertThat(upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n"))
        .startsWith("HTTP/1.1 101")
        .doesNotContainIgnoringCase("permessage-deflate");
  }

  /** What the server says to a request for a WebSocket. */
  private static String upgrade(String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.getOutputStream().write(request(headers));
      return header(socket.getInputStream());
    }
  }

  private static byte[] request(String headers) {
    List<String> lines =
        List.of(
            "GET /chat HTTP/1.1",
            "Host: 127.0.0.1:" + gateway.webPort(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            headers + "\r\n");
    return String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
  }

  private static String header(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    for (int read = in.read(); read >= 0; read = in.read()) {
      header.append((char) read);
      if (header.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return header.toString();
  }

  @Test
  void whoDoesNotReadIsCutOffAndCostsNobodyElse() throws IOException {
    try (Socket deaf = new Socket();
        TestClient writer = TestClient.inLobby(gateway.port(), "shouter");
        TestClient witness = TestClient.inLobby(gateway.port(), "onlooker")) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.webPort()));
      deaf.getOutputStream().write(request(""));
      header(deaf.getInputStream());
      deaf.getOutputStream()
          .write(
              masked(
                  """
                  {"type":"hello","protocol":1,"nickname":"deaf"}
                  {"type":"join","room":"lobby"}"""));
      witness.expect(
          frame ->
              frame.path("type").asText().equals("member-joined")
                  && frame.path("nickname").asText().equals("deaf"));
      String loud = "x".repeat(5000);
      JsonNode left = null;
      for (int i = 0; i < 5000 && left == null; i++) {
        writer.say("shout" + i, loud);
        writer.expectRe("shout" + i);
        left =
            witness.sync().stream()
                .filter(frame -> frame.path("type").asText().equals("member-left"))
                .filter(frame -> frame.path("nickname").asText().equals("deaf"))
                .findFirst()
                .orElse(null);
      }

      assertThat(left).isNotNull();
      assertThat(left.path("reason").asText()).isEqualTo("lost");
    }
  }

  /** One text frame of a client, with a mask of zeros. */
  private static byte[] masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + bytes.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | bytes.length);
    System.arraycopy(bytes, 0, frame, 6, bytes.length);
    return frame;
  }
}
