package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.joinRoom;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People talking in real browsers, from login to the robot's answer. */
class WebChatTest {
  @RegisterExtension
  static final Pages PAGES = new Pages("robot.provider = embedded, admins = [root]");

  @Test
  void threePeopleTalkAndTheRobotAnswers() {
    Page ana = PAGES.loggedIn("Ana");
    Page zhang = PAGES.loggedIn("张三");
    joinRoom(ana, "trio");
    joinRoom(zhang, "trio");
    try (TestClient desktop = TestClient.as(PAGES.gateway().port(), "desktop")) {
      desktop.join("trio");
      say(ana, "Two lines,\none message.");
      assertThat(zhang.locator(".words").last()).hasText("Two lines,\none message.");
      desktop.expect(frame -> frame.path("text").asText().equals("Two lines,\none message."));

      desktop.send("{'type':'say','id':'hi','room':'trio','text':'Hello from the other door'}");
      seesSaid(ana, "Hello from the other door");

      say(zhang, "@robot 3 * 14");
      Locator answer = ana.locator(".row.robot").last();
      assertThat(answer).containsText("42");
      assertThat(answer.locator(".tag")).hasText("robot");
      assertThat(answer.locator("blockquote")).containsText("张三");

      assertThat(ana.locator("#member-count")).hasText("3 people");
      desktop.send("{'type':'bye'}");
    }
    assertThat(ana.locator(".row.notice").last()).hasText("desktop left");
    assertThat(ana.locator("#member-count")).hasText("2 people");
  }

  @Test
  void aNicknameThatCannotBeIsExplained() {
    Page first = PAGES.loggedIn("taken");
    Page page = PAGES.page();

    page.click("#enter");
    assertThat(page.locator("#login-problem")).containsText("may not be blank");
    page.fill("#nickname", "ROBOT");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).containsText("belongs to the robot");
    page.fill("#nickname", "Taken");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).containsText("called that already");
    page.fill("#nickname", "free");
    page.click("#enter");

    assertThat(page.locator("#message")).isVisible();
    assertThat(first.locator(".members")).containsText("free");
  }

  @Test
  void enterBreaksTheLineCtrlEnterSendsAndASettingSwapsThem() {
    Page page = PAGES.loggedIn("keys");
    Locator text = page.locator("#message");

    page.click("#send");
    assertThat(page.locator("#hint")).hasText("There is nothing to send yet.");
    text.pressSequentially("one");
    text.press("Enter");
    text.pressSequentially("two");
    text.press("Control+Enter");
    seesSaid(page, "one two");
    assertThat(page.locator(".own .words").last()).hasText("one\ntwo");
    assertThat(text).hasValue("");

    page.click("#main-menu");
    page.click("[data-id=enter-sends]");
    text.pressSequentially("three");
    text.press("Control+Enter");
    text.pressSequentially("four");
    text.press("Enter");
    assertThat(page.locator(".own .words").last()).hasText("three\nfour");
  }

  @Test
  void whatAnInputMethodDoesNeverSends() {
    Page page = PAGES.loggedIn("writer");
    page.click("#main-menu");
    page.click("[data-id=enter-sends]");
    page.fill("#message", "ni hao");

    for (String composing :
        List.of("{isComposing: true, key: 'Enter'}", "{keyCode: 229, key: 'Enter'}")) {
      page.evaluate(
          "how => document.querySelector('#message').dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...how}))",
          page.evaluate("(" + composing + ")"));
    }
    assertThat(page.locator("#message")).hasValue("ni hao");

    page.press("#message", "Enter");
    seesSaid(page, "ni hao");
  }

  @Test
  void privateConversationsAreCountedWhileNobodyLooks() {
    Page eve = PAGES.loggedIn("eve");
    Page bob = PAGES.loggedIn("bob");

    eve.click("[data-nickname=bob]");
    eve.click("[data-id=message]");
    assertThat(eve.locator("#room-name")).hasText("@ bob");
    say(eve, "just the two of us");
    seesSaid(eve, "just the two of us");

    Locator entry = bob.locator(".rooms button.room").filter(withText("eve"));
    assertThat(entry.locator(".badge")).hasText("1");
    assertThat(bob).hasTitle(Pattern.compile("^\\(1\\) "));
    entry.click();
    seesSaid(bob, "just the two of us");
    assertThat(bob.locator(".line").last()).containsText("new messages");
    assertThat(entry.locator(".badge")).hasCount(0);
    assertThat(bob).hasTitle(Pattern.compile("^eve — bob"));
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void imagesGoBothWaysAndFilesAreSaved() throws IOException {
    Page ana = PAGES.loggedIn("painter");
    Page ben = PAGES.loggedIn("viewer");

    FileChooser chooser = ana.waitForFileChooser(() -> ana.click("#attach"));
    chooser.setFiles(
        new FilePayload[] {
          new FilePayload("cat.png", "image/png", picture(600, 400)),
          new FilePayload("notes.txt", "text/plain", "Notes".getBytes(StandardCharsets.UTF_8))
        });
    assertThat(ana.locator(".tray li.there")).hasCount(2);
    ana.click("#send");

    Locator thumbnail = ben.locator(".picture img").last();
    assertThat(thumbnail).hasAttribute("src", Pattern.compile("^blob:"));
    thumbnail.click();
    ben.waitForFunction("() => document.querySelector('.picture-dialog img').naturalWidth === 600");
    ben.keyboard().press("Escape");
    assertThat(ben.locator("dialog")).hasCount(0);
    var saved = ben.waitForDownload(() -> ben.locator("button.file").last().click());
    assertThat(saved.suggestedFilename()).isEqualTo("notes.txt");

    paste(ben, picture(30, 30));
    assertThat(ben.locator(".tray li.there")).hasCount(1);
    say(ben, "pasted");
    assertThat(ana.locator(".row").last().locator(".picture img"))
        .hasAttribute("src", Pattern.compile("^blob:"));
  }

  private static byte[] picture(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  private static void paste(Page page, byte[] image) {
    page.evaluate(
        """
        bytes => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(bytes)], 'image.png', {type: 'image/png'}));
          document.querySelector('#message').dispatchEvent(
              new ClipboardEvent('paste', {clipboardData: files, bubbles: true, cancelable: true}));
        }""",
        toInts(image));
  }

  private static List<Integer> toInts(byte[] bytes) {
    return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i] & 0xFF).toList();
  }

  @Test
  void whatWasSaidIsFoundAndALoadedPageGoesOnWhereItWas() {
    Page page = PAGES.loggedIn("finder");
    say(page, "the needle in the haystack");
    seesSaid(page, "the needle in the haystack");
    page.fill("#message", "a draft");

    page.reload();

    assertThat(page.locator("#message")).hasValue("a draft");
    assertThat(page.locator("#room-name")).hasText("# lobby");
    page.keyboard().press("Control+f");
    page.fill("dialog input[name=text]", "needle");
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog .state")).hasText("1 message");
    page.locator("dialog .found button").click();
    assertThat(page.locator(".row.found")).containsText("the needle in the haystack");
  }

  @Test
  void anAccountIsMadeAndWantsItsPassword() {
    Page page = PAGES.loggedIn("keeper");
    page.click("#main-menu");
    page.click("[data-id=register]");
    page.fill("[name=password]", "correct horse");
    page.fill("[name=repeat]", "correct hose");
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog .problem")).hasText("The two passwords are not the same.");
    page.fill("[name=repeat]", "correct horse");
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog")).containsText("The nickname is yours now");
    page.keyboard().press("Enter");
    page.click("#main-menu");
    page.click("[data-id=logout]");

    page.fill("#nickname", "keeper");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).containsText("belongs to an account");
    page.fill("#password", "wrong");
    page.click("#enter");
    assertThat(page.locator("#login-problem")).hasText("The password is not right.");
    page.fill("#password", "correct horse");
    page.click("#enter");

    assertThat(page.locator("#message")).isVisible();
  }

  @Test
  void anOwnerKeepsOrder() {
    Page owner = PAGES.loggedIn("owner");
    register(owner);
    joinRoom(owner, "hall");
    Page guest = PAGES.loggedIn("guest");
    joinRoom(guest, "hall");

    owner.click("#room-menu");
    owner.click("[data-id=topic]");
    owner.fill("dialog input", "Release on Friday 🎉");
    owner.keyboard().press("Enter");
    assertThat(guest.locator(".topic")).hasText("Release on Friday 🎉");

    say(guest, "something bad");
    seesSaid(owner, "something bad");
    owner.locator(".row.other").last().hover();
    owner.locator(".row.other .message-menu").last().click();
    owner.click("[data-id=remove]");
    assertThat(guest.locator(".row.notice").last()).hasText("A message of guest was removed");

    owner.click("[data-nickname=guest]");
    owner.click("[data-id=muteShort]");
    owner.fill("dialog input", "Please let others speak.");
    owner.keyboard().press("Enter");
    assertThat(guest.locator(".row.notice").last()).containsText("Please let others speak.");
    say(guest, "but I");
    assertThat(guest.locator("#hint")).hasText("Not sent: you are muted in this room");
    assertThat(guest.locator("#message")).hasValue("but I");

    owner.click("[data-nickname=guest]");
    owner.click("[data-id=kick]");
    owner.fill("dialog input", "Enough");
    owner.keyboard().press("Enter");
    assertThat(guest.locator("dialog")).containsText("owner put you out of # hall.\nEnough");
  }

  @Test
  void whoComesBackIsShownWithTheirRole() {
    Page boss = PAGES.loggedIn("boss");
    register(boss);
    joinRoom(boss, "office");
    Page guest = PAGES.loggedIn("clerk");
    joinRoom(guest, "office");
    Locator rank = guest.locator("[data-nickname=boss] .rank");
    assertThat(rank).hasText("Owner");

    boss.click("#leave");
    assertThat(rank).hasCount(0);
    joinRoom(boss, "office");

    assertThat(rank).hasText("Owner");
  }

  private static void register(Page page) {
    page.click("#main-menu");
    page.click("[data-id=register]");
    page.fill("[name=password]", "correct horse");
    page.fill("[name=repeat]", "correct horse");
    page.keyboard().press("Enter");
    page.locator("dialog").getByText("yours now").waitFor();
    page.keyboard().press("Enter");
  }

  @Test
  void whoIsBlockedIsFoldedAway() {
    Page loud = PAGES.loggedIn("loud");
    Page quiet = PAGES.loggedIn("quiet");
    say(loud, "HEAR ME");
    seesSaid(quiet, "HEAR ME");

    quiet.click("[data-nickname=loud]");
    quiet.click("[data-id=block]");

    assertThat(quiet.locator(".words").filter(withText("HEAR ME"))).hasCount(0);
    quiet.click("[data-nickname=loud]");
    quiet.click("[data-id=block]");
    seesSaid(quiet, "HEAR ME");
  }
}
