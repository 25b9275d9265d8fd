package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room with ten thousand messages in a real browser. */
class WebLongRoomTest {
  private static final int MESSAGES = 10_000;
  private static final int AT_ONCE = 200;

  /** The first row in sight, and how far from the upper edge it begins. */
  private static final String TOP_ROW =
      """
      (() => {
        const list = document.querySelector('.transcript');
        const top = list.getBoundingClientRect().top;
        const row = [...list.querySelectorAll('.row')].find(row => row.getBoundingClientRect().bottom > top);
        return {seq: row.dataset.seq, from: Math.round(row.getBoundingClientRect().top - top)};
      })()""";

  @Test
  void tenThousandMessagesAreScrolledThroughAndOlderOnesLoadUpwards() {
    try (TestGateway gateway = TestGateway.start("limits.history-messages = 500");
        TestBrowser browser = new TestBrowser();
        TestClient writer = TestClient.inLobby(gateway.port(), "writer")) {
      for (int i = 1; i <= MESSAGES; i++) {
        writer.say("id" + i, "message " + i + (i % 7 == 0 ? "\nwith\nmore\nlines" : ""));
        if (i % AT_ONCE == 0) {
          writer.expectRe("id" + i);
        }
      }
      Page page = browser.loggedIn(gateway, "reader");
      assertThat(page.locator(".row").last()).containsText("Welcome to lobby");
      assertThat(page.locator(".words").last()).hasText("message " + MESSAGES);

      Object steps =
          page.evaluate(
              """
              async () => {
                const list = document.querySelector('.transcript');
                const frame = () => new Promise(requestAnimationFrame);
                let most = 0;
                let frames = 0;
                let longest = 0;
                let last = performance.now();
                const first = words => words.textContent === 'message 1';
                while (![...list.querySelectorAll('.words')].some(first)) {
                  list.scrollTop -= 2000;
                  await frame();
                  most = Math.max(most, list.querySelectorAll('.row').length);
                  longest = Math.max(longest, performance.now() - last);
                  last = performance.now();
                  if (++frames > 20000) {
                    throw new Error('The first message does not come');
                  }
                }
                return [most, frames, Math.round(longest)];
              }""");
      System.getLogger(WebLongRoomTest.class.getName())
          .log(System.Logger.Level.INFO, "Most rows, frames, longest frame in ms: {0}", steps);
      assertThat(page.locator(".words").first()).hasText("message 1");
      assertThat(page.locator(".row").count()).as("only what is near is there").isLessThan(120);
      assertThat((Integer) ((List<?>) steps).getFirst()).isLessThan(200);

      page.locator(".transcript").focus();
      page.keyboard().press("End");
      assertThat(page.locator(".words").last()).hasText("message " + MESSAGES);
      writer.say("last", "the newest");
      assertThat(page.locator(".words").last()).hasText("the newest");
      page.evaluate("() => document.querySelector('.transcript').scrollTop -= 5000");
      page.waitForFunction("() => " + TOP_ROW + ".from <= 0");
      String before = topRow(page);
      writer.say("later", "later still");
      writer.expectRe("later");
      assertThat(page.locator(".jump")).hasText("1 new message ↓");
      assertThat(topRow(page)).as("the window stays where it is").isEqualTo(before);
      page.locator(".jump").click();
      assertThat(page.locator(".words").last()).hasText("later still");
      browser.endOfTest();
    }
  }

  private static String topRow(Page page) {
    return page.evaluate(TOP_ROW).toString();
  }
}
