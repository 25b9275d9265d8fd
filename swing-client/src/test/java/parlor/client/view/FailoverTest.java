package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static parlor.client.view.TestWindows.onEventThread;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.client.ClientApp;
import parlor.client.FakeNetwork;
import parlor.client.GatewayProcess;
import parlor.client.OtherDoor;
import parlor.client.Preferences;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.ServerAddress;
import parlor.client.model.ServerKeys;
import parlor.client.model.Standing;
import parlor.protocol.KeyFingerprint;

/** A real window whose gateway goes, and that comes in by another door. */
class FailoverTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static GatewayProcess gateway;
  private static int clients;

  private final List<ClientApp> opened = new ArrayList<>();
  private final List<Preferences> kept = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    gateway = GatewayProcess.start(folder, 0);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void closeWindows() {
    opened.forEach(app -> GuiActionRunner.execute(() -> app.window().quit()));
  }

  @Test
  void whenADoorIsGoneTheNextIsTakenAndNothingIsLostOrDoubled() throws IOException {
    Path key = folder.resolve("cluster");
    try (OtherDoor one = new OtherDoor(gateway, key);
        OtherDoor two = new OtherDoor(gateway, key)) {
      one.names(two.address());
      ClientApp ada = logIn(one.address(), one.key());
      Preferences adas = kept.getLast();
      ClientApp bob = logIn("127.0.0.1:" + gateway.port(), gateway.key());
      say(ada, "before");
      awaitText(bob, "before");

      one.breakDown();
      await().atMost(LONG).until(onEventThread(() -> !ada.chat().isOnline()));
      say(ada, "meanwhile");
      say(bob, "missed");

      awaitText(bob, "meanwhile");
      awaitText(ada, "missed");
      await().atMost(LONG).until(onEventThread(() -> pending(ada) == 0));
      assertThat(GuiActionRunner.execute(() -> texts(ada)))
          .containsExactlyElementsOf(GuiActionRunner.execute(() -> texts(bob)))
          .containsOnlyOnce("before", "meanwhile", "missed");
      ServerAddress there = address(two.address());
      assertThat(GuiActionRunner.execute(() -> ada.chat().address())).isEqualTo(there);
      assertThat(adas.of(there)).contains(new ServerKeys.ByKey(two.key()));
    }
  }

  @Test
  void whoIsSentAwayIsElsewhereAndIsToldSo() throws IOException {
    Path key = folder.resolve("cluster");
    try (OtherDoor one = new OtherDoor(gateway, key);
        OtherDoor two = new OtherDoor(gateway, key)) {
      ClientApp ada = logIn(one.address(), one.key());
      List<String> banners = new ArrayList<>();
      GuiActionRunner.execute(
          () ->
              ada.chat()
                  .addListener(
                      new Chat.Listener() {
                        @Override
                        public void standingChanged(Standing standing) {
                          JLabel banner = (JLabel) named(ada.window(), "banner");
                          banners.add(banner == null ? "" : banner.getText());
                        }
                      }));

      one.sendAway(two.address());

      ServerAddress there = address(two.address());
      await()
          .atMost(LONG)
          .until(onEventThread(() -> ada.chat().isOnline() && there.equals(ada.chat().address())));
      assertThat(banners)
          .contains("The server is going away. Connecting to " + two.address() + " …");
    }
  }

  @Test
  void aNamedDoorWithAKeyOfItsOwnIsAskedAbout() throws Exception {
    try (OtherDoor one = new OtherDoor(gateway, folder.resolve("cluster"));
        OtherDoor two = new OtherDoor(gateway, folder.resolve("another"))) {
      one.names(two.address());
      ClientApp ada = logIn(one.address(), one.key());
      Preferences adas = kept.getLast();
      ServerAddress there = address(two.address());

      one.breakDown();

      await().atMost(LONG).until(onEventThread(() -> dialog("keyUnknown") != null));
      screenshot("key-of-a-named-door-en-light");
      assertThat(adas.of(there)).isEmpty();
      GuiActionRunner.execute(
          () -> {
            Dialog asked = dialog("keyUnknown");
            assertThat(((JLabel) named(asked, "keyWords")).getText()).isEqualTo(two.key().words());
            ((JButton) named(asked, "trustKey")).doClick();
          });
      await()
          .atMost(LONG)
          .until(onEventThread(() -> ada.chat().isOnline() && there.equals(ada.chat().address())));
      assertThat(adas.of(there)).contains(new ServerKeys.ByKey(two.key()));
    }
  }

  private ClientApp logIn(String server, KeyFingerprint key) {
    ClientApp app =
        GuiActionRunner.execute(
            () -> {
              Preferences preferences =
                  Preferences.read(
                      folder.resolve("failover" + clients + ".properties"), Runnable::run);
              preferences.setServer(server);
              preferences.remember(address(server), new ServerKeys.ByKey(key));
              preferences.setHttpPort(gateway.webPort());
              preferences.setLanguage(Language.ENGLISH);
              preferences.setTheme(Theme.LIGHT);
              kept.add(preferences);
              ClientApp one = ClientApp.open(preferences, "", "test", FakeNetwork::empty, () -> {});
              one.chat().login(server, "f" + clients++);
              return one;
            });
    opened.add(app);
    await().atMost(LONG).until(onEventThread(() -> !app.chat().rooms().isEmpty()));
    return app;
  }

  private static ServerAddress address(String typed) {
    return ServerAddress.parse(typed).orElseThrow();
  }

  private static RoomModel lobby(ClientApp app) {
    return app.chat().rooms().iterator().next();
  }

  private static void say(ClientApp app, String text) {
    GuiActionRunner.execute(
        () -> {
          app.chat().say(lobby(app), text, null);
          return null;
        });
  }

  private static void awaitText(ClientApp app, String text) {
    await().atMost(LONG).until(onEventThread(() -> texts(app).contains(text)));
  }

  private static List<String> texts(ClientApp app) {
    return lobby(app).items().stream()
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }

  private static long pending(ClientApp app) {
    return lobby(app).items().stream().filter(Item.Pending.class::isInstance).count();
  }

  private static @Nullable Dialog dialog(String name) {
    for (Window window : Window.getWindows()) {
      if (window instanceof Dialog shown && shown.isShowing() && name.equals(shown.getName())) {
        return shown;
      }
    }
    return null;
  }

  private static @Nullable Component named(Container in, String name) {
    for (Component component : in.getComponents()) {
      if (name.equals(component.getName())) {
        return component;
      }
      Component inside = component instanceof Container deeper ? named(deeper, name) : null;
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  private static void screenshot(String name) throws AWTException, IOException {
    Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
    Rectangle bounds = GuiActionRunner.execute(() -> dialog("keyUnknown").getBounds());
    ImageIO.write(
        new Robot().createScreenCapture(bounds), "png", pictures.resolve(name + ".png").toFile());
  }
}
