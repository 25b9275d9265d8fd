package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.SwingUtilities;
import org.assertj.swing.core.matcher.DialogMatcher;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.DialogFixture;
import org.assertj.swing.fixture.FrameFixture;
import org.assertj.swing.timing.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parlor.client.FakeNetwork;
import parlor.client.GatewayProcess;
import parlor.client.model.NearbyServer;
import parlor.client.model.ServerAddress;
import parlor.client.net.LocalNetwork;
import parlor.protocol.RoomName;

/** How a person finds a server, is helped when that fails, and shows others the way. */
class WayInTest {
  /** Others may be announced there too. */
  private static final String NAME = "Way in " + ProcessHandle.current().pid();

  @TempDir private static Path folder;
  private static GatewayProcess gateway;

  private TestWindows windows;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        GatewayProcess.start(
            folder, 0, "addresses = [\"127.0.0.1\"], name = \"%s\"".formatted(NAME));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void look() {
    windows = new TestWindows(gateway, folder);
  }

  @AfterEach
  void closeWindows() {
    windows.close();
  }

  // The doctor

  @Test
  void aHostThatNobodyKnowsFailsAtItsName() throws IOException {
    DialogFixture doctor = fail("nowhere.invalid", Language.ENGLISH, Theme.LIGHT);
    assertSteps(doctor, "failed", "not tried", "not tried", "not tried", "not tried");
    windows.screenshot(doctor.target(), "doctor-name-en-light");
    close(doctor);
  }

  @Test
  void aPortThatNobodyListensAtFailsThere() throws IOException {
    DialogFixture doctor = fail("127.0.0.1:1", Language.CHINESE, Theme.DARK);
    assertSteps(doctor, "正常", "失败", "未尝试", "未尝试", "未尝试");
    windows.screenshot(doctor.target(), "doctor-port-zh-dark");
    close(doctor);
  }

  @Test
  void aComputerThatDoesNotAnswerFailsAtThePort() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(busy.getInetAddress(), busy.getLocalPort());
        Socket second = new Socket(busy.getInetAddress(), busy.getLocalPort())) {
      // Nobody accepts them: as many as wait already, the next one's call is not answered.
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      DialogFixture doctor =
          fail("127.0.0.1:" + busy.getLocalPort(), Language.CHINESE, Theme.LIGHT);
      assertSteps(doctor, "正常", "失败", "未尝试", "未尝试", "未尝试");
      assertThat(words(doctor)).contains("无法连接服务器", "防火墙");
      windows.screenshot(doctor.target(), "doctor-unreachable-zh-light");
      close(doctor);
    }
  }

  @Test
  void aServerThatAgreesOnNoEncryptionFailsThere() throws IOException {
    byte[] handshakeFailure = {21, 3, 3, 0, 2, 2, 40};
    try (ServerSocket refusing = answering(handshakeFailure)) {
      DialogFixture doctor =
          fail("127.0.0.1:" + refusing.getLocalPort(), Language.ENGLISH, Theme.LIGHT);
      assertSteps(doctor, "in order", "in order", "failed", "not tried", "not tried");
      assertThat(words(doctor)).contains("cannot agree on encryption").contains("clock");
      windows.screenshot(doctor.target(), "doctor-tls-refused-en-light");
      close(doctor);
    }
  }

  @Test
  void aServerThatHangsUpAtTheGreetingFailsAtTheEncryption() throws IOException {
    try (ServerSocket mute = answering(new byte[0])) {
      DialogFixture doctor = fail("127.0.0.1:" + mute.getLocalPort(), Language.CHINESE, Theme.DARK);
      assertSteps(doctor, "正常", "正常", "失败", "未尝试", "未尝试");
      windows.screenshot(doctor.target(), "doctor-tls-refused-zh-dark");
      close(doctor);
    }
  }

  @Test
  void aServerThatSpeaksInClearFailsAtTheEncryption() throws IOException {
    try (ServerSocket plain =
        answering("220 mail.example\r\n".getBytes(StandardCharsets.US_ASCII))) {
      DialogFixture doctor =
          fail("127.0.0.1:" + plain.getLocalPort(), Language.ENGLISH, Theme.DARK);
      assertSteps(doctor, "in order", "in order", "failed", "not tried", "not tried");
      windows.screenshot(doctor.target(), "doctor-tls-en-dark");
      close(doctor);
    }
  }

  @Test
  void whoAsksForClearWordsWhereTlsIsSpokenIsToldSo() {
    DialogFixture doctor = fail("tcp://127.0.0.1:" + gateway.port(), Language.ENGLISH, Theme.LIGHT);
    assertSteps(doctor, "in order", "in order", "failed", "not tried", "not tried");
    assertThat(words(doctor)).contains("leave out the tcp://");
    close(doctor);
  }

  @Test
  void thePortOfTheWebPagesIsNoChat() {
    byte[] page = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (ServerSocket web = answering(page)) {
      DialogFixture doctor =
          fail("tcp://127.0.0.1:" + web.getLocalPort(), Language.ENGLISH, Theme.LIGHT);
      assertSteps(doctor, "in order", "in order", "in order", "failed", "not tried");
      assertThat(words(doctor)).contains("Web pages are at");
      close(doctor);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aNicknameThatIsTakenFailsAtTheLastStep() throws IOException {
    FrameFixture first = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    String taken = GuiActionRunner.execute(() -> windows.newest().chat().nickname());
    FrameFixture second = windows.open(windows.address(), "", Language.ENGLISH, Theme.LIGHT);
    second.textBox("nickname").setText(taken);
    TestWindows.press(second.button("login"));
    DialogFixture doctor = second.dialog("problem");
    assertSteps(doctor, "in order", "in order", "in order", "in order", "failed");
    windows.screenshot(doctor.target(), "doctor-nickname-en-light");
    close(doctor);
    first.requireVisible();
  }

  private DialogFixture fail(String server, Language language, Theme theme) {
    FrameFixture window = windows.open(server, "", language, theme);
    TestWindows.press(window.button("login"));
    return window.dialog(DialogMatcher.withName("problem").andShowing(), Timeout.timeout(20_000));
  }

  private static void assertSteps(DialogFixture doctor, String... states) {
    String[] steps = {"NAME", "PORT", "TLS", "PROTOCOL", "NICKNAME"};
    for (int i = 0; i < steps.length; i++) {
      JLabel label = doctor.label("step." + steps[i]).target();
      assertThat(label.getAccessibleContext().getAccessibleName())
          .as(steps[i])
          .endsWith(": " + states[i]);
    }
  }

  private static String words(DialogFixture doctor) {
    return doctor.target().getAccessibleContext().getAccessibleDescription();
  }

  private static void close(DialogFixture doctor) {
    TestWindows.confirm(doctor.optionPane());
  }

  /** A server of another kind, that says this to everybody. */
  private static ServerSocket answering(byte[] words) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  OutputStream out = socket.getOutputStream();
                  socket.getInputStream().read(new byte[4096]);
                  out.write(words);
                  out.flush();
                } catch (IOException e) {
                  // The test is over, or the client has hung up.
                }
              }
            });
    return server;
  }

  // Servers nearby

  @ParameterizedTest
  @CsvSource({"ENGLISH, LIGHT", "CHINESE, DARK"})
  void aServerThatMakesItselfKnownIsTakenWithAClick(Language language, Theme theme)
      throws IOException {
    ServerAddress here = ServerAddress.parse(windows.address()).orElseThrow();
    FakeNetwork network =
        new FakeNetwork(
            List.of(
                new NearbyServer("Parlor at school", here, gateway.webPort()),
                new NearbyServer(
                    "<html><b>教研室", new ServerAddress("192.168.1.20", 7420, false), null)),
            List.of());
    FrameFixture window = windows.open("", "", language, theme, thread -> network);
    windows.screenshot(window.target(), "login-nearby-" + language + "-" + theme);
    TestWindows.click(window.list("nearby"), 1);
    window.textBox("server").requireText("tcp://192.168.1.20:7420");
    TestWindows.click(window.list("nearby"), 0);
    window.textBox("server").requireText(windows.address());
    TestWindows.press(window.button("login"));

    TestWindows.awaitRooms(windows.newest());
  }

  @Test
  void aRealGatewayIsFoundOnTheNetworkAndEntered() {
    InetAddress here = InetAddress.getLoopbackAddress();
    FrameFixture window =
        windows.open(
            "",
            "",
            Language.ENGLISH,
            Theme.LIGHT,
            thread -> new LocalNetwork(() -> List.of(here), thread));
    JList<?> list =
        (JList<?>) windows.robot().finder().findByName(window.target(), "nearby", false);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(TestWindows.onEventThread(() -> indexOf(list, NAME) >= 0 && list.isShowing()));
    GuiActionRunner.execute(() -> list.setSelectedIndex(indexOf(list, NAME)));
    window.textBox("server").requireText(windows.address());
    TestWindows.press(window.button("login"));

    TestWindows.awaitRooms(windows.newest());
  }

  private static int indexOf(JList<?> list, String name) {
    for (int i = 0; i < list.getModel().getSize(); i++) {
      if (((NearbyServer) list.getModel().getElementAt(i)).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  // Links and invitations

  @Test
  void aLinkLeadsToItsRoom() throws IOException {
    FrameFixture window = windows.open(windows.address(), "读书会", Language.ENGLISH, Theme.LIGHT);
    window.textBox("room").requireText("读书会");
    windows.screenshot(window.target(), "login-invited-en-light");
    TestWindows.press(window.button("login"));
    TestWindows.awaitRooms(windows.newest());

    assertThat(
            GuiActionRunner.execute(() -> windows.newest().chat().rooms().iterator().next().name()))
        .isEqualTo("读书会");
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, LIGHT", "CHINESE, DARK"})
  void anInvitationIsCopiedAndItsPictureCanBeRead(Language language, Theme theme) throws Exception {
    FrameFixture window =
        windows.open(
            windows.address(),
            "",
            language,
            theme,
            thread -> new FakeNetwork(List.of(), List.of("192.168.1.20")));
    TestWindows.press(window.button("login"));
    TestWindows.awaitRooms(windows.newest());
    GuiActionRunner.execute(() -> windows.newest().chat().join(RoomName.parse("读书会", 64)));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(TestWindows.onEventThread(() -> windows.newest().chat().rooms().size() == 2));
    windows.robot().waitForIdle();
    windows.screenshot(window.target(), "chat-invite-" + language + "-" + theme);
    TestWindows.press(window.button("invite"));

    DialogFixture dialog = window.dialog("inviteDialog");
    String web =
        "https://192.168.1.20:%d/#%%E8%%AF%%BB%%E4%%B9%%A6%%E4%%BC%%9A"
            .formatted(gateway.webPort());
    String link =
        "parlor://192.168.1.20:%d/%%E8%%AF%%BB%%E4%%B9%%A6%%E4%%BC%%9A?web=%d"
            .formatted(gateway.port(), gateway.webPort());
    dialog.textBox("inviteWeb").requireText(web);
    dialog.textBox("inviteLink").requireText(link);
    BufferedImage picture = windows.screenshot(dialog.target(), "invite-" + language + "-" + theme);
    assertThat(read(picture)).isEqualTo(web);
    GuiActionRunner.execute(() -> dialog.button("inviteLinkCopy").target().doClick());
    assertThat(clipboard()).isEqualTo(link);
    GuiActionRunner.execute(() -> dialog.button("inviteWebCopy").target().doClick());
    assertThat(clipboard()).isEqualTo(web);
    assertThat(dialog.label("copied").text()).contains(web);
    dialog.close();
  }

  @Test
  void whereOnlyThisComputerIsReachedThatIsSaid() throws IOException {
    FrameFixture window = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    MainWindow target = windows.newest().window();
    SwingUtilities.invokeLater(target::invite);

    DialogFixture dialog = window.dialog("inviteDialog");
    assertThat(dialog.label("inviteNote").text()).contains("only this computer");
    windows.screenshot(dialog.target(), "invite-only-here-en-light");
    dialog.close();
  }

  private static Object clipboard() throws Exception {
    return Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
  }

  /** As a telephone's camera does. */
  private static String read(BufferedImage picture) throws ReaderException {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
