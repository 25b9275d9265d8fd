package parlor.client.view;

import static org.awaitility.Awaitility.await;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JList;
import javax.swing.SwingUtilities;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.FrameFixture;
import org.assertj.swing.fixture.JButtonFixture;
import org.assertj.swing.fixture.JListFixture;
import org.assertj.swing.fixture.JOptionPaneFixture;
import parlor.client.ClientApp;
import parlor.client.FakeNetwork;
import parlor.client.GatewayProcess;
import parlor.client.Preferences;
import parlor.client.model.Network;
import parlor.client.model.ServerAddress;
import parlor.client.model.ServerKeys;

/** Windows of clients that a test opens, side by side, and what is on them. */
final class TestWindows implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final GatewayProcess gateway;
  private final Path folder;
  private final Robot robot = BasicRobot.robotWithCurrentAwtHierarchy();
  private final List<ClientApp> opened = new ArrayList<>();
  private int clients;

  /**
   * None yet.
   *
   * @param gateway known to them by its key
   * @param folder where their preferences are
   */
  TestWindows(GatewayProcess gateway, Path folder) {
    this.gateway = gateway;
    this.folder = folder;
    robot.settings().delayBetweenEvents(0);
    robot.settings().eventPostingDelay(0);
  }

  Robot robot() {
    return robot;
  }

  /** The one that was opened last. */
  ClientApp newest() {
    return opened.getLast();
  }

  String address() {
    return "127.0.0.1:" + gateway.port();
  }

  FrameFixture open(String server, String room, Language language, Theme theme) {
    return open(server, room, language, theme, FakeNetwork::empty);
  }

  FrameFixture open(
      String server,
      String room,
      Language language,
      Theme theme,
      Function<Executor, Network> network) {
    int number = clients++;
    ClientApp app =
        GuiActionRunner.execute(
            () -> {
              Preferences preferences =
                  Preferences.read(folder.resolve(number + ".properties"), Runnable::run);
              preferences.setServer(server);
              preferences.setNickname("w" + number + "x" + folder.hashCode());
              preferences.setHttpPort(gateway.webPort());
              preferences.setLanguage(language);
              preferences.setTheme(theme);
              ServerAddress.parse(address())
                  .ifPresent(to -> preferences.remember(to, new ServerKeys.ByKey(gateway.key())));
              return ClientApp.open(preferences, room, "test", network, () -> {});
            });
    Rectangle wanted = new Rectangle(opened.size() % 2 * 800, 0, 790, 640);
    opened.add(app);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            onEventThread(
                () -> {
                  app.window().setBounds(wanted);
                  return app.window().isFocused();
                }));
    robot.waitForIdle();
    return new FrameFixture(robot, app.window());
  }

  FrameFixture logIn(Language language, Theme theme) {
    FrameFixture window = open(address(), "", language, theme);
    press(window.button("login"));
    awaitRooms(newest());
    robot.waitForIdle();
    return window;
  }

  /**
   * Without the mouse: a click on a button that moves meanwhile, or on a dialog that the window
   * manager has not placed yet, goes astray.
   */
  static void press(JButtonFixture button) {
    AbstractButton pressed = button.target();
    SwingUtilities.invokeLater(pressed::doClick);
  }

  /**
   * To the list itself: a click at a place of the screen goes astray when the window moves
   * meanwhile.
   */
  static void click(JListFixture list, int item) {
    JList<?> clicked = list.target();
    GuiActionRunner.execute(
        () -> {
          for (int event :
              List.of(
                  MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
            mouse(clicked, item, event, MouseEvent.BUTTON1);
          }
        });
  }

  /** Asks the list itself for the menu of one of its rows; on the event thread. */
  static void askForMenu(JList<?> list, int item) {
    mouse(list, item, MouseEvent.MOUSE_PRESSED, MouseEvent.BUTTON3);
  }

  private static void mouse(JList<?> list, int item, int event, int button) {
    Rectangle cell = list.getCellBounds(item, item);
    list.dispatchEvent(
        new MouseEvent(
            list,
            event,
            System.currentTimeMillis(),
            InputEvent.getMaskForButton(button),
            (int) cell.getCenterX(),
            (int) cell.getCenterY(),
            1,
            button == MouseEvent.BUTTON3,
            button));
  }

  /** Presses OK of a dialog, without the mouse too, and waits until it is gone. */
  static void confirm(JOptionPaneFixture dialog) {
    AbstractButton ok = dialog.buttonWithText(Pattern.compile("OK|确定")).target();
    SwingUtilities.invokeLater(() -> ok.doClick(0));
    await().atMost(Duration.ofSeconds(20)).until(onEventThread(() -> !ok.isShowing()));
  }

  static void awaitRooms(ClientApp app) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(onEventThread(() -> !app.chat().rooms().isEmpty()));
  }

  /**
   * As a person does who clicks until the window is there: a manager may let the first one pass.
   */
  static void bringToFront(FrameFixture window) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            onEventThread(
                () -> {
                  window.target().toFront();
                  window.target().requestFocus();
                  return window.target().isActive();
                }));
  }

  static Callable<Boolean> onEventThread(Callable<Boolean> question) {
    return () -> GuiActionRunner.execute(question);
  }

  /** Goes to {@code target/screenshots}, for people to look at. */
  BufferedImage screenshot(Component window, String name) throws IOException {
    robot.waitForIdle();
    Rectangle bounds =
        GuiActionRunner.execute(
            () -> {
              if (window instanceof Window frame) {
                frame.toFront();
              }
              return new Rectangle(window.getLocationOnScreen(), window.getSize());
            });
    robot.waitForIdle();
    try {
      BufferedImage picture = new java.awt.Robot().createScreenCapture(bounds);
      save(picture, name);
      return picture;
    } catch (AWTException e) {
      throw new IllegalStateException(e);
    }
  }

  static void save(BufferedImage picture, String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    ImageIO.write(picture, "png", SCREENSHOTS.resolve(name + ".png").toFile());
  }

  @Override
  public void close() {
    opened.forEach(app -> GuiActionRunner.execute(() -> app.window().quit()));
    robot.cleanUp();
  }
}
