package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.joinRoom;
import static parlor.gateway.TestBrowser.say;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What people, file names and the robot say stays words: in a real browser nothing of it runs, is
 * fetched or becomes a part of the page.
 */
class WebHostileTest {
  private static final List<String> TEXTS =
      List.of(
          "<script>hit=1</script>",
          "<img src=x onerror=hit=1>",
          "\"><svg onload=hit=1>",
          "'-hit=1-'",
          "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
          "<a href=javascript:hit=1>click</a> javascript:hit=1",
          "&lt;b&gt;&#x3c;script&#x3e;hit=1",
          "${hit=1}{{hit=1}}<%=hit=1%>",
          "{0} {1,choice,0#a|1#b} ''",
          "</div></li></ol><style>*{display:none}</style>",
          "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
          "http://ok.example@evil.example/ https://<b>evil</b>",
          "\u202eevil\u202c\u2066\u2067 back to normal",
          "Z̷̢̛͔̫͍̞̺͍̓̿a̴l̵g̶o̷" + "\u0301".repeat(200),
          "\u0001\u001b[31mred\u007f\u0085 bell\u0007");

  private static HttpServer brain;
  private static TestGateway gateway;
  private static TestBrowser browser;
  private static volatile String answer = "";

  @BeforeAll
  static void start() throws IOException {
    brain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    brain.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] said =
              new ObjectMapper()
                  .writeValueAsBytes(
                      Map.of(
                          "choices",
                          List.of(
                              Map.of("message", Map.of("role", "assistant", "content", answer)))));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    brain.start();
    gateway =
        TestGateway.start(
            "admins = [\"<img src=x onerror=hit=1>\"], robot { provider = openai, base-url ="
                + " \"http://127.0.0.1:%d\", model = test }"
                    .formatted(brain.getAddress().getPort()));
    browser = new TestBrowser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    gateway.close();
    brain.stop(0);
  }

  @AfterEach
  void noPageHasComplained() {
    browser.endOfTest();
  }

  @Test
  void whatIsSaidStaysWords() {
    Page page = browser.loggedIn(gateway, "victim");
    page.setViewportSize(1024, 2000);
    try (TestClient evil = TestClient.inLobby(gateway.port(), "evil")) {
      for (int i = 0; i < TEXTS.size(); i++) {
        evil.raw(saying("evil" + i, TEXTS.get(i)));
        assertThat(evil.expectRe("evil" + i).path("type").asText()).isEqualTo("said");
      }

      Locator words = page.locator(".words");
      assertThat(words).hasCount(TEXTS.size());
      for (int i = 0; i < 12; i++) {
        assertThat(words.nth(i).textContent()).isEqualTo(TEXTS.get(i));
      }
      assertThat(words.last().textContent()).isEqualTo("␁␛[31mred␡� bell␇");
      assertThat(page.locator(".words a").all())
          .extracting(link -> link.getAttribute("href"))
          .as("what carries a name before its host is no link")
          .isEmpty();
      say(page, "see https://ok.example/a?b=c#d, and www.no.example");
      Locator link = page.locator(".words a");
      assertThat(link).hasAttribute("href", "https://ok.example/a?b=c#d");
      assertThat(link).hasAttribute("rel", "noopener noreferrer nofollow");
      isUnharmed(page);

      page.click("#search");
      page.fill("dialog input[name=text]", "hit");
      page.keyboard().press("Enter");
      page.locator("dialog .found button").first().waitFor();
      isUnharmed(page);
    }
  }

  private static byte[] saying(String id, String text) {
    return ("{\"type\":\"say\",\"room\":\"lobby\",\"id\":"
            + TestClient.quote(id)
            + ",\"text\":"
            + TestClient.quote(text)
            + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesTopicsAndReasonsStayWords() {
    String name = "<img src=x onerror=hit=1>";
    Page page = browser.loggedIn(gateway, "<b onclick=hit=1>me");
    joinRoom(page, "hostile");
    try (TestClient evil = TestClient.as(gateway.port(), "<svg onload=hit=1>")) {
      evil.send("{'type':'register','id':'r','password':'correct horse'}");
      evil.expectRe("r");
      evil.join("evils");
      joinRoom(page, "evils");
      evil.send(
          "{'type':'topic','id':'t','room':'evils','topic':%s}".formatted(TestClient.quote(name)));
      evil.expectRe("t");
      assertThat(page.locator(".topic")).hasText(name);
      evil.send("{'type':'typing','room':'evils'}");
      assertThat(page.locator(".typing")).containsText("<svg onload=hit=1>");
      isUnharmed(page);
      evil.send(
          "{'type':'tell','id':'p','to':%s,'text':'hello'}"
              .formatted(TestClient.quote("<b onclick=hit=1>me")));
      evil.expectRe("p");
      page.locator(".rooms button.room", named("<svg onload=hit=1>")).click();
      assertThat(page.locator("#room-name")).hasText("@ <svg onload=hit=1>");
      page.locator(".rooms button.room", named("evils")).click();
      evil.send(
          "{'type':'kick','id':'k','room':'evils','nickname':%s,'reason':%s}"
              .formatted(TestClient.quote("<b onclick=hit=1>me"), TestClient.quote(name)));
      assertThat(page.locator("dialog .words")).containsText(name);
      isUnharmed(page);
    }
  }

  private static Page.LocatorOptions named(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void fileNamesAndFilesStayWhatTheyAre() {
    Page page = browser.loggedIn(gateway, "sender");
    joinRoom(page, "files");
    byte[] script = "<script>parent.hit=1</script>".getBytes(StandardCharsets.UTF_8);
    byte[] svg =
        "<svg xmlns='http://www.w3.org/2000/svg' onload='hit=1'/>".getBytes(StandardCharsets.UTF_8);
    FileChooser chooser = page.waitForFileChooser(() -> page.click("#attach"));
    chooser.setFiles(
        new FilePayload[] {
          new FilePayload("\"><img src=x onerror=hit=1>.html", "text/html", script),
          new FilePayload("picture.svg", "image/svg+xml", svg)
        });
    assertThat(page.locator(".tray li.there")).hasCount(2);
    isUnharmed(page);

    page.click("#send");

    assertThat(page.locator("button.file")).hasCount(2);
    assertThat(page.locator(".picture")).hasCount(0);
    var saved = page.waitForDownload(() -> page.locator("button.file").last().click());
    assertThat(saved.suggestedFilename()).isEqualTo("picture.svg");
    isUnharmed(page);
  }

  @Test
  void whatTheRobotAnswersStaysWords() {
    Page page = browser.loggedIn(gateway, "asker");
    joinRoom(page, "robots");
    for (int i = 0; i < 5; i++) {
      answer = TEXTS.get(i);
      say(page, "@robot " + i);

      assertThat(page.locator(".row.robot .words")).hasCount(i + 1);
      assertThat(page.locator(".row.robot .words").last()).hasText(TEXTS.get(i));
    }
    isUnharmed(page);
  }

  private static void isUnharmed(Page page) {
    assertThat(page.evaluate("() => typeof hit")).isEqualTo("undefined");
    assertThat(
            page.locator(
                    "body script, iframe, object, embed, base, body style, body meta, body link,"
                        + " [onerror], [onload], [onclick], [srcdoc], a[href^=javascript]")
                .count())
        .isZero();
    assertThat(page.locator("#message")).isVisible();
  }
}
