package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server that is there and busy could not do just now. */
class WebBusyTest {
  private static final String JOIN = "\"type\":\"join\"";
  private static final String HELLO = "\"type\":\"hello\"";
  private static final String TOO_LONG =
      "\"code\":\"unavailable\",\"message\":\"The login took too long\",\"retryAfterMs\":1000";
  private static final int ALWAYS = Integer.MAX_VALUE;

  @RegisterExtension static final Pages PAGES = new Pages("limits.resume = 60s");

  @Test
  void aRoomInWhichOneWasIsAskedForUntilItIsThere() {
    Page page = PAGES.loggedIn("patient");
    say(page, "before");
    seesSaid(page, "before");

    TestLine line = new TestLine(page);
    line.postpone(3, JOIN);
    page.reload();

    seesSaid(page, "before");
    say(page, "after");
    seesSaid(page, "after");
    assertThat(page.locator(".pending")).hasCount(0);
  }

  @Test
  void whatIsSaidWhileTheRoomIsAskedForWaitsForIt() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "hasty");
    line.cut();
    line.postpone(2, JOIN);
    line.mend();
    assertThat(page.locator(".banner")).isHidden();
    say(page, "meanwhile");

    assertThat(page.locator(".row.own:not(.pending) .words").last()).hasText("meanwhile");
    assertThat(page.locator(".pending")).hasCount(0);
    assertThat(page.locator("#hint")).hasText("");
  }

  @Test
  void theListOfConversationsIsAskedForUntilItIsThere() {
    Page page = PAGES.loggedIn("listener");
    try (TestClient friend = TestClient.as(PAGES.gateway().port(), "friend")) {
      friend.send("{'type':'tell','id':'t','to':'listener','text':'remember me'}");
      friend.expectRe("t");
      TestLine line = new TestLine(page);
      line.postpone(3, "\"type\":\"conversations\"");
      page.reload();

      page.locator(".rooms button.room", hasText("friend")).click();
      seesSaid(page, "remember me");
    }
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void aRoomThatSomebodyWantsToEnterIsSaidToComeAndComes() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "eager");
    line.postpone(3, JOIN, "attic");
    page.click("#join");
    page.fill("dialog input", "attic");
    page.keyboard().press("Enter");

    assertThat(page.locator("#hint"))
        .hasText("You will enter # attic as soon as the server is ready.");
    assertThat(page.locator("#room-name")).hasText("# attic");
    say(page, "at last");
    seesSaid(page, "at last");
  }

  @Test
  void aLoginThatTookTooLongIsExplainedInThePersonsLanguage() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    page.fill("#nickname", "newcomer");
    line.refuse(TOO_LONG, ALWAYS, HELLO);
    page.click("#enter");
    assertThat(page.locator("#login-problem"))
        .hasText("The server has too much to do just now. Please try again in a moment.");

    page.click("#language");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).hasText("服务器正忙，请稍后再试。");
    line.refuse(TOO_LONG, 0, HELLO);
    page.click("#enter");
    assertThat(page.locator("#message")).isVisible();
  }

  @Test
  void whoIsSentAwayBecauseTooManyWaitIsToldTheSame() {
    Page page = PAGES.page();
    page.routeWebSocket(
        address -> address.endsWith("/chat"),
        line -> {
          line.send("{\"type\":\"error\"," + TOO_LONG + "}\n");
          line.close();
        });
    page.reload();
    page.fill("#nickname", "latecomer");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).containsText("too much to do just now");
  }

  @Test
  void whoseFirstRoomIsNotThereYetIsToldThatItComes() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    line.postpone(3, JOIN);
    page.fill("#nickname", "early");
    page.click("#enter");
    assertThat(page.locator(".topic"))
        .hasText("You will enter # lobby as soon as the server is ready.");
    assertThat(page.locator("#message")).isFocused();
    assertThat(page.locator(".topic")).hasText("");
  }

  @Test
  void whoLeavesARoomMeanwhileIsNotBroughtBackIntoIt() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "fickle");
    page.click("#join");
    page.fill("dialog input", "cellar");
    page.keyboard().press("Enter");
    assertThat(page.locator("#room-name")).hasText("# cellar");
    line.cut();
    line.postpone(ALWAYS, JOIN, "cellar");
    line.sent.clear();
    line.mend();
    page.waitForCondition(() -> line.count(JOIN, "cellar") > 1);

    page.click("#leave");
    assertThat(page.locator("#room-name")).hasText("# lobby");
    long asked = line.count(JOIN, "cellar");
    page.waitForTimeout(3000);
    assertThat(line.count(JOIN, "cellar")).isEqualTo(asked);
    assertThat(page.locator(".rooms button.room")).hasCount(1);
  }
}
