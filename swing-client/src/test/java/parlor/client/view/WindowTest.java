package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.swing.core.matcher.JButtonMatcher.withName;
import static org.awaitility.Awaitility.await;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.accessibility.Accessible;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.FailOnThreadViolationRepaintManager;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.FrameFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parlor.client.ClientApp;
import parlor.client.GatewayProcess;
import parlor.client.Preferences;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.Standing;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;

/** Real windows against a real gateway. Screenshots go to {@code target/screenshots}. */
class WindowTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static GatewayProcess gateway;
  private static EventThreadWatch watch;
  private static int clients;

  /** What was on the screen when a test failed. */
  @RegisterExtension
  final AfterTestExecutionCallback pictureOfFailure =
      test -> {
        if (test.getExecutionException().isPresent()) {
          Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
          save(capture(new Rectangle(screen)), "failed-" + test.getRequiredTestMethod().getName());
        }
      };

  private Robot robot;
  private final List<ClientApp> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    FailOnThreadViolationRepaintManager.install();
    gateway = GatewayProcess.start(folder, 0);
    watch = EventThreadWatch.start();
    Files.createDirectories(SCREENSHOTS);
  }

  @AfterAll
  static void theEventThreadNeverWaited() {
    watch.close();
    gateway.close();
    assertThat(watch.looks()).isGreaterThan(100);
    assertThat(watch.found()).isEmpty();
  }

  @BeforeEach
  void createRobot() {
    robot = BasicRobot.robotWithCurrentAwtHierarchy();
    robot.settings().delayBetweenEvents(0);
    robot.settings().eventPostingDelay(0);
  }

  @AfterEach
  void closeWindows() {
    opened.forEach(app -> GuiActionRunner.execute(() -> app.window().quit()));
    robot.cleanUp();
  }

  // Login

  @Test
  void whatIsWrongIsSaidBesideTheFieldAndInADialog() throws IOException {
    FrameFixture window = open("127.0.0.1:" + gateway.port(), "", Language.ENGLISH, Theme.LIGHT);
    screenshot(window, "login-en-light");
    window.button("login").click();
    window.dialog("problem").optionPane().requireWarningMessage();
    screenshot(window, "login-problem-en-light");
    closeDialog(window);
    window.label("nicknameProblem").requireText("Please type a nickname; it may not be blank.");

    window.textBox("nickname").setText("Robot ");
    window.textBox("nickname").pressAndReleaseKeys(KeyEvent.VK_ENTER);
    closeDialog(window);
    window
        .label("nicknameProblem")
        .requireText("This name belongs to the robot. Please choose another one.");

    window.textBox("nickname").setText("rоbot");
    window.button("login").click();
    closeDialog(window);
    window
        .label("nicknameProblem")
        .requireText("This name belongs to the robot. Please choose another one.");
  }

  @Test
  void aTakenNicknameIsSaid() {
    String name = newName();
    logIn(name, Language.ENGLISH, Theme.LIGHT);
    FrameFixture second = open("127.0.0.1:" + gateway.port(), name, Language.CHINESE, Theme.LIGHT);
    second.button("login").click();
    closeDialog(second);

    assertThat(second.label("nicknameProblem").text()).contains("已经有人叫这个名字");
  }

  @Test
  void aServerThatCannotBeReachedIsSaidWithWhatToCheck() {
    FrameFixture window = open("127.0.0.1:1", "ada", Language.ENGLISH, Theme.LIGHT);
    window.button("login").click();

    String words =
        window.dialog("problem").target().getAccessibleContext().getAccessibleDescription();
    assertThat(words).contains("Cannot reach the server at 127.0.0.1:1", "firewall");
    closeDialog(window);
    window.label("serverProblem").requireText("Cannot reach the server at 127.0.0.1:1.");
  }

  // Chat

  @Test
  void fromTheLoginToTheRobotsBlueAnswer() throws IOException {
    FrameFixture window = logIn("张三" + newName(), Language.ENGLISH, Theme.LIGHT);
    assertThat(window.target().getTitle()).startsWith("lobby — 张三");

    window.textBox("message").enterText("@robot roll a dice");
    pressWithControl(window, KeyEvent.VK_ENTER);
    RoomModel lobby = lobby();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            onEventThread(
                () ->
                    lobby.items().getLast() instanceof Item.Message last
                        && last.kind() == Kind.ROBOT));
    robot.waitForIdle();

    BufferedImage picture = screenshot(window, "robot-en-light");
    assertThat(hasColour(picture, Ui.color("robot").getRGB())).isTrue();
    TranscriptView transcript = (TranscriptView) find(window, "transcript");
    assertThat(GuiActionRunner.execute(() -> transcript.spoken(1))).contains("(robot)");
  }

  @Test
  void enterBreaksTheLineAndTheButtonSendsItAsOneMessage() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").enterText("一行");
    window.textBox("message").pressAndReleaseKeys(KeyEvent.VK_ENTER);
    window.textBox("message").enterText("two");
    window.button("send").click();

    awaitText("一行\ntwo");
    window.textBox("message").requireText("");
  }

  @Test
  void aBlankMessageIsRefusedWithAWord() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    int before = lobby().items().size();
    window.textBox("message").setText("  \n ");
    window.button("send").click();

    window.label("hint").requireText("There is nothing to send yet.");
    assertThat(lobby().items()).hasSize(before);
  }

  @Test
  void whatWasSentComesBackWithControlAndUp() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").setText("first");
    window.button("send").click();
    awaitText("first");
    window.textBox("message").setText("draft");
    pressWithControl(window, KeyEvent.VK_UP);
    window.textBox("message").requireText("first");
    pressWithControl(window, KeyEvent.VK_DOWN);
    window.textBox("message").requireText("draft");
  }

  @Test
  void tabCompletesTheRobot() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").enterText("hello @rob");
    window.textBox("message").pressAndReleaseKeys(KeyEvent.VK_TAB);

    window.textBox("message").requireText("hello @robot ");
  }

  @Test
  void twoPersonsSeeWhatEachOtherSayAndWhoIsHere() {
    FrameFixture one = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    String second = "李四" + newName();
    FrameFixture two = logIn(second, Language.CHINESE, Theme.DARK);
    two.textBox("message").setText("你好 from two");
    two.button("send").click();

    awaitText("你好 from two");
    assertThat(one.list("members").contents()).hasSizeGreaterThan(1);
    RoomModel seenByOne = opened.getFirst().chat().rooms().iterator().next();
    await()
        .until(
            onEventThread(
                () -> seenByOne.members().stream().anyMatch(m -> m.nickname().equals(second))));
  }

  @Test
  void closingTheWindowSaysGoodbye() {
    logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    String leaver = newName();
    FrameFixture second = logIn(leaver, Language.ENGLISH, Theme.LIGHT);
    RoomModel lobby = lobby();
    await().until(onEventThread(() -> isThere(lobby, leaver)));
    second.close();

    await().atMost(Duration.ofSeconds(10)).until(onEventThread(() -> !isThere(lobby, leaver)));
    Item.Left left =
        lobby.items().stream()
            .filter(item -> item instanceof Item.Left gone && gone.nickname().equals(leaver))
            .map(Item.Left.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(left.reason()).isEqualTo(LeaveReason.LEFT);
  }

  private static boolean isThere(RoomModel room, String nickname) {
    return room.members().stream().anyMatch(member -> member.nickname().equals(nickname));
  }

  @Test
  void itFollowsAtTheBottomAndElseOffersTheWayThere() throws IOException {
    FrameFixture reader = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    FrameFixture writer = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    for (int i = 0; i < 40; i++) {
      writer.textBox("message").setText("line " + i);
      writer.button("send").click();
    }
    awaitText("line 39");
    TranscriptPane pane =
        (TranscriptPane)
            SwingUtilities.getAncestorOfClass(TranscriptPane.class, find(reader, "transcript"));
    await().until(onEventThread(pane::follows));

    JScrollPane scroll = reader.scrollPane("transcriptScroll").target();
    GuiActionRunner.execute(() -> scroll.getVerticalScrollBar().setValue(0));
    await().until(onEventThread(() -> !pane.follows()));
    for (int i = 0; i < 3; i++) {
      writer.textBox("message").setText("new " + i);
      writer.button("send").click();
    }
    awaitText("new 2");

    reader.button("newMessages").requireVisible().requireText("3 new messages ↓");
    screenshot(reader, "new-messages-en-light");
    reader.button("newMessages").click();
    await().until(onEventThread(pane::follows));
  }

  // Going away and coming back

  @Test
  void aLostServerIsSaidAtOnceAndNothingTypedIsLost(@TempDir Path own) throws IOException {
    GatewayProcess second = GatewayProcess.start(own, 0);
    FrameFixture window =
        open("127.0.0.1:" + second.port(), newName(), Language.ENGLISH, Theme.LIGHT);
    window.button("login").click();
    ClientApp app = opened.getLast();
    await().until(onEventThread(() -> !app.chat().rooms().isEmpty()));
    window.textBox("message").setText("not lost");
    second.kill();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> app.chat().standing() instanceof Standing.Waiting));
    window.label("banner").requireVisible();
    window.button("send").click();
    assertThat(window.label("hint").text()).startsWith("Server error: not connected.");
    window.textBox("message").requireText("not lost");
    screenshot(window, "server-gone-en-light");

    try (GatewayProcess third = GatewayProcess.start(own, second.port())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(onEventThread(() -> app.chat().isOnline() && third.port() == second.port()));
      window.button("send").click();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(onEventThread(() -> texts(app).contains("not lost")));
    }
  }

  // How it looks

  @Test
  void languageAndThemeAreSwitchedLiveAndWhatWasTypedStays() throws IOException {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").setText("still here");
    GuiActionRunner.execute(() -> opened.getLast().window().switchLanguage());
    robot.waitForIdle();
    assertThat(window.button("send").text()).isEqualTo("发送");
    window.textBox("message").requireText("still here");
    screenshot(window, "chat-zh-light");
    GuiActionRunner.execute(() -> opened.getLast().window().switchTheme());
    robot.waitForIdle();
    window.textBox("message").requireText("still here");
    screenshot(window, "chat-zh-dark");
  }

  @Test
  void theSmallestWindowIsStillUsable() throws IOException {
    for (Theme theme : Theme.values()) {
      for (Language language : Language.values()) {
        String name = language.locale().getLanguage() + "-" + theme + "-480x360";
        FrameFixture login = open("127.0.0.1:" + gateway.port(), newName(), language, theme);
        login.resizeTo(new Dimension(480, 360));
        robot.waitForIdle();
        screenshot(login, "login-" + name);
        assertInside(login, "login", "nickname", "server");
        login.button("login").click();
        ClientApp app = opened.getLast();
        await().until(onEventThread(() -> !app.chat().rooms().isEmpty()));
        robot.waitForIdle();
        screenshot(login, "chat-" + name);
        assertInside(login, "send", "message", "transcript", "showMembers");
        GuiActionRunner.execute(() -> app.window().quit());
      }
    }
  }

  @Test
  void everythingReachableHasAName() {
    logIn(newName(), Language.ENGLISH, Theme.LIGHT);

    List<Component> nameless = new ArrayList<>();
    GuiActionRunner.execute(
        () -> collectNameless(opened.getLast().window().getContentPane(), nameless));
    assertThat(nameless).isEmpty();
  }

  @Test
  void htmlInANicknameIsShownAsItIs() {
    String name = "<html><b>x" + newName();
    FrameFixture window = logIn(name, Language.ENGLISH, Theme.LIGHT);

    assertThat(window.target().getTitle()).contains("<html><b>x");
    window.label("roomName").requireText("# lobby");
  }

  // Helpers

  /** The button is named by the look and feel, in the language of the interface. */
  private static void closeDialog(FrameFixture window) {
    window.dialog("problem").optionPane().buttonWithText(Pattern.compile("OK|确定")).click();
    window.focus();
  }

  private FrameFixture open(String server, String nickname, Language language, Theme theme) {
    ClientApp app =
        GuiActionRunner.execute(
            () -> {
              Preferences preferences =
                  Preferences.read(
                      folder.resolve("client" + clients++ + ".properties"), Runnable::run);
              preferences.setServer(server);
              preferences.setNickname(nickname);
              preferences.setLanguage(language);
              preferences.setTheme(theme);
              return ClientApp.open(preferences, "test", () -> {});
            });
    // Side by side, so that no window hides another from the mouse.
    int place = opened.size() % 2;
    opened.add(app);
    Rectangle wanted = new Rectangle(place * 800, 0, 790, 640);
    await().atMost(Duration.ofSeconds(20)).until(onEventThread(() -> stands(app.window(), wanted)));
    robot.waitForIdle();
    return new FrameFixture(robot, app.window());
  }

  /** A window manager that places a new window late may undo a first wish. */
  private static boolean stands(MainWindow window, Rectangle wanted) {
    if (!window.getBounds().equals(wanted)) {
      window.setBounds(wanted);
      return false;
    }
    return window.isFocused();
  }

  private FrameFixture logIn(String nickname, Language language, Theme theme) {
    FrameFixture window = open("127.0.0.1:" + gateway.port(), nickname, language, theme);
    window.button(withName("login")).click();
    ClientApp app = opened.getLast();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> !app.chat().rooms().isEmpty()));
    robot.waitForIdle();
    return window;
  }

  private static String newName() {
    return "n" + clients++;
  }

  private RoomModel lobby() {
    return GuiActionRunner.execute(() -> opened.getFirst().chat().rooms().iterator().next());
  }

  private void awaitText(String text) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> texts(opened.getFirst()).contains(text)));
    robot.waitForIdle();
  }

  private static List<String> texts(ClientApp app) {
    return app.chat().rooms().stream()
        .flatMap(room -> room.items().stream())
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }

  private static Callable<Boolean> onEventThread(Callable<Boolean> question) {
    return () -> GuiActionRunner.execute(question);
  }

  private void pressWithControl(FrameFixture window, int key) {
    window
        .textBox("message")
        .pressKey(KeyEvent.VK_CONTROL)
        .pressAndReleaseKeys(key)
        .releaseKey(KeyEvent.VK_CONTROL);
    robot.waitForIdle();
  }

  private Component find(FrameFixture window, String name) {
    return robot.finder().findByName(window.target(), name, true);
  }

  private void assertInside(FrameFixture window, String... names) {
    Rectangle frame = GuiActionRunner.execute(() -> window.target().getBounds());
    for (String name : names) {
      Component component = find(window, name);
      Rectangle bounds =
          GuiActionRunner.execute(
              () -> {
                Point at = component.getLocationOnScreen();
                Rectangle shown = ((JComponent) component).getVisibleRect();
                return new Rectangle(at.x + shown.x, at.y + shown.y, shown.width, shown.height);
              });
      assertThat(frame.contains(bounds) && !bounds.isEmpty()).as(name).isTrue();
    }
  }

  private static void collectNameless(Container container, List<Component> nameless) {
    for (Component component : container.getComponents()) {
      boolean reachable =
          component instanceof AbstractButton
              || component instanceof JTextComponent
              || component instanceof JTextArea
              || component instanceof JList<?>;
      if (reachable && component.isShowing() && component.isFocusable() && isNameless(component)) {
        nameless.add(component);
      }
      if (component instanceof Container inner) {
        collectNameless(inner, nameless);
      }
    }
  }

  private static boolean isNameless(Component component) {
    String name = ((Accessible) component).getAccessibleContext().getAccessibleName();
    return name == null || name.isBlank();
  }

  private BufferedImage screenshot(FrameFixture window, String name) throws IOException {
    robot.waitForIdle();
    Rectangle bounds =
        GuiActionRunner.execute(
            () -> {
              window.target().toFront();
              return window.target().getBounds();
            });
    robot.waitForIdle();
    BufferedImage picture = capture(bounds);
    save(picture, name);
    return picture;
  }

  private static BufferedImage capture(Rectangle bounds) {
    try {
      return new java.awt.Robot().createScreenCapture(bounds);
    } catch (AWTException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void save(BufferedImage picture, String name) throws IOException {
    ImageIO.write(picture, "png", SCREENSHOTS.resolve(name + ".png").toFile());
  }

  private static boolean hasColour(BufferedImage picture, int rgb) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) == rgb) {
          return true;
        }
      }
    }
    return false;
  }
}
