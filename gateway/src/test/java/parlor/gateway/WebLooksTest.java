package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.say;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whether everybody can use the page, by axe-core's rules; and how it looks, as pictures in {@code
 * target/screenshots} for people to look at.
 */
class WebLooksTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  @RegisterExtension static final Pages PAGES = new Pages("robot.provider = embedded");
  private static String axe;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream in = WebLooksTest.class.getResourceAsStream(AXE)) {
      axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everybodyCanUseItInEverySizeThemeAndLanguage() throws IOException {
    Page page = PAGES.page();
    page.evaluate(axe);
    hasNoViolations(page, "login");
    page.click("#enter");
    hasNoViolations(page, "login with a problem");
    shoot(page, "login");
    everyLook(page, "login", "#enter");
    page.evaluate("() => location.hash = ''");
    TestBrowser.logIn(page, "Émile");
    converse(page);
    everyLook(page, "chat", ".row.robot");
  }

  private static void everyLook(Page page, String what, String awaited) {
    for (String language : List.of("en", "zh")) {
      page.evaluate("to => localStorage.setItem('parlor.language', JSON.stringify(to))", language);
      if (what.equals("login")) {
        page.evaluate("() => location.hash = '读书会'");
      }
      page.reload();
      page.locator(awaited).last().waitFor();
      page.evaluate(axe);
      for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        for (int width : new int[] {360, 1024, 1920}) {
          page.setViewportSize(width, width == 360 ? 740 : width == 1024 ? 768 : 1080);
          assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
              .as("nothing sticks out at " + width)
              .isEqualTo(true);
          shoot(page, "%s-%s-%s-%d".formatted(what, language, theme, width));
        }
        hasNoViolations(page, what + " " + language + " " + theme);
      }
    }
    page.evaluate("() => localStorage.removeItem('parlor.language')");
    page.reload();
    page.locator(awaited).last().waitFor();
  }

  @Test
  void dialogsMenusAndSidesCanBeUsedToo() {
    Page page = PAGES.loggedIn("Olga");
    page.evaluate(axe);
    say(page, "hello");
    page.locator(".own .words").waitFor();
    page.click("#main-menu");
    hasNoViolations(page, "menu");
    shoot(page, "menu");
    page.keyboard().press("Escape");
    assertThat(page.locator("#main-menu")).isFocused();

    page.keyboard().press("Control+f");
    page.fill("dialog input[name=text]", "hello");
    page.keyboard().press("Enter");
    page.locator("dialog .found button").first().waitFor();
    hasNoViolations(page, "search");
    shoot(page, "search");
    page.keyboard().press("Escape");
    assertThat(page.locator("#main-menu")).isFocused();

    page.click("#join");
    hasNoViolations(page, "join");
    page.keyboard().press("Escape");
    page.setViewportSize(360, 740);
    page.click("#show-rooms");
    assertThat(page.locator(".rooms button.room").first()).isFocused();
    hasNoViolations(page, "rooms on a phone");
    shoot(page, "rooms-360");
    page.keyboard().press("Escape");
    assertThat(page.locator("#show-rooms")).isFocused();
    assertThat(page.locator(".rooms")).isHidden();
    page.click("#show-members");
    page.locator(".member").last().click();
    hasNoViolations(page, "what one may do about somebody");
    shoot(page, "member-360");
  }

  @Test
  void whatWasNotSentCanBeUsedToo() {
    Page page = PAGES.page();
    TestLine line = new TestLine(page);
    TestBrowser.logIn(page, "Otto");
    line.cut();
    say(page, "first");
    say(page, "second");
    assertThat(page.locator(".pending")).hasCount(2);
    line.refuse(
        "\"code\":\"forbidden\",\"message\":\"no\",\"reason\":\"muted\"", 2, "\"type\":\"say\"");
    line.mend();
    assertThat(page.locator(".pending")).hasCount(1);
    assertThat(page.locator(".pending .stamp")).containsText("Not sent");
    page.evaluate(axe);
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      hasNoViolations(page, "what was not sent, " + theme);
      shoot(page, "not-sent-" + theme);
    }
    page.locator(".pending").focus();
    page.keyboard().press("Enter");
    hasNoViolations(page, "what may be done with it");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("#message")).hasValue("first\n\nsecond");
  }

  @Test
  void theKeyboardReachesEverything() {
    Page page = PAGES.loggedIn("typist");
    page.click("#join");
    page.fill("dialog input", "keys");
    page.keyboard().press("Enter");
    assertThat(page.locator("#room-name")).hasText("# keys");
    page.keyboard().type("first");
    page.keyboard().press("Control+Enter");
    page.locator(".own .words").waitFor();
    page.keyboard().press("Shift+Tab");
    page.keyboard().press("Shift+Tab");
    assertThat(page.locator(".transcript")).isFocused();
    page.keyboard().press("ArrowUp");
    page.keyboard().press("End");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".row:focus")).hasCount(1);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-id=reply]")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#message")).isFocused();
    assertThat(page.locator(".reply")).containsText("Reply to typist");
    page.keyboard().type("second");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("blockquote")).containsText("typist: first");
    assertThat(page.locator("[role=log]")).hasAttribute("aria-live", "polite");
  }

  private static void converse(Page page) throws IOException {
    try (TestClient zhang = TestClient.inLobby(PAGES.gateway().port(), "张三")) {
      zhang.say(
          "1",
          """
          Hello everybody, does this also work with rather long lines that have to be wrapped somewhere in the middle?
          And a second line: https://example.org/page""");
      zhang.expectRe("1");
      zhang.say("2", "Émile, 你来看看这张图片？ مرحبا بالعالم");
      zhang.expectRe("2");
      zhang.say(
          "chinese",
          "下周三晚上七点，读书会在三楼的小会议室：请大家带上《红楼梦》前五回的笔记（纸的、电子的都可以），" + "我们从“甄士隐梦幻识通灵”谈起；来不了的人，请在这里说一声。");
      zhang.expectRe("chinese");
      say(page, "@robot what is 3 * 14?");
      page.locator(".row.robot").waitFor();
      FileChooser chooser = page.waitForFileChooser(() -> page.click("#attach"));
      chooser.setFiles(
          new FilePayload[] {
            new FilePayload("sunset.png", "image/png", sunset()),
            new FilePayload("minutes.txt", "text/plain", new byte[] {'h', 'i'})
          });
      assertThat(page.locator(".tray li.there")).hasCount(2);
      say(page, "Here it is");
      page.locator(".picture img[src]").waitFor();
      zhang.say("3", "好看！");
      zhang.expectRe("3");
      zhang.send("{'type':'tell','id':'4','to':'Émile','text':'psst'}");
      page.locator(".badge").waitFor();
    }
  }

  private static byte[] sunset() throws IOException {
    BufferedImage image = new BufferedImage(480, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, 0, 300, Color.MAGENTA.darker()));
    canvas.fillRect(0, 0, 480, 300);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static void hasNoViolations(Page page, String where) {
    Object violations =
        page.evaluate(
            """
            async () => (await axe.run()).violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target + ' ' + node.failureSummary).join('; '))""");
    assertThat(violations).as(where).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }
}
