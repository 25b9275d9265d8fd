package parlor.client.view;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static parlor.gateway.TestBrowser.say;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.FrameFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.client.ClientApp;
import parlor.client.GatewayProcess;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.Standing;
import parlor.gateway.TestBrowser;

/** Three pages of a browser and one window, in one room of a real gateway, all encrypted. */
class PagesAndWindowTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String PATIENT = "limits.resume = 60s";

  @TempDir private static Path folder;

  private static GatewayProcess gateway;
  private static TestBrowser browser;

  private TestWindows windows;
  private Page ana;
  private Page zhang;
  private Page ben;
  private FrameFixture window;
  private ClientApp app;

  @BeforeAll
  static void start() throws IOException {
    gateway = GatewayProcess.start(folder, 0, PATIENT);
    browser = new TestBrowser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    gateway.close();
  }

  @BeforeEach
  void everybodyComesIn() {
    windows = new TestWindows(gateway, folder);
    ana = page("Ana");
    zhang = page("张三");
    ben = page("Ben");
    window = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    app = windows.newest();
  }

  private static Page page(String nickname) {
    Page page =
        browser.pageAt(
            "https://127.0.0.1:" + gateway.webPort() + "/",
            options -> options.setIgnoreHTTPSErrors(true).setViewportSize(800, 1000));
    return TestBrowser.logIn(page, nickname);
  }

  @AfterEach
  void everybodyGoes() {
    windows.close();
    browser.endOfTest();
  }

  @Test
  void theyTalkShowEachOtherPicturesAndComeBackWhenTheGatewayDoes() throws IOException {
    everybodyIsAnsweredByTheRobot();
    picturesGoBothWays();
    aRestartCostsNothing();
  }

  private List<Page> pages() {
    return List.of(ana, zhang, ben);
  }

  private void everybodyIsAnsweredByTheRobot() {
    for (Page page : pages()) {
      assertThat(page.locator("#member-count")).hasText("4 people");
    }
    say(ana, "Hello from a page");
    sayInWindow("Hello from a window");
    everybodySees("Hello from a page");
    everybodySees("Hello from a window");

    sayInWindow("@robot 3 * 14");
    for (Page page : pages()) {
      Locator answer = page.locator(".row.robot").last();
      assertThat(answer).containsText("42");
      assertThat(answer.locator(".tag")).hasText("robot");
    }
    say(zhang, "@robot 6 * 11");
    for (Page page : pages()) {
      assertThat(page.locator(".row.robot").last()).containsText("66");
    }
    await()
        .atMost(LONG)
        .until(
            TestWindows.onEventThread(
                () -> said(lobby()).filter(message -> message.text().contains("66")).count() == 1));
  }

  private void picturesGoBothWays() throws IOException {
    byte[] bytes = png(picture(480, 300));
    FileChooser chooser = ben.waitForFileChooser(() -> ben.click("#attach"));
    chooser.setFiles(new FilePayload("sunset.png", "image/png", bytes));
    assertThat(ben.locator(".tray li.there")).hasCount(1);
    say(ben, "a picture of a page");
    TranscriptView transcript = window.robot().finder().findByType(TranscriptView.class);
    await()
        .atMost(LONG)
        .until(TestWindows.onEventThread(() -> pictures(lobby()) == 1 && isDrawn(transcript)));

    JTextComponent message = window.textBox("message").target();
    GuiActionRunner.execute(
        () ->
            message
                .getTransferHandler()
                .importData(
                    new TransferHandler.TransferSupport(
                        message, new PastedImage(picture(320, 200)))));
    AttachmentBar bar = window.robot().finder().findByType(AttachmentBar.class, false);
    await().atMost(LONG).until(TestWindows.onEventThread(() -> bar.uploaded().size() == 1));
    sayInWindow("a picture of a window");
    for (Page page : pages()) {
      assertThat(page.locator(".picture img[src^='blob:']")).hasCount(2);
      page.locator(".picture").last().click();
      page.waitForFunction(
          "() => document.querySelector('.picture-dialog img').naturalWidth === 320");
      page.keyboard().press("Escape");
    }
  }

  private void aRestartCostsNothing() throws IOException {
    int port = gateway.port();
    int webPort = gateway.webPort();
    gateway.close();
    for (Page page : pages()) {
      assertThat(page.locator(".banner")).isVisible();
    }
    await()
        .atMost(LONG)
        .until(TestWindows.onEventThread(() -> app.chat().standing() instanceof Standing.Waiting));
    say(ana, "Ana, meanwhile");
    say(zhang, "张三, meanwhile");
    sayInWindow("window, meanwhile");

    gateway = GatewayProcess.start(folder, port, PATIENT + ", http.port = " + webPort);
    everybodySees("Ana, meanwhile");
    everybodySees("张三, meanwhile");
    everybodySees("window, meanwhile");
    say(ben, "and on it goes");
    everybodySees("and on it goes");

    List<String> inWindow =
        GuiActionRunner.execute(() -> said(lobby()).map(Item.Message::text).toList());
    assertThat(inWindow).doesNotHaveDuplicates().hasSize(12);
    for (Page page : pages()) {
      assertThat(page.locator(".banner")).isHidden();
      assertThat(page.locator(".pending")).hasCount(0);
      assertThat(page.locator(".words")).hasText(inWindow.toArray(String[]::new));
      assertThat(page.locator("#member-count")).hasText("4 people");
    }
    assertThat(GuiActionRunner.execute(() -> lobby().memberCount())).isEqualTo(4);
  }

  // What is seen

  private void everybodySees(String text) {
    for (Page page : pages()) {
      TestBrowser.seesSaid(page, text);
    }
    await()
        .atMost(LONG)
        .until(
            TestWindows.onEventThread(
                () -> said(lobby()).anyMatch(message -> message.text().equals(text))));
  }

  private RoomModel lobby() {
    return app.chat().rooms().iterator().next();
  }

  private static Stream<Item.Message> said(RoomModel room) {
    return room.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(Item.Message.class::cast);
  }

  private static long pictures(RoomModel room) {
    return said(room).filter(message -> !message.attachments().isEmpty()).count();
  }

  private static boolean isDrawn(TranscriptView transcript) {
    Rectangle seen = transcript.getVisibleRect();
    for (int y = seen.y; y < seen.y + seen.height; y += 8) {
      for (int x = seen.x; x < seen.x + seen.width; x += 8) {
        if (transcript.attachmentAt(new Point(x, y)) != null) {
          return true;
        }
      }
    }
    return false;
  }

  // What is done in the window

  private void sayInWindow(String text) {
    JTextComponent message = window.textBox("message").target();
    GuiActionRunner.execute(() -> message.setText(text));
    GuiActionRunner.execute(() -> window.target().toFront());
    window
        .textBox("message")
        .focus()
        .pressKey(KeyEvent.VK_CONTROL)
        .pressAndReleaseKeys(KeyEvent.VK_ENTER)
        .releaseKey(KeyEvent.VK_CONTROL);
    await().atMost(LONG).until(TestWindows.onEventThread(() -> message.getText().isEmpty()));
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, 0, height, Color.MAGENTA.darker()));
    canvas.fillRect(0, 0, width, height);
    canvas.dispose();
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
