package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections of real browsers that break, and what was said meanwhile. */
class WebReconnectTest {
  private static final Pattern SAY = Pattern.compile("(?=.*\"type\":\"say\").*\"id\":\"([^\"]+)\"");

  private static final Pattern HELLO =
      Pattern.compile("(?=.*\"type\":\"hello\").*\"id\":\"([^\"]+)\"");

  private static TestBrowser browser;

  @BeforeAll
  static void start() {
    browser = new TestBrowser();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @Test
  void aRestartOfTheServerCostsNothing() {
    TestGateway gateway = TestGateway.start("limits.resume = 60s");
    Page ana = browser.loggedIn(gateway, "Ana");
    Page ben = browser.loggedIn(gateway, "Ben");
    say(ana, "before");
    seesSaid(ben, "before");
    int port = gateway.webPort();

    Path data = gateway.stop();
    assertThat(ana.locator(".banner")).isVisible();
    say(ana, "meanwhile, one");
    say(ana, "meanwhile, two");
    assertThat(ana.locator(".pending")).hasCount(2);
    assertThat(ana.locator(".pending .stamp").first()).hasText("waits for the connection");
    assertThat(ana.locator("#hint")).containsText("not connected");

    try (TestGateway restarted =
        TestGateway.start("limits.resume = 60s, http.port = " + port, data)) {
      seesSaid(ben, "meanwhile, two");
      assertThat(ana.locator(".banner")).isHidden();
      assertThat(ana.locator(".pending")).hasCount(0);
      Page late = browser.loggedIn(restarted, "Late");
      say(late, "after");
      seesSaid(ben, "after");
      seesSaid(ana, "after");

      for (Page page : new Page[] {ana, ben, late}) {
        assertThat(page.locator(".words"))
            .hasText(new String[] {"before", "meanwhile, one", "meanwhile, two", "after"});
        assertThat(page.locator(".members")).containsText("Ana");
        assertThat(page.locator(".members")).containsText("Ben");
        assertThat(page.locator(".row.notice", hasText("connection"))).hasCount(0);
      }
      browser.endOfTest();
    }
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void whatWasNotSentOutlivesTheLoadedPageAndIsSaidOnce() {
    try (TestGateway gateway = TestGateway.start("limits.resume = 60s")) {
      Page page = browser.page(gateway);
      AtomicBoolean isOpen = new AtomicBoolean(true);
      var lines = new CopyOnWriteArrayList<WebSocketRoute>();
      page.routeWebSocket(
          address -> address.endsWith("/chat"),
          line -> {
            if (isOpen.get()) {
              line.connectToServer();
              lines.add(line);
            } else {
              line.close();
            }
          });
      page.reload();
      TestBrowser.logIn(page, "Ana");
      Page ben = browser.loggedIn(gateway, "Ben");
      say(page, "before");
      seesSaid(ben, "before");

      isOpen.set(false);
      lines.forEach(WebSocketRoute::close);
      assertThat(page.locator(".banner")).isVisible();
      say(page, "kept");
      assertThat(page.locator(".pending")).hasCount(1);
      page.reload();
      assertThat(page.locator(".banner")).isVisible();
      isOpen.set(true);
      Locator now = page.locator("#reconnect");
      if (now.isVisible()) {
        now.click();
      }

      seesSaid(ben, "kept");
      assertThat(page.locator(".words")).hasText(new String[] {"before", "kept"});
      assertThat(page.locator(".pending")).hasCount(0);
      assertThat(ben.locator(".words")).hasText(new String[] {"before", "kept"});
      browser.endOfTest();
    }
  }

  // A server that is there and busy

  /** The line of a page; what is said on it is refused as long as the test wants. */
  private static List<String> refuseSaying(Page page, AtomicInteger times) {
    List<String> refused = new CopyOnWriteArrayList<>();
    TestBrowser.answerInstead(
        page,
        frame -> {
          Matcher say = SAY.matcher(frame);
          if (!say.find() || times.getAndDecrement() <= 0) {
            return Optional.empty();
          }
          refused.add(say.group(1));
          return Optional.of(
              "{\"type\":\"error\",\"re\":\"%s\",\"code\":\"unavailable\",\"message\":\"busy\",\"retryAfterMs\":300}\n"
                  .formatted(say.group(1)));
        });
    return refused;
  }

  @Test
  void whoReloadsWhileTheServerCannotTellComesBackAsThemselves() {
    try (TestGateway gateway = TestGateway.start("")) {
      Page page = browser.loggedIn(gateway, "Ana");
      say(page, "before");
      seesSaid(page, "before");
      AtomicInteger times = new AtomicInteger(1);
      TestBrowser.answerInstead(
          page,
          frame -> {
            Matcher hello = HELLO.matcher(frame);
            return hello.find() && times.getAndDecrement() > 0
                ? Optional.of(
                    "{\"type\":\"error\",\"re\":\"%s\",\"code\":\"unavailable\",\"message\":\"busy\"}\n"
                        .formatted(hello.group(1)))
                : Optional.empty();
          });

      seesSaid(page, "before");
      say(page, "after");
      seesSaid(page, "after");
      assertThat(page.locator(".pending")).hasCount(0);
      // The same guest said both.
      assertThat(page.locator(".row.own")).hasCount(2);
      Assertions.assertThat(times.get()).isLessThan(1);
      browser.endOfTest();
    }
  }

  @Test
  void whatWasReadAndDidNotArriveIsToldAgain() {
    try (TestGateway gateway = TestGateway.start("")) {
      Page page = browser.page(gateway);
      List<String> reads = new CopyOnWriteArrayList<>();
      AtomicBoolean isOpen = new AtomicBoolean(true);
      page.routeWebSocket(
          address -> address.endsWith("/chat"),
          line -> {
            WebSocketRoute server = line.connectToServer();
            line.onMessage(
                frame -> {
                  if (frame.text().contains("\"type\":\"read\"")) {
                    reads.add(frame.text());
                  }
                  if (reads.size() == 1 && isOpen.getAndSet(false)) {
                    line.close();
                    server.close();
                  } else {
                    server.send(frame.text());
                  }
                });
          });
      page.reload();
      TestBrowser.logIn(page, "Ana");
      TestClient ben = TestClient.as(gateway.port(), "Ben");
      ben.join("lobby");
      ben.send("{'type':'say','id':'s','room':'lobby','text':'news'}");
      seesSaid(page, "news");

      page.waitForCondition(() -> reads.size() > 1);
      Assertions.assertThat(reads.getLast()).contains("\"seq\":1");
      ben.close();
      browser.endOfTest();
    }
  }

  @Test
  void whoHasTheFocusOnAMessageThatIsUnderWayKeepsItWhenItIsSaid() {
    try (TestGateway gateway = TestGateway.start("")) {
      Page page = browser.page(gateway);
      AtomicInteger times = new AtomicInteger(Integer.MAX_VALUE);
      refuseSaying(page, times);
      TestBrowser.logIn(page, "Ana");
      say(page, "patience");
      assertThat(page.locator(".pending .stamp")).hasText("the server is busy, sent again soon");
      page.locator(".pending").focus();

      times.set(0);
      assertThat(page.locator(".pending")).hasCount(0);
      assertThat(page.locator(".row.own")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-id=reply]")).isFocused();
      browser.endOfTest();
    }
  }

  @Test
  void whatABusyServerCannotStoreIsSaidAgainAsTheSameMessage() {
    try (TestGateway gateway = TestGateway.start("")) {
      Page page = browser.page(gateway);
      AtomicInteger times = new AtomicInteger(3);
      List<String> refused = refuseSaying(page, times);
      TestBrowser.logIn(page, "Ana");
      Page ben = browser.loggedIn(gateway, "Ben");
      say(page, "patience");
      assertThat(page.locator(".pending .stamp")).hasText("the server is busy, sent again soon");
      say(page, "and order");

      seesSaid(ben, "and order");
      assertThat(page.locator(".pending")).hasCount(0);
      for (Page each : new Page[] {page, ben}) {
        assertThat(each.locator(".words")).hasText(new String[] {"patience", "and order"});
      }
      Assertions.assertThat(refused).hasSize(3);
      Assertions.assertThat(Set.copyOf(refused)).hasSize(1);
      browser.endOfTest();
    }
  }

  @Test
  void whatCannotBeStoredForTooLongIsToldAndSaidAgainByItsMenu() {
    try (TestGateway gateway = TestGateway.start("limits.resume = 60s")) {
      Page page = browser.page(gateway);
      page.clock().install();
      AtomicInteger times = new AtomicInteger(Integer.MAX_VALUE);
      List<String> refused = refuseSaying(page, times);
      TestBrowser.logIn(page, "Ana");
      say(page, "at last");
      assertThat(page.locator(".pending .stamp")).hasText("the server is busy, sent again soon");
      page.clock().fastForward("16:00");
      assertThat(page.locator(".pending .stamp")).hasText("not sent");
      assertThat(page.locator("#hint")).containsText("could not be sent");

      times.set(0);
      page.locator(".pending .bubble-line").hover();
      page.locator(".pending .message-menu").click();
      page.locator("[data-id=again]").click();
      seesSaid(page, "at last");
      assertThat(page.locator(".pending")).hasCount(0);
      Assertions.assertThat(Set.copyOf(refused)).hasSize(1);
      browser.endOfTest();
    }
  }

  @Test
  void whoLogsInElsewhereIsToldHereAndDoesNotFightOverIt() {
    try (TestGateway gateway = TestGateway.start("")) {
      Page page = browser.loggedIn(gateway, "twice");
      String session =
          page.evaluate("() => JSON.parse(sessionStorage.getItem('parlor.login')).session")
              .toString();

      try (TestClient other = new TestClient(gateway.port())) {
        other.resume("twice", session);
        assertThat(page.locator(".banner")).containsText("logged in somewhere else");
        page.locator("#reconnect").click();
        assertThat(page.locator(".banner")).isHidden();
        other.expect(frame -> frame.path("code").asText().equals("replaced"));
      }
      browser.endOfTest();
    }
  }
}
