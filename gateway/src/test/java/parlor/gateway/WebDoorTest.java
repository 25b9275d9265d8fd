package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and what it loads, over TLS, and what becomes of those who come without it. */
class WebDoorTest {
  private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"(/app/[^\"]+)\"");
  private static TestGateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("http.tls = on");
    http = HttpClient.newBuilder().sslContext(TestTls.trustingAll()).build();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow();
    gateway.close();
  }

  private static HttpResponse<byte[]> get(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.webPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void thePageRunsNothingButItsOwnAndIsAskedForEachTime() {
    HttpResponse<byte[]> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/", "If-None-Match", header(page, "ETag")).statusCode()).isEqualTo(304);
  }

  @Test
  void whatThePageLoadsIsKeptForGoodAndLightEnough() {
    String page = new String(get("/").body(), StandardCharsets.UTF_8);
    int transferred = get("/", "Accept-Encoding", "gzip").body().length;
    Matcher loaded = LOADED.matcher(page);
    int files = 0;
    while (loaded.find()) {
      HttpResponse<byte[]> file = get(loaded.group(1), "Accept-Encoding", "gzip");
      assertThat(file.statusCode()).as(loaded.group(1)).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).contains("immutable");
      assertThat(header(file, "Content-Encoding")).isEqualTo("gzip");
      assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
      transferred += file.body().length;
      files++;
    }

    assertThat(files).isGreaterThan(10);
    assertThat(transferred).isLessThan(100 * 1024);
    assertThat(page).as("no request to anybody else").doesNotContain("//");
  }

  @Test
  void thePageNamesEveryModuleSoThatNoneIsWaitedFor() throws IOException {
    String page = new String(get("/").body(), StandardCharsets.UTF_8);
    try (var files = Files.list(Path.of("src/main/resources/parlor/web"))) {
      assertThat(
              files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".js")))
          .allSatisfy(name -> assertThat(page).contains("/" + name + "\""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/000000000000/main.js",
        "/app/@/nothing.js",
        "/app/@/..%2f..%2freference.conf",
        "/app/@/%2e%2e",
        "/main.js"
      })
  void nothingElseIsGivenOut(String path) {
    String version = header(get("/"), "ETag").replace("\"", "");

    assertThat(get(path.replace("@", version)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1                     | chat.example:7480 | https://chat.example:7480/
          GET /rooms/x/export?a=b HTTP/1.1   | 192.168.1.20:7480 | https://192.168.1.20:7480/rooms/x/export?a=b
          HEAD / HTTP/1.0                    | [::1]:7480        | https://[::1]:7480/
          """)
  void whoComesInClearIsSentToHttps(String request, String host, String where) throws IOException {
    assertThat(inClear(request.strip(), "Host: " + host.strip()))
        .startsWith("HTTP/1.1 307")
        .contains("\r\nLocation: " + where + "\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1            | X: y
          GET //evil HTTP/9         | Host: a
          GET http://evil/ HTTP/1.1 | Host: a
          GET / HTTP/1.1            | Host: a/evil?
          """)
  void nobodyIsSentAnywhereElse(String request, String header) throws IOException {
    assertThat(inClear(request.strip(), header.strip()))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("Location");
  }

  @Test
  void aHeaderWithoutEndIsAnsweredAndEnded() throws IOException {
    assertThat(inClear("GET / HTTP/1.1", "X: " + "x".repeat(10_000))).startsWith("HTTP/1.1 400");
  }

  /** What the TLS port says to a request in clear, until it closes. */
  private static String inClear(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.webPort())) {
      socket.setSoTimeout(20_000);
      byte[] request =
          (String.join("\r\n", List.of(lines)) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
