package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static parlor.gateway.TestBrowser.joinRoom;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody has written or chosen and nobody has got yet. */
class WebUnsentTest {
  @RegisterExtension static final Pages PAGES = new Pages("limits.resume = 60s");

  private static final String SAY = "\"type\":\"say\"";
  private static final String MUTED =
      "\"code\":\"forbidden\",\"message\":\"no\",\"reason\":\"muted\"";

  // What was refused

  @Test
  void ofSeveralMessagesThatAreRefusedNoneIsLost() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "loud");
    joinRoom(page, "hall");
    line.cut();
    for (String text : List.of("one", "two", "three")) {
      say(page, text);
    }
    line.refuse(MUTED, 3, SAY);
    line.mend();

    assertThat(page.locator("#message")).hasValue("one");
    assertThat(page.locator(".pending .words")).hasText(new String[] {"two", "three"});
    assertThat(page.locator(".pending .stamp").first())
        .hasText("Not sent: you are muted in this room");
    chooseInMenu(page.locator(".pending").first(), "edit");
    assertThat(page.locator("#message")).hasValue("one\n\ntwo");
    assertThat(page.locator("#message")).isFocused();
    chooseInMenu(page.locator(".pending").first(), "again");
    assertThat(page.locator(".pending")).hasCount(0);
    page.click("#send");
    assertThat(page.locator(".row.own:not(.pending) .words"))
        .hasText(new String[] {"three", "one two"});
  }

  @Test
  void whatIsRefusedInAnotherRoomWaitsThereWithItsFilesAndOutlivesTheLoadedPage() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "walker");
    joinRoom(page, "porch");
    attach(page, "notes.txt");
    assertThat(page.locator(".tray li.there")).hasCount(1);
    line.cut();
    say(page, "see the file");
    see(page, "lobby");
    line.refuse(MUTED, 1, SAY);
    line.mend();

    assertThat(page.locator("#hint")).hasText("Not sent to # porch: you are muted in this room");
    assertThat(page.locator("#room-name")).hasText("# lobby");
    assertThat(page.locator("#message")).hasValue("");
    page.reload();
    see(page, "porch");
    chooseInMenu(page.locator(".pending"), "edit");
    assertThat(page.locator(".tray li.there")).containsText("notes.txt");
    assertThat(page.locator("#message")).hasValue("see the file");
    page.click("#send");
    assertThat(page.locator(".row.own:not(.pending)").last()).containsText("notes.txt");
    assertThat(page.locator(".pending")).hasCount(0);
  }

  // What is being written

  @Test
  void filesAndAReplyWaitInTheirRoomWhileOneLooksAtAnother() {
    Page page = PAGES.loggedIn("switcher");
    joinRoom(page, "letters");
    say(page, "question");
    seesSaid(page, "question");
    chooseInMenu(page.locator(".row.own").last(), "reply");
    attach(page, "notes.txt");
    assertThat(page.locator(".tray li.there")).hasCount(1);
    page.fill("#message", "answer");

    see(page, "lobby");
    assertThat(page.locator(".tray li")).hasCount(0);
    assertThat(page.locator(".reply")).isHidden();
    see(page, "letters");
    assertThat(page.locator(".tray li.there")).containsText("notes.txt");
    assertThat(page.locator(".reply")).containsText("Reply to switcher");
    assertThat(page.locator("#message")).hasValue("answer");

    page.click("#send");
    assertThat(page.locator(".row.own").last()).containsText("notes.txt");
    assertThat(page.locator(".row.own").last().locator("blockquote"))
        .containsText("switcher: question");
    assertThat(page.locator(".tray li")).hasCount(0);
    assertThat(page.locator(".reply")).isHidden();
  }

  @Test
  void filesGoOnTheirWayWhileOneLooksAtAnotherRoomAndWhatFailedIsSaidThere() {
    Page page = PAGES.loggedIn("uploader");
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(address -> address.contains("/files?"), held::add);
    joinRoom(page, "parcels");
    attach(page, "first.txt");
    page.waitForCondition(() -> held.size() == 1);
    attach(page, "second.txt");
    page.waitForCondition(() -> held.size() == 2);

    see(page, "lobby");
    held.getFirst().resume();
    page.waitForResponse(
        answer -> answer.status() == 204,
        () -> held.getLast().fulfill(new Route.FulfillOptions().setStatus(204)));
    see(page, "parcels");

    assertThat(page.locator(".tray li.there")).containsText("first.txt");
    assertThat(page.locator(".tray li")).hasCount(1);
    assertThat(page.locator("#hint")).containsText("second.txt could not be sent");
  }

  private static void attach(Page page, String name) {
    FileChooser chooser = page.waitForFileChooser(() -> page.click("#attach"));
    chooser.setFiles(new FilePayload(name, "text/plain", "Notes".getBytes(StandardCharsets.UTF_8)));
  }

  private static void chooseInMenu(Locator row, String id) {
    row.locator(".bubble-line").hover();
    row.locator(".message-menu").click();
    row.page().click("[data-id=" + id + "]");
  }

  private static void see(Page page, String room) {
    page.locator(".rooms button.room", new Page.LocatorOptions().setHasText(room)).click();
    assertThat(page.locator("#room-name")).containsText(room);
  }
}
