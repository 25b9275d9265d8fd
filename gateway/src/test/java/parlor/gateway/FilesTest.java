package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parlor.files.TestImages;

/** Images and files over HTTP. */
class FilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MAX = 1024 * 1024;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.file-bytes = 1MiB, limits.image-pixels = 4000000");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Somebody with a session for both doors. */
  private record Guest(TestClient chat, String session) {
    static Guest in(String room, String nickname) {
      TestClient client = new TestClient(gateway.port());
      String session = client.hello(nickname).path("session").asText();
      client.join(room);
      return new Guest(client, session);
    }
  }

  @Test
  void anImageIsUploadedSaidShownAndFetchedByThoseInTheRoom() throws Exception {
    Guest ada = Guest.in("gallery", "ada");
    Guest bob = Guest.in("gallery", "bob");
    Guest eve = Guest.in("elsewhere", "eve");
    byte[] png = TestImages.encoded("png", 640, 400);
    HttpResponse<byte[]> uploaded = upload(ada, "猫/../猫 1.png", png);
    assertThat(uploaded.statusCode()).isEqualTo(200);
    JsonNode file = JSON.readTree(uploaded.body());
    assertThat(file.path("name").asText()).isEqualTo("猫 1.png");
    assertThat(file.path("type").asText()).isEqualTo("image/png");
    assertThat(file.path("width").asInt()).isEqualTo(640);
    assertThat(file.path("bytes").asInt()).isEqualTo(png.length);
    String id = file.path("id").asText();
    assertThat(get(bob, "/files/" + id).statusCode()).as("not said yet").isEqualTo(404);
    assertThat(get(ada, "/files/" + id).body()).isEqualTo(png);

    ada.chat.send(
        "{'type':'say','id':'s','room':'gallery','text':'','attachments':['%s']}".formatted(id));
    JsonNode message = bob.chat.expect("message");
    assertThat(message.path("attachments").path(0)).isEqualTo(file);
    assertThat(message.path("text").asText()).isEmpty();
    HttpResponse<byte[]> fetched = get(bob, "/files/" + id);
    assertThat(fetched.body()).isEqualTo(png);
    assertThat(fetched.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(fetched.headers().firstValue("Content-Security-Policy"))
        .contains("sandbox; default-src 'none'");
    assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline;")
        .endsWith("filename*=UTF-8''%E7%8C%AB%201.png");
    HttpResponse<byte[]> thumbnail = get(bob, "/files/" + id + "/thumbnail");
    assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail.body())).getWidth()).isEqualTo(320);
    for (String path : List.of("/files/" + id, "/files/" + id + "/thumbnail")) {
      HttpResponse<byte[]> refused = get(eve, path);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("file-unknown");
    }
    // What was said is there for who comes later, too.
    Guest late = Guest.in("gallery", "late");
    late.chat.send("{'type':'history','id':'h','room':'gallery'}");
    assertThat(late.chat.expectRe("h").path("messages").path(0).path("attachments").path(0))
        .isEqualTo(file);
    assertThat(get(late, "/files/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void whatNoRouteTakesIsRefusedInTheSameForm() throws Exception {
    Guest ada = Guest.in("gallery", "wilma");
    for (HttpRequest request :
        List.of(
            request(ada, "/nowhere").build(),
            request(ada, "/files").POST(HttpRequest.BodyPublishers.noBody()).build(),
            request(ada, "/files/x").DELETE().build())) {
      HttpResponse<byte[]> refused = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(refused.statusCode()).isIn(404, 400, 405);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
      JsonNode error = JSON.readTree(refused.body());
      assertThat(error.path("code").asText()).isEqualTo("malformed");
      assertThat(error.path("message").asText()).isNotBlank();
    }
  }

  @Test
  void theNextHolderOfANicknameGetsNothingOfAConversationOverHttp() throws Exception {
    Guest ned = Guest.in("hall", "ned");
    Guest ora = Guest.in("hall", "ora");
    String id = id(upload(ned, "plan.txt", "secret".getBytes(StandardCharsets.UTF_8)));
    ned.chat.send("{'type':'tell','id':'t','to':'ora','attachments':['%s']}".formatted(id));
    String room = ned.chat.expectRe("t").path("room").asText();
    String export = "/rooms/" + room + "/export";
    assertThat(get(ora, "/files/" + id).statusCode()).isEqualTo(200);
    assertThat(get(ora, export).statusCode()).isEqualTo(200);
    ora.chat.send("{'type':'bye'}");
    ora.chat.expect("bye");
    Guest next = Guest.in("hall", "ora");

    assertThat(get(next, "/files/" + id).statusCode()).isEqualTo(404);
    assertThat(get(next, "/files/" + id + "/thumbnail").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> refused = get(next, export);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("not-in-room");
    assertThat(get(ora, export).statusCode()).as("the session of before").isEqualTo(401);
  }

  @Test
  void nobodySaysAnothersFileOrOneThatIsNotThere() throws Exception {
    Guest ada = Guest.in("gallery", "ann");
    Guest eve = Guest.in("gallery", "eva");
    String id = id(upload(ada, "x.txt", "mine".getBytes(StandardCharsets.UTF_8)));
    for (String stolen : List.of(id, "nothing", "x OR 1=1")) {
      eve.chat.send(
          "{'type':'say','id':'s','room':'gallery','text':'look','attachments':[%s]}"
              .formatted(TestClient.quote(stolen)));
      eve.chat.expectError("s", "file-unknown");
    }
    eve.chat.send("{'type':'say','id':'t','room':'gallery','text':'','attachments':[]}");
    eve.chat.expectError("t", "message-blank");
    eve.chat.send("{'type':'say','id':'u','room':'gallery','text':'','attachments':[1]}");
    eve.chat.expectError("u", "malformed");
  }

  @Test
  void aFileInAPrivateConversationIsForTheTwo() throws Exception {
    Guest kay = Guest.in("hall", "kay");
    Guest leo = Guest.in("hall", "leo");
    Guest mel = Guest.in("hall", "mel");
    String id = id(upload(kay, "plan.txt", "secret".getBytes(StandardCharsets.UTF_8)));
    kay.chat.send("{'type':'tell','id':'t','to':'leo','attachments':['%s']}".formatted(id));
    assertThat(leo.chat.expect("message").path("attachments").path(0).path("id").asText())
        .isEqualTo(id);

    HttpResponse<byte[]> fetched = get(leo, "/files/" + id);
    assertThat(new String(fetched.body(), StandardCharsets.UTF_8)).isEqualTo("secret");
    assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment;");
    assertThat(get(mel, "/files/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void withoutASessionNothingIsTakenOrGiven() throws Exception {
    Guest ada = Guest.in("gallery", "abe");
    for (String session : List.of("", "Bearer nonsense", "Basic " + ada.session)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri("/files?name=x"))
              .POST(HttpRequest.BodyPublishers.ofString("x"));
      if (!session.isEmpty()) {
        request.header("Authorization", session);
      }
      HttpResponse<byte[]> refused =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("session-unknown");
    }
  }

  @Test
  void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
    Guest ada = Guest.in("gallery", "amy");
    byte[] tooLarge = new byte[MAX + 1];
    HttpResponse<byte[]> declared = upload(ada, "big", tooLarge);
    assertThat(declared.statusCode()).isEqualTo(413);
    assertThat(JSON.readTree(declared.body()).path("code").asText()).isEqualTo("file-too-large");
    HttpResponse<byte[]> chunked =
        HTTP.send(
            request(ada, "/files?name=big")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(tooLarge)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(chunked.statusCode()).isEqualTo(413);
    // Declared, it is refused before anything of it was sent.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head(ada, "" + (1L << 40)));
      assertThat(read(socket, 12)).isEqualTo("HTTP/1.1 413");
    }
    assertThat(upload(ada, "just fits", new byte[MAX]).statusCode()).isEqualTo(200);
    assertThat(uploads()).isEmpty();
  }

  @Test
  void anUploadMayComeByteByByteAndMayBreakOff() throws Exception {
    Guest ada = Guest.in("gallery", "ava");
    byte[] content = new byte[300];
    new Random(1).nextBytes(content);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      for (byte each : TestImages.joined(head(ada, "300"), content)) {
        socket.getOutputStream().write(each);
      }
      assertThat(read(socket, 12)).isEqualTo("HTTP/1.1 200");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.getOutputStream().write(head(ada, "300"));
      socket.getOutputStream().write(content, 0, 200);
      Awaitility.await().until(() -> !uploads().isEmpty());
    }
    Awaitility.await().until(() -> uploads().isEmpty());
  }

  @Test
  void anImageBombIsRefused() throws Exception {
    Guest ada = Guest.in("gallery", "ali");
    HttpResponse<byte[]> refused = upload(ada, "b.png", TestImages.pngBomb(50_000, 50_000));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("file-invalid");
    assertThat(uploads()).isEmpty();
  }

  @Test
  void markupIsNeverServedAsSuch() throws Exception {
    Guest ada = Guest.in("gallery", "art");
    String id =
        id(
            HTTP.send(
                request(ada, "/files?name=x.html")
                    .header("Content-Type", "text/html")
                    .POST(HttpRequest.BodyPublishers.ofString("<script>alert(1)</script>"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    HttpResponse<byte[]> fetched = get(ada, "/files/" + id);

    assertThat(fetched.headers().firstValue("Content-Type")).contains("text/plain; charset=UTF-8");
    assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment;");
  }

  @Test
  void aRoomIsExportedWholeToItsMembers() throws Exception {
    Guest ada = Guest.in("书房", "ari");
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      String text = "line " + i + "\n第二行";
      said.add(text);
      ada.chat.send(
          "{'type':'say','id':'e%d','room':'书房','text':%s}".formatted(i, TestClient.quote(text)));
    }
    ada.chat.expectRe("e1199");
    String room = URLEncoder.encode("书房", StandardCharsets.UTF_8);
    HttpResponse<byte[]> jsonl = get(ada, "/rooms/" + room + "/export?format=jsonl");
    assertThat(jsonl.statusCode()).isEqualTo(200);
    List<String> exported = new ArrayList<>();
    for (String line : new String(jsonl.body(), StandardCharsets.UTF_8).lines().toList()) {
      exported.add(JSON.readTree(line).path("text").asText());
    }
    assertThat(exported).isEqualTo(said);
    String text =
        new String(
            get(ada, "/rooms/" + room + "/export?format=text").body(), StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(2_400);
    assertThat(text.lines().findFirst().orElseThrow())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  ari: line 0");
    ada.chat.send(
        "{'type':'say','id':'trick','room':'书房','text':'\\u001b[1A\\u001b[2K\\u202egnihton'}");
    ada.chat.expectRe("trick");
    assertThat(
            new String(
                get(ada, "/rooms/" + room + "/export?format=text").body(), StandardCharsets.UTF_8))
        .endsWith("  ari: \uFFFD[1A\uFFFD[2K\uFFFDgnihton\n");
    Guest eve = Guest.in("elsewhere", "ewa");
    assertThat(get(eve, "/rooms/" + room + "/export").statusCode()).isEqualTo(403);
    assertThat(get(ada, "/rooms/" + room + "/export?format=pdf").statusCode()).isEqualTo(400);
    assertThat(get(ada, "/rooms/a%20b/export").statusCode()).isEqualTo(400);
  }

  @Test
  void itSaysThatItIsAlive() throws Exception {
    HttpResponse<String> live =
        HTTP.send(
            HttpRequest.newBuilder(uri("/health/live")).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(live.body()).isEqualTo("ok");
  }

  private static byte[] head(Guest guest, String length) {
    return ("POST /files?name=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + guest.session
            + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String read(Socket socket, int length) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static List<String> uploads() throws IOException {
    try (Stream<Path> files = Files.list(gateway.data().resolve("uploads"))) {
      return files.map(Object::toString).toList();
    }
  }

  @Test
  void whatIsCompressedIsNeverInflated() throws Exception {
    Guest ada = Guest.in("bombs", "annabel");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[50 * MAX]);
    }
    HttpResponse<byte[]> uploaded =
        HTTP.send(
            request(ada, "/files?name=bomb")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(uploaded.statusCode()).isEqualTo(200);
    assertThat(get(ada, "/files/" + id(uploaded)).body()).isEqualTo(bomb.toByteArray());
  }

  private static String id(HttpResponse<byte[]> uploaded) throws IOException {
    return JSON.readTree(uploaded.body()).path("id").asText();
  }

  private static HttpResponse<byte[]> upload(Guest guest, String name, byte[] content)
      throws IOException, InterruptedException {
    String query = "/files?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return HTTP.send(
        request(guest, query).POST(HttpRequest.BodyPublishers.ofByteArray(content)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(Guest guest, String path)
      throws IOException, InterruptedException {
    return HTTP.send(request(guest, path).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(Guest guest, String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + guest.session);
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.webPort() + path);
  }
}
