package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of a long room is on the page, and what is said to be missing. */
class WebHistoryTest {
  private static final int MESSAGES = 400;

  private static final Pattern ASKED =
      Pattern.compile("(?=.*\"type\":\"history\").*\"id\":\"([^\"]+)\"");

  @RegisterExtension static final Pages PAGES = new Pages("limits.history-messages = 50");
  private static TestClient writer;

  @BeforeAll
  static void start() {
    writer = TestClient.inLobby(PAGES.gateway().port(), "writer");
    for (int i = 1; i <= MESSAGES; i++) {
      writer.say("id" + i, i == 100 ? "the needle" : "message " + i);
      writer.expectRe("id" + i);
    }
  }

  @AfterAll
  static void stop() {
    writer.close();
  }

  /** A page that has found a message far above all others that are there. */
  private static Page atTheNeedle(Page page) {
    seesSaid(page, "message " + MESSAGES);
    page.keyboard().press("Control+f");
    page.fill("dialog input[name=text]", "needle");
    page.keyboard().press("Enter");
    page.locator("dialog .found button").click();
    assertThat(page.locator(".row.found")).containsText("the needle");
    assertThat(page.locator(".words").filter(withText("message 99"))).hasCount(1);
    return page;
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /**
   * Scrolls to an end, waiting where something loads.
   *
   * @return the numbers of all messages that were seen, and by how many pixels at most what one
   *     read has moved while a gap was filled
   */
  private static Map<?, ?> scroll(Page page, int step) {
    return (Map<?, ?>)
        page.evaluate(
            """
            async step => {
              const list = document.querySelector('.transcript');
              const rows = () => [...list.querySelectorAll('.row[data-seq]')];
              const topOf = seq => list.querySelector(`.row[data-seq="${seq}"]`)?.getBoundingClientRect().top;
              const frame = () => new Promise(requestAnimationFrame);
              const loads = () => list.querySelector('.gap [aria-busy]');
              const seen = new Set();
              let moved = 0;
              for (let still = 0; still < 30;) {
                const before = list.scrollTop;
                list.scrollTop += step;
                await frame();
                await frame();
                const gap = loads()?.closest('.row');
                if (gap) {
                  const read = step < 0 ? gap.nextSibling : gap.previousSibling;
                  const top = topOf(read.dataset.seq);
                  while (loads()) {
                    await frame();
                  }
                  await frame();
                  await frame();
                  moved = Math.max(moved, Math.abs(topOf(read.dataset.seq) - top));
                }
                rows().forEach(row => seen.add(Number(row.dataset.seq)));
                still = list.scrollTop === before ? still + 1 : 0;
              }
              return {seen: [...seen].sort((one, other) => one - other), moved: Math.round(moved)};
            }""",
            step);
  }

  private static List<Integer> numbers(int first) {
    return IntStream.rangeClosed(first, MESSAGES).boxed().toList();
  }

  @Test
  void whoScrollsUpToAGapIsGivenItsNewestAndStaysWhereTheyRead() {
    Page page = atTheNeedle(PAGES.loggedIn("upwards"));
    page.locator(".transcript").press("End");
    seesSaid(page, "message " + MESSAGES);

    Map<?, ?> done = scroll(page, -300);

    assertThat(done.get("seen")).isEqualTo(numbers(1));
    assertThat((Integer) done.get("moved")).isLessThanOrEqualTo(2);
    assertThat(page.locator(".gap")).hasCount(0);
  }

  @Test
  void whoScrollsDownToAGapIsGivenItsOldestAndStaysWhereTheyRead() {
    Page page = atTheNeedle(PAGES.loggedIn("downwards"));

    Map<?, ?> done = scroll(page, 300);

    assertThat(done.get("seen"))
        .asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
        .containsAll(numbers(100));
    assertThat((Integer) done.get("moved")).isLessThanOrEqualTo(2);
    assertThat(page.locator(".gap")).hasCount(0);
  }

  @Test
  void whatIsMissingIsSaidAndAPressOfAKeyAsksForItAgain() {
    Page page = PAGES.page();
    AtomicBoolean refuses = new AtomicBoolean();
    TestBrowser.answerInstead(
        page,
        frame ->
            ASKED
                .matcher(frame)
                .results()
                .filter(asked -> refuses.get())
                .map(
                    asked ->
                        "{\"type\":\"error\",\"re\":\"%s\",\"code\":\"unavailable\",\"message\":\"busy\"}\n"
                            .formatted(asked.group(1)))
                .findFirst());
    atTheNeedle(TestBrowser.logIn(page, "missing"));
    refuses.set(true);
    page.evaluate(
        """
        async () => {
          const list = document.querySelector('.transcript');
          const inSight = () => {
            const gap = list.querySelector('.gap');
            return gap && gap.getBoundingClientRect().bottom < list.getBoundingClientRect().bottom;
          };
          while (!inSight()) {
            list.scrollTop += 100;
            await new Promise(requestAnimationFrame);
          }
        }""");
    Locator gap = page.locator(".gap button");
    assertThat(gap).hasText("Messages are missing here. Click to see them.");
    assertThat(page.locator(".words").filter(withText("message 126"))).hasCount(0);

    refuses.set(false);
    gap.press("Enter");
    assertThat(page.locator(".words").filter(withText("message 126"))).hasCount(1);
  }
}
