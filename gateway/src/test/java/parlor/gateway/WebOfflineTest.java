package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody asks for while there is no connection, besides saying something. */
class WebOfflineTest {
  @RegisterExtension static final Pages PAGES = new Pages("limits.resume = 60s");

  private final Page page = PAGES.page();
  private final TestLine line = new TestLine(page);

  private void joinRoom(String room) {
    page.click("#join");
    page.fill("dialog input", room);
    page.keyboard().press("Enter");
  }

  private void isSeen(String room) {
    assertThat(page.locator("#room-name")).hasText("# " + room);
  }

  private void fillRegistration() {
    page.click("#main-menu");
    page.click("[data-id=register]");
    page.fill("[name=password]", "correct horse");
    page.fill("[name=repeat]", "correct horse");
    page.keyboard().press("Enter");
  }

  @Test
  void aRoomThatIsLeftIsLeftWhenTheConnectionIsBack() {
    TestBrowser.logIn(page, "leaver");
    fillRegistration();
    page.locator("dialog").getByText("yours now").waitFor();
    page.keyboard().press("Enter");
    joinRoom("den");
    isSeen("den");
    try (TestClient witness = TestClient.as(PAGES.gateway().port(), "witness")) {
      witness.join("den");
      line.cut();
      page.click("#leave");
      isSeen("lobby");
      line.mend();
      page.waitForCondition(() -> line.count("\"type\":\"leave\"", "den") == 1);

      JsonNode left = witness.expect("member-left");
      assertThat(left.path("nickname").asText()).isEqualTo("leaver");
      assertThat(left.path("reason").asText()).isEqualTo("left");
      say(page, "still here");
      seesSaid(page, "still here");
      assertThat(page.locator(".rooms button.room")).hasText(new String[] {"#lobby"});
      page.reload();
      seesSaid(page, "still here");
      assertThat(page.locator(".rooms button.room")).hasText(new String[] {"#lobby"});
    }
  }

  @Test
  void aRoomThatIsWantedIsEnteredWhenTheConnectionIsBack() {
    TestBrowser.logIn(page, "joiner");
    line.cut();
    joinRoom("attic");
    assertThat(page.locator("#hint"))
        .hasText("You will enter # attic as soon as the server is ready.");
    line.mend();

    isSeen("attic");
    say(page, "here");
    seesSaid(page, "here");
  }

  @Test
  void whoeverLeavesTheirOnlyRoomIsNotBroughtBackIntoIt() {
    TestBrowser.logIn(page, "hermit");
    line.cut();
    page.click("#leave");
    line.mend();
    assertThat(page.locator(".banner")).isHidden();
    page.waitForCondition(() -> line.count("\"type\":\"leave\"", "lobby") == 1);
    joinRoom("cave");
    isSeen("cave");
    assertThat(page.locator(".rooms button.room")).hasText(new String[] {"#cave"});
  }

  @Test
  void whatCannotWaitIsSaidNotToBeDone() {
    TestBrowser.logIn(page, "owner");
    fillRegistration();
    page.locator("dialog").getByText("yours now").waitFor();
    page.keyboard().press("Enter");
    joinRoom("hall");
    isSeen("hall");
    try (TestClient guest = TestClient.as(PAGES.gateway().port(), "guest")) {
      guest.join("hall");
      page.locator("[data-nickname=guest]").waitFor();
      line.cut();
      page.click("[data-nickname=guest]");
      page.click("[data-id=kick]");
      page.fill("dialog input", "Enough");
      page.keyboard().press("Enter");
      assertThat(page.locator("#hint")).hasText("Not sent: you are not connected");

      fillRegistration();
      assertThat(page.locator("dialog .words")).hasText("you are not connected");
      page.keyboard().press("Enter");
      line.mend();
      assertThat(page.locator(".banner")).isHidden();
      guest.send("{'type':'say','id':'s','room':'hall','text':'still in'}");
      seesSaid(page, "still in");
    }
  }
}
