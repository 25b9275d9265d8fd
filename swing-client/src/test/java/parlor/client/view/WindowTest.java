package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.swing.core.matcher.JButtonMatcher.withName;
import static org.awaitility.Awaitility.await;
import static parlor.client.view.TestWindows.bringToFront;
import static parlor.client.view.TestWindows.onEventThread;

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
import java.util.regex.Pattern;
import javax.accessibility.Accessible;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JMenuItem;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.FailOnThreadViolationRepaintManager;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.exception.ComponentLookupException;
import org.assertj.swing.fixture.DialogFixture;
import org.assertj.swing.fixture.FrameFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parlor.client.ClientApp;
import parlor.client.FakeNetwork;
import parlor.client.GatewayProcess;
import parlor.client.ManInTheMiddle;
import parlor.client.Preferences;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.ServerAddress;
import parlor.client.model.ServerKeys;
import parlor.client.model.Standing;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Member;
import parlor.protocol.RoomName;

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
  private final List<Preferences> kept = new ArrayList<>();

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
    TestWindows.press(window.button("login"));
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
    TestWindows.press(window.button("login"));
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
    TestWindows.press(second.button("login"));
    closeDialog(second);

    assertThat(second.label("nicknameProblem").text()).contains("已经有人叫这个名字");
  }

  @Test
  void aServerThatCannotBeReachedIsSaidWithWhatToCheck() {
    FrameFixture window = open("127.0.0.1:1", "ada", Language.ENGLISH, Theme.LIGHT);
    TestWindows.press(window.button("login"));

    String words =
        window.dialog("problem").target().getAccessibleContext().getAccessibleDescription();
    assertThat(words).contains("Cannot reach the server at 127.0.0.1:1", "Is the server running?");
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
    awaitWritten(window, "一行\ntwo");
    TestWindows.press(window.button("send"));

    awaitText("一行\ntwo");
    awaitWritten(window, "");
  }

  @Test
  void aBlankMessageIsRefusedWithAWord() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    int before = lobby().items().size();
    window.textBox("message").setText("  \n ");
    TestWindows.press(window.button("send"));

    awaitLabel(window, "hint", "There is nothing to send yet.");
    assertThat(lobby().items()).hasSize(before);
  }

  @Test
  void whatWasSentComesBackWithControlAndUp() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").setText("first");
    TestWindows.press(window.button("send"));
    awaitText("first");
    window.textBox("message").setText("draft");
    pressWithControl(window, KeyEvent.VK_UP);
    awaitWritten(window, "first");
    pressWithControl(window, KeyEvent.VK_DOWN);
    awaitWritten(window, "draft");
  }

  @Test
  void tabCompletesTheRobot() {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    window.textBox("message").enterText("hello @rob");
    window.textBox("message").pressAndReleaseKeys(KeyEvent.VK_TAB);

    awaitWritten(window, "hello @robot ");
  }

  @Test
  void twoPersonsSeeWhatEachOtherSayAndWhoIsHere() {
    FrameFixture one = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    String second = "李四" + newName();
    FrameFixture two = logIn(second, Language.CHINESE, Theme.DARK);
    two.textBox("message").setText("你好 from two");
    TestWindows.press(two.button("send"));

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
      say(writer, "line " + i);
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
      say(writer, "new " + i);
    }
    awaitText("new 2");

    reader.button("newMessages").requireVisible().requireText("3 new messages ↓");
    screenshot(reader, "new-messages-en-light");
    TestWindows.press(reader.button("newMessages"));
    await().until(onEventThread(pane::follows));
  }

  /** Without the mouse: a click on a button that moves meanwhile goes astray. */
  private static void say(FrameFixture writer, String text) {
    writer.textBox("message").setText(text);
    GuiActionRunner.execute(() -> writer.button("send").target().doClick());
  }

  // Privately, with an account, with pictures

  @Test
  void aPrivateConversationIsUnreadUntilItIsLookedAt() throws IOException {
    String ada = newName();
    String bob = newName();
    FrameFixture first = logIn(ada, Language.ENGLISH, Theme.LIGHT);
    FrameFixture second = logIn(bob, Language.CHINESE, Theme.DARK);
    ClientApp adas = opened.getFirst();
    ClientApp bobs = opened.getLast();
    bringToFront(first);
    GuiActionRunner.execute(() -> adas.chat().talkTo(bob));
    robot.waitForIdle();
    first.label("roomName").requireText("@ " + bob);
    first.textBox("message").setText("just between us");
    TestWindows.press(first.button("send"));
    await().atMost(Duration.ofSeconds(10)).until(onEventThread(() -> unreadOf(bobs, ada) == 1));
    assertThat(second.list("rooms").contents()).hasSize(2);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> second.target().getTitle().startsWith("(1) ")));
    // The picture brings the window to the front.
    screenshot(second, "private-unread-zh-dark");
    bringToFront(second);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> !second.target().getTitle().startsWith("(")));
    TestWindows.click(second.list("rooms"), 1);
    awaitLabel(second, "roomName", "@ " + ada);
    assertThat(second.list("members").contents()).hasSize(2);
    assertThat(GuiActionRunner.execute(() -> unreadOf(bobs, ada))).isZero();
    screenshot(second, "private-zh-dark");
  }

  @Test
  void whoHasGoneIsShownSoAndTheNextOfThatNameIsAnother() throws IOException {
    String bob = newName();
    FrameFixture first = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    ClientApp adas = opened.getFirst();
    RoomModel lobby = lobby();
    logIn(bob, Language.ENGLISH, Theme.LIGHT);
    ClientApp bobs = opened.getLast();
    GuiActionRunner.execute(() -> adas.chat().talkTo(bob));
    first.textBox("message").setText("just between us");
    TestWindows.press(first.button("send"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> texts(bobs).contains("just between us")));
    GuiActionRunner.execute(() -> bobs.chat().logout());
    await().atMost(Duration.ofSeconds(10)).until(onEventThread(() -> !isThere(lobby, bob)));

    bringToFront(first);
    first.textBox("message").setText("as I said");
    TestWindows.press(first.button("send"));
    awaitLabel(first, "hint", "Not sent: this person has gone");
    first.label("roomName").requireText("@ " + bob + " (gone)");
    awaitWritten(first, "as I said");
    screenshot(first, "private-gone");
    GuiActionRunner.execute(() -> adas.chat().talkTo(bob));
    awaitLabel(first, "roomName", "@ " + bob);
    first.label("roomName").requireText("@ " + bob);
    assertThat(first.list("rooms").contents()).hasSize(3);
  }

  @Test
  void nothingIsToldOfARoomThatIsSilencedAndWhatNamesOneIsMarked() {
    String bob = newName();
    FrameFixture first = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    FrameFixture second = logIn(bob, Language.ENGLISH, Theme.LIGHT);
    ClientApp adas = opened.getFirst();
    GuiActionRunner.execute(() -> opened.getLast().window().silence());
    second.label("hint").requireText(Pattern.compile(".*# lobby.*not in front.*"));
    bringToFront(first);
    sayInLobby(adas, "hello " + bob + ", are you there?");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            onEventThread(() -> texts(opened.getLast()).stream().anyMatch(t -> t.contains(bob))));
    assertThat(GuiActionRunner.execute(() -> second.target().getTitle())).startsWith("lobby");

    bringToFront(second);
    GuiActionRunner.execute(() -> opened.getLast().window().silence());
    bringToFront(first);
    sayInLobby(adas, "and now, @" + bob + "?");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> second.target().getTitle().startsWith("(1) ")));
  }

  private static void sayInLobby(ClientApp app, String text) {
    GuiActionRunner.execute(
        () -> {
          app.chat().say(app.chat().rooms().iterator().next(), text, null);
          return null;
        });
  }

  private static int unreadOf(ClientApp app, String with) {
    return app.chat().rooms().stream()
        .filter(room -> with.equals(room.with()))
        .mapToInt(RoomModel::unread)
        .sum();
  }

  @Test
  void aRegisteredNicknameAsksForItsPassword() throws IOException {
    String name = newName();
    FrameFixture first = logIn(name, Language.ENGLISH, Theme.LIGHT);
    GuiActionRunner.execute(() -> opened.getLast().chat().register("long enough"));
    TestWindows.confirm(first.dialog("said").optionPane());
    FrameFixture second = open("127.0.0.1:" + gateway.port(), name, Language.ENGLISH, Theme.LIGHT);
    TestWindows.press(second.button("login"));
    JComponent password =
        (JComponent) named(opened.getLast().window().getContentPane(), "password");
    await().atMost(Duration.ofSeconds(10)).until(onEventThread(password::isShowing));
    second
        .label("passwordProblem")
        .requireText("This nickname belongs to an account. Please type its password.");
    screenshot(second, "login-password-en-light");
    second.textBox("password").setText("wrong one");
    TestWindows.press(second.button("login"));
    JLabel problem = (JLabel) named(opened.getLast().window().getContentPane(), "passwordProblem");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(onEventThread(() -> problem.getText().equals("The password is not right.")));
    second.textBox("password").setText("long enough");
    second.textBox("password").pressAndReleaseKeys(KeyEvent.VK_ENTER);
    ClientApp app = opened.getLast();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(onEventThread(() -> app.chat().isOnline() && !app.chat().rooms().isEmpty()));
    assertThat(GuiActionRunner.execute(() -> opened.getFirst().chat().isOnline())).isTrue();
  }

  @Test
  void anImageIsPastedSentShownAndOpened() throws IOException {
    FrameFixture window = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    ClientApp app = opened.getLast();
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 400; x++) {
      for (int y = 0; y < 300; y++) {
        image.setRGB(x, y, (x / 2) << 16 | (y / 2) << 8 | 0x80);
      }
    }
    JTextComponent message = window.textBox("message").target();
    GuiActionRunner.execute(
        () ->
            message
                .getTransferHandler()
                .importData(new TransferHandler.TransferSupport(message, new PastedImage(image))));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(onEventThread(() -> bar(app).uploaded().size() == 1));
    robot.waitForIdle();
    screenshot(window, "attachment-en-light");
    TestWindows.press(window.button("send"));
    await().atMost(Duration.ofSeconds(10)).until(onEventThread(() -> attachments(app) == 1));
    assertThat(GuiActionRunner.execute(() -> bar(app).uploaded())).isEmpty();
    TranscriptView transcript =
        (TranscriptView) robot.finder().findByName(window.target(), "transcript");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> pictureAt(transcript) != null));
    robot.waitForIdle();
    screenshot(window, "image-en-light");
    Point place = GuiActionRunner.execute(() -> pictureAt(transcript));
    robot.click(transcript, place);
    window.dialog("picture").requireVisible().close();
  }

  private static AttachmentBar bar(ClientApp app) {
    return (AttachmentBar) named(app.window().getContentPane(), "attachments");
  }

  private static Component named(Container in, String name) {
    for (Component each : in.getComponents()) {
      if (name.equals(each.getName())) {
        return each;
      }
      Component deeper = each instanceof Container inner ? named(inner, name) : null;
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }

  private static long attachments(ClientApp app) {
    return app.chat().rooms().stream()
        .flatMap(room -> room.items().stream())
        .filter(Item.Message.class::isInstance)
        .filter(item -> !((Item.Message) item).attachments().isEmpty())
        .count();
  }

  /** Somewhere in a picture of the transcript, or null. */
  private static Point pictureAt(TranscriptView transcript) {
    Rectangle seen = transcript.getVisibleRect();
    for (int y = seen.y; y < seen.y + seen.height; y += 8) {
      for (int x = seen.x; x < seen.x + seen.width; x += 8) {
        if (transcript.attachmentAt(new Point(x, y)) != null) {
          return new Point(x + 4, y + 4);
        }
      }
    }
    return null;
  }

  // Roles

  @Test
  void anOwnerSetsTheTopicRemovesAMessageMutesAndPutsOut() throws Exception {
    String room = newName() + "-den";
    RoomName name = RoomName.parse(room, 64);
    String olga = newName();
    String eve = newName();
    FrameFixture first = logIn(olga, Language.CHINESE, Theme.LIGHT);
    ClientApp olgas = opened.getLast();
    GuiActionRunner.execute(() -> olgas.chat().register("long enough"));
    TestWindows.confirm(first.dialog("said").optionPane());
    GuiActionRunner.execute(() -> olgas.chat().join(name));
    awaitLabel(first, "roomName", "# " + room);
    FrameFixture second = logIn(eve, Language.ENGLISH, Theme.LIGHT);
    ClientApp eves = opened.getLast();
    GuiActionRunner.execute(() -> eves.chat().join(name));
    awaitLabel(second, "roomName", "# " + room);
    say(second, "unspeakable");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> texts(olgas).contains("unspeakable")));

    bringToFront(first);
    choose(first, "roomMenu", "moderation.topic");
    answer(first, "今天的话题：上海");
    awaitLabel(second, "topic", "今天的话题：上海");
    chooseAbout(first, eve, "moderation.muteShort");
    answer(first, "Please let others speak");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> notices(eves).contains("Please let others speak")));
    say(second, "but");
    awaitLabel(second, "hint", "Not sent: you are muted in this room");
    GuiActionRunner.execute(() -> olgas.chat().moderation().remove(roomOf(olgas, room), 1));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> notices(eves).contains("A message of " + eve + " was removed")));
    bringToFront(first);
    screenshot(first, "roles-owner-zh-light");
    screenshot(second, "roles-muted-en-light");
    chooseAbout(first, eve, "moderation.kick");
    answer(first, "");
    String words =
        second.dialog("problem").target().getAccessibleContext().getAccessibleDescription();
    assertThat(words).isEqualTo(olga + " put you out of # " + room + ".");
    screenshot(second, "roles-put-out-en-light");
    closeDialog(second);
  }

  private void choose(FrameFixture window, String button, String item) {
    await().until(onEventThread(() -> find(window, button).isShowing()));
    TestWindows.press(window.button(button));
    pick(item);
  }

  private void chooseAbout(FrameFixture window, String member, String item) {
    JList<?> members = window.list("members").target();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> indexOf(members, member) >= 0));
    GuiActionRunner.execute(() -> TestWindows.askForMenu(members, indexOf(members, member)));
    pick(item);
  }

  private static int indexOf(JList<?> members, String nickname) {
    for (int i = 0; i < members.getModel().getSize(); i++) {
      if (((Member) members.getModel().getElementAt(i)).nickname().equals(nickname)) {
        return i;
      }
    }
    return -1;
  }

  private void pick(String item) {
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreException(ComponentLookupException.class)
        .until(
            () -> {
              Component chosen =
                  robot
                      .finder()
                      .find(
                          component ->
                              component instanceof JMenuItem
                                  && item.equals(component.getName())
                                  && component.isShowing());
              SwingUtilities.invokeLater(((JMenuItem) chosen)::doClick);
              return true;
            });
  }

  private static void answer(FrameFixture window, String text) {
    window.optionPane().textBox().setText(text);
    TestWindows.confirm(window.optionPane());
  }

  /** What the rows of the room that is seen say. */
  private static String notices(ClientApp app) {
    return ((TranscriptView) showing(app.window(), "transcript")).spoken(50);
  }

  private static @Nullable Component showing(Container in, String name) {
    for (Component component : in.getComponents()) {
      if (component.isShowing() && name.equals(component.getName())) {
        return component;
      }
      Component inside = component instanceof Container container ? showing(container, name) : null;
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  // Older messages, and finding them

  @Test
  void olderMessagesComeAsOneScrollsUpAndAreFound() throws Exception {
    String room = newName() + "-room";
    RoomName name = RoomName.parse(room, 64);
    logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    ClientApp app = opened.getLast();
    GuiActionRunner.execute(() -> app.chat().join(name));
    await().atMost(Duration.ofSeconds(10)).until(onEventThread(() -> roomOf(app, room) != null));
    for (int i = 1; i <= 160; i++) {
      String text = i == 7 ? "我家在上海东边" : "message " + i;
      GuiActionRunner.execute(
          () -> {
            app.chat().say(roomOf(app, room), text, null);
            return null;
          });
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(onEventThread(() -> texts(app).contains("message 160")));
    FrameFixture late = logIn(newName(), Language.ENGLISH, Theme.LIGHT);
    ClientApp other = opened.getLast();
    GuiActionRunner.execute(() -> other.chat().join(name));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> texts(other).contains("message 160")));
    assertThat(GuiActionRunner.execute(() -> texts(other))).doesNotContain("message 100");
    robot.waitForIdle();
    JScrollPane scroll = late.scrollPane("transcriptScroll").target();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            onEventThread(
                () -> {
                  scroll.getVerticalScrollBar().setValue(0);
                  return texts(other).contains("message 1");
                }));
    assertThat(
            GuiActionRunner.execute(
                () ->
                    texts(other).stream()
                        .filter(text -> text.startsWith("message ") || text.contains("上海"))
                        .toList()))
        .hasSize(160);
    assertThat(GuiActionRunner.execute(() -> roomOf(other, room).hasOlder())).isFalse();

    GuiActionRunner.execute(
        () -> {
          scroll.getVerticalScrollBar().setValue(Integer.MAX_VALUE);
          other.window().find();
        });
    TranscriptView transcript = (TranscriptView) scroll.getViewport().getView();
    assertThat(GuiActionRunner.execute(() -> sees(transcript, other, "我家在上海东边"))).isFalse();
    late.dialog("searchDialog").textBox("searchText").setText("上海");
    TestWindows.press(late.dialog("searchDialog").button("search"));
    JList<?> found = late.dialog("searchDialog").list("found").target();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> found.getModel().getSize() == 1));
    robot.waitForIdle();
    screenshot(late, "search-en-light");
    TestWindows.click(late.dialog("searchDialog").list("found"), 0);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> sees(transcript, other, "我家在上海东边")));
    late.dialog("searchDialog").close();
  }

  private static boolean sees(TranscriptView transcript, ClientApp app, String text) {
    int top =
        app.chat().rooms().stream()
            .flatMap(room -> room.items().stream())
            .filter(item -> item instanceof Item.Message message && message.text().equals(text))
            .mapToInt(item -> transcript.topOf(((Item.Message) item).seq()))
            .findFirst()
            .orElseThrow();
    return transcript.getVisibleRect().contains(0, top);
  }

  private static RoomModel roomOf(ClientApp app, String name) {
    return app.chat().rooms().stream()
        .filter(room -> room.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  // Going away and coming back

  @Test
  void aLostServerIsSaidAtOnceAndNothingTypedIsLost(@TempDir Path own) throws IOException {
    GatewayProcess second = GatewayProcess.start(own, 0);
    FrameFixture window =
        open("127.0.0.1:" + second.port(), newName(), Language.ENGLISH, Theme.LIGHT);
    preferences()
        .remember(
            ServerAddress.parse("127.0.0.1:" + second.port()).orElseThrow(),
            new ServerKeys.ByKey(second.key()));
    TestWindows.press(window.button("login"));
    ClientApp app = opened.getLast();
    await().until(onEventThread(() -> !app.chat().rooms().isEmpty()));
    window.textBox("message").setText("not lost");
    second.kill();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> app.chat().standing() instanceof Standing.Waiting));
    window.label("banner").requireVisible();
    // The banner has moved what is below it.
    robot.waitForIdle();
    TestWindows.press(window.button("send"));
    awaitLabel(window, "hint", "Server error: not connected.");
    awaitWritten(window, "");
    assertThat(GuiActionRunner.execute(() -> pendingTexts(app))).containsExactly("not lost");
    screenshot(window, "server-gone-en-light");

    try (GatewayProcess third = GatewayProcess.start(own, second.port())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(onEventThread(() -> app.chat().isOnline() && third.port() == second.port()));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(onEventThread(() -> texts(app).contains("not lost")));
      assertThat(GuiActionRunner.execute(() -> pendingTexts(app))).isEmpty();
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
    awaitWritten(window, "still here");
    screenshot(window, "chat-zh-light");
    GuiActionRunner.execute(() -> opened.getLast().window().switchTheme());
    robot.waitForIdle();
    awaitWritten(window, "still here");
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
        TestWindows.press(login.button("login"));
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

  // Whose key it is

  @ParameterizedTest
  @CsvSource({"ENGLISH, LIGHT", "CHINESE, DARK"})
  void aNewServersKeyIsComparedOnceAndThenKnown(Language language, Theme theme) throws IOException {
    FrameFixture window = open("127.0.0.1:" + gateway.port(), newName(), language, theme);
    Preferences preferences = preferences();
    ServerAddress server = ServerAddress.parse("127.0.0.1:" + gateway.port()).orElseThrow();
    preferences.forget(server);
    TestWindows.press(window.button(withName("login")));

    DialogFixture dialog = window.dialog("keyUnknown");
    dialog.label("keyWords").requireText(gateway.key().words());
    save(capture(dialog.target().getBounds()), "key-first-" + language + "-" + theme);
    TestWindows.press(dialog.button("trustKey"));
    ClientApp app = opened.getLast();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(onEventThread(() -> !app.chat().rooms().isEmpty()));
    assertThat(preferences.of(server)).contains(new ServerKeys.ByKey(gateway.key()));
    assertThat(preferences.pinned()).contains(server);
  }

  @ParameterizedTest
  @CsvSource({"true, CHINESE, DARK", "false, ENGLISH, LIGHT"})
  void aManInTheMiddleIsNoticedAndHearsNothing(boolean knownByKey, Language language, Theme theme)
      throws IOException {
    try (var man = new ManInTheMiddle(folder.resolve("man" + clients))) {
      FrameFixture window = open("127.0.0.1:" + man.port(), newName(), language, theme);
      ServerAddress server = ServerAddress.parse("127.0.0.1:" + man.port()).orElseThrow();
      if (!knownByKey) {
        preferences().remember(server, new ServerKeys.ByAuthority());
      }
      TestWindows.press(window.button(withName("login")));

      DialogFixture dialog = window.dialog("keyChanged");
      dialog.label("keyWords").requireText(man.key().words());
      if (knownByKey) {
        dialog.label("keyBefore").requireText(gateway.key().words());
      }
      dialog.button("trustKey").requireDisabled();
      save(capture(dialog.target().getBounds()), "key-changed-" + language + "-" + theme);
      TestWindows.press(dialog.button("refuseKey"));
      window.button(withName("login")).requireEnabled();
      assertThat(man.overheard()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, DARK", "CHINESE, LIGHT"})
  void aKnownServerIsShownByItsWordsAndForgotten(Language language, Theme theme)
      throws IOException {
    FrameFixture window = logIn(newName(), language, theme);
    Preferences preferences = preferences();
    ServerAddress server = ServerAddress.parse("127.0.0.1:" + gateway.port()).orElseThrow();
    MainWindow target = opened.getLast().window();
    SwingUtilities.invokeLater(target::showServerKeys);
    DialogFixture dialog = window.dialog("knownServers");
    dialog.button("forgetKey").requireDisabled();
    assertThat(dialog.list("serverKeys").contents()).containsExactly(server.toString());
    TestWindows.click(dialog.list("serverKeys"), 0);
    dialog.label("pinnedWords").requireText(gateway.key().words());
    save(capture(dialog.target().getBounds()), "known-servers-" + language + "-" + theme);
    TestWindows.press(dialog.button("forgetKey"));
    await().until(onEventThread(() -> preferences.pinned().isEmpty()));
    assertThat(dialog.list("serverKeys").contents()).isEmpty();
    dialog.close();
  }

  /** Of the window that was opened last. */
  private Preferences preferences() {
    return kept.getLast();
  }

  // Helpers

  /** The button is named by the look and feel, in the language of the interface. */
  private static void closeDialog(FrameFixture window) {
    TestWindows.confirm(window.dialog("problem").optionPane());
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
              ServerAddress.parse(server)
                  .ifPresent(to -> preferences.remember(to, new ServerKeys.ByKey(gateway.key())));
              preferences.setHttpPort(gateway.webPort());
              preferences.setLanguage(language);
              preferences.setTheme(theme);
              kept.add(preferences);
              return ClientApp.open(preferences, "", "test", FakeNetwork::empty, () -> {});
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
    TestWindows.press(window.button(withName("login")));
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

  /** A click goes through the display, and comes back when that has time for it. */
  private static void awaitLabel(FrameFixture window, String name, String begins) {
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreException(ComponentLookupException.class)
        .untilAsserted(() -> assertThat(window.label(name).text()).startsWith(begins));
  }

  /** A key goes through the display too. */
  private static void awaitWritten(FrameFixture window, String text) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(window.textBox("message").text()).isEqualTo(text));
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

  private static List<String> pendingTexts(ClientApp app) {
    return app.chat().rooms().stream()
        .flatMap(room -> room.items().stream())
        .filter(Item.Pending.class::isInstance)
        .map(item -> ((Item.Pending) item).text())
        .toList();
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
