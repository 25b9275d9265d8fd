package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static parlor.gateway.TestBrowser.joinRoom;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Addresses of pages that lead to a room. */
class WebAddressTest {
  @RegisterExtension static final Pages PAGES = new Pages("");

  private static Page invitedTo(String room) {
    Page page = PAGES.page();
    page.navigate("about:blank");
    page.navigate("http://127.0.0.1:" + PAGES.gateway().webPort() + "/#" + room);
    return page;
  }

  @Test
  void whoOpensTheAddressOfARoomIsInThatRoomAfterTheLoginAndAfterAReload() {
    Page page = invitedTo("%E8%AF%BB%E4%B9%A6%E4%BC%9A");
    assertThat(page.locator(".invited")).hasText("You will enter # 读书会.");
    TestBrowser.logIn(page, "reader");
    assertThat(page.locator("#room-name")).hasText("# 读书会");
    assertThat(page.locator(".rooms button.room")).hasCount(1);

    joinRoom(page, "Attic");
    assertThat(page).hasURL(Pattern.compile("/#attic$"));
    page.reload();
    assertThat(page.locator("#room-name")).hasText("# attic");
    assertThat(page.locator(".rooms button.room")).hasText(new String[] {"#读书会", "#attic"});
  }

  @Test
  void theRoomsComeBackInTheirOrderWhicheverTheServerAnswersFirst() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "orderly");
    joinRoom(page, "attic");
    joinRoom(page, "barn");
    String[] order = {"#lobby", "#attic", "#barn"};
    assertThat(page.locator(".rooms button.room")).hasText(order);
    line.postpone(1, "\"type\":\"join\"", "attic");
    page.reload();
    assertThat(page.locator(".rooms button.room")).hasText(order);
    // What was kept when the second room came back before the first.
    page.reload();
    assertThat(page.locator(".rooms button.room")).hasText(order);
  }

  @Test
  void anAddressThatIsTypedAnewLeadsThere() {
    Page page = PAGES.page();
    page.evaluate("() => location.hash = 'garden'");
    assertThat(page.locator(".invited")).hasText("You will enter # garden.");
    TestBrowser.logIn(page, "walker");
    assertThat(page.locator("#room-name")).hasText("# garden");

    page.evaluate("() => location.hash = 'Cellar'");
    assertThat(page.locator("#room-name")).hasText("# cellar");
    page.evaluate("() => location.hash = 'garden'");
    assertThat(page.locator("#room-name")).hasText("# garden");
    assertThat(page.locator(".rooms button.room")).hasCount(2);
  }

  @Test
  void anAddressOfNoRoomIsSaidAndLeadsToTheLobby() {
    Page page = invitedTo("no%20room%");
    page.fill("#nickname", "stray");
    page.click("#enter");

    assertThat(page.locator("dialog")).containsText("this is no name for a room");
    page.keyboard().press("Enter");
    assertThat(page.locator("#room-name")).hasText("# lobby");
  }

  @Test
  void aPrivateConversationHasNoAddress() {
    Page page = invitedTo("den");
    TestBrowser.logIn(page, "whisperer");
    page.click("#talk-to");
    page.fill("dialog input", "robot");
    page.keyboard().press("Enter");

    assertThat(page.locator("#room-name")).hasText("@ robot");
    assertThat(page).hasURL(Pattern.compile("/$"));
  }
}
