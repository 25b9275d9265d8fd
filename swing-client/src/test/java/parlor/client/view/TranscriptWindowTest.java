package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static parlor.client.view.TestWindows.bringToFront;
import static parlor.client.view.TestWindows.onEventThread;

import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.DialogFixture;
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
import parlor.protocol.Attachment;
import parlor.protocol.RoomName;

/** A room's transcript in real windows: what is new, what is missing, what is large. */
class TranscriptWindowTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static GatewayProcess gateway;

  private TestWindows windows;

  @BeforeAll
  static void start() throws IOException {
    gateway = GatewayProcess.start(folder, 0);
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

  // What is new

  @Test
  void whatComesBelowWhatIsReadHasALineAboveItAndIsUnread() throws IOException {
    FrameFixture reader = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    ClientApp reads = windows.newest();
    windows.logIn(Language.CHINESE, Theme.LIGHT);
    ClientApp writes = windows.newest();
    for (int i = 0; i < 40; i++) {
      say(writes, lobby(writes), "line " + i);
    }
    awaitText(reads, lobby(reads), "line 39");
    JScrollPane scroll = reader.scrollPane("transcriptScroll").target();
    bringToFront(reader);
    windows.robot().waitForIdle();
    GuiActionRunner.execute(() -> scroll.getVerticalScrollBar().setValue(300));
    windows.robot().waitForIdle();
    say(writes, lobby(writes), "below what is read");
    awaitText(reads, lobby(reads), "below what is read");
    await().atMost(LONG).until(onEventThread(() -> lobby(reads).unread() == 1));
    TestWindows.press(reader.button("newMessages").requireVisible());

    await().atMost(LONG).until(onEventThread(() -> lobby(reads).unread() == 0));
    assertThat(GuiActionRunner.execute(() -> transcript(reads).spoken(1)))
        .startsWith("new messages. ");
    windows.screenshot(reader.target(), "new-line-en-light");
  }

  // What is missing

  @Test
  void aFoundMessageFarAwayIsShownWithItsGapAndAClickFillsIt() throws Exception {
    RoomName name = RoomName.parse("far-" + folder.hashCode(), 64);
    windows.logIn(Language.ENGLISH, Theme.LIGHT);
    ClientApp writes = windows.newest();
    GuiActionRunner.execute(() -> writes.chat().join(name));
    await().atMost(LONG).until(onEventThread(() -> room(writes, name).isPresent()));
    RoomModel written = GuiActionRunner.execute(() -> room(writes, name).orElseThrow());
    for (int i = 1; i <= 300; i++) {
      say(writes, written, i == 60 ? "我家在上海东边" : "message " + i);
    }
    awaitText(writes, written, "message 300");
    FrameFixture window = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    ClientApp late = windows.newest();
    GuiActionRunner.execute(() -> late.chat().join(name));
    await().atMost(LONG).until(onEventThread(() -> room(late, name).isPresent()));
    RoomModel room = GuiActionRunner.execute(() -> room(late, name).orElseThrow());
    awaitText(late, room, "message 300");
    MainWindow target = late.window();
    SwingUtilities.invokeLater(target::find);
    DialogFixture search = window.dialog("searchDialog");
    search.textBox("searchText").setText("上海");
    TestWindows.press(search.button("search"));
    await().atMost(LONG).until(() -> search.list("found").contents().length == 1);
    TestWindows.click(search.list("found"), 0);
    awaitText(late, room, "我家在上海东边");
    search.close();
    windows.robot().waitForIdle();

    TranscriptView transcript = GuiActionRunner.execute(() -> transcript(late));
    assertThat(GuiActionRunner.execute(() -> visible(transcript, room))).contains("我家在上海东边");
    assertThat(GuiActionRunner.execute(room::hasGaps)).isTrue();
    JScrollPane scroll = window.scrollPane("transcriptScroll").target();
    GuiActionRunner.execute(() -> transcript.scrollRectToVisible(gapRow(transcript, room)));
    await()
        .atMost(LONG)
        .until(
            onEventThread(
                () -> {
                  // By the wheel one comes by the gap again and again, until there is none.
                  Rectangle gap = gapRow(transcript, room);
                  if (gap != null) {
                    transcript.scrollRectToVisible(gap);
                    scroll
                        .getVerticalScrollBar()
                        .setValue(scroll.getVerticalScrollBar().getValue() - 3);
                  }
                  return gap == null;
                }));
    assertThat(GuiActionRunner.execute(room::hasGaps)).isFalse();
    assertThat(GuiActionRunner.execute(() -> seqs(room))).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aClickOnAGapFillsIt() throws Exception {
    RoomName name = RoomName.parse("gap-" + folder.hashCode(), 64);
    windows.logIn(Language.ENGLISH, Theme.LIGHT);
    ClientApp writes = windows.newest();
    GuiActionRunner.execute(() -> writes.chat().join(name));
    await().atMost(LONG).until(onEventThread(() -> room(writes, name).isPresent()));
    RoomModel written = GuiActionRunner.execute(() -> room(writes, name).orElseThrow());
    for (int i = 1; i <= 160; i++) {
      say(writes, written, "message " + i);
    }
    awaitText(writes, written, "message 160");
    FrameFixture window = windows.logIn(Language.CHINESE, Theme.DARK);
    ClientApp late = windows.newest();
    GuiActionRunner.execute(() -> late.chat().join(name));
    await().atMost(LONG).until(onEventThread(() -> room(late, name).isPresent()));
    RoomModel room = GuiActionRunner.execute(() -> room(late, name).orElseThrow());
    awaitText(late, room, "message 160");
    GuiActionRunner.execute(() -> late.chat().loadAround(room, 20));
    await().atMost(LONG).until(onEventThread(room::hasGaps));
    TranscriptView transcript = GuiActionRunner.execute(() -> transcript(late));
    windows.robot().waitForIdle();
    TestWindows.save(GuiActionRunner.execute(() -> around(transcript, room)), "gap-zh-dark");
    window.requireVisible();
    await()
        .atMost(LONG)
        .until(
            () -> {
              Rectangle gap = GuiActionRunner.execute(() -> gapRow(transcript, room));
              if (gap != null) {
                GuiActionRunner.execute(() -> transcript.scrollRectToVisible(gap));
                windows.robot().click(transcript, new Point(gap.width / 2, gap.y + gap.height / 2));
              }
              return gap == null;
            });

    assertThat(GuiActionRunner.execute(() -> seqs(room))).isSorted().doesNotHaveDuplicates();
    assertThat(GuiActionRunner.execute(() -> texts(room))).contains("message 80", "message 100");
  }

  /** Painted by itself, for what is scrolled to loads. */
  private static BufferedImage around(TranscriptView transcript, RoomModel room) {
    Rectangle gap = gapRow(transcript, room);
    BufferedImage picture =
        new BufferedImage(transcript.getWidth(), 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.translate(0, 120 - gap.y);
    canvas.setClip(0, gap.y - 120, transcript.getWidth(), 240);
    transcript.paint(canvas);
    canvas.dispose();
    return picture;
  }

  private static Rectangle gapRow(TranscriptView transcript, RoomModel room) {
    List<Item> items = room.items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Gap) {
        int top = transcript.topOfRow(i);
        return new Rectangle(0, top, transcript.getWidth(), transcript.topOfRow(i + 1) - top);
      }
    }
    return null;
  }

  private static List<String> visible(TranscriptView transcript, RoomModel room) {
    Rectangle seen = transcript.getVisibleRect();
    return room
        .items()
        .subList(
            transcript.rowAt(seen.y),
            Math.min(room.items().size(), transcript.rowAt(seen.y + seen.height) + 1))
        .stream()
        .map(transcript::textOf)
        .toList();
  }

  // What is large

  @Test
  void aWebPImageOpensLargeAndIsSavedAsItIs() throws IOException {
    byte[] webp = webp();
    FrameFixture window = windows.logIn(Language.ENGLISH, Theme.LIGHT);
    ClientApp app = windows.newest();
    AttachmentBar bar = (AttachmentBar) windows.robot().finder().findByName("attachments", false);
    GuiActionRunner.execute(() -> bar.add("small.webp", webp));
    await().atMost(LONG).until(onEventThread(() -> bar.uploaded().size() == 1));
    windows.robot().waitForIdle();
    TestWindows.press(window.button("send"));
    TranscriptView transcript = GuiActionRunner.execute(() -> transcript(app));
    await().atMost(LONG).until(onEventThread(() -> pictureAt(transcript) != null));
    windows.robot().waitForIdle();
    windows.robot().click(transcript, GuiActionRunner.execute(() -> pictureAt(transcript)));
    DialogFixture picture = window.dialog("picture");
    windows.screenshot(picture.target(), "webp-large-en-light");

    TestWindows.press(picture.button("savePicture"));
    File to = folder.resolve("saved.webp").toFile();
    JFileChooser chooser = picture.fileChooser().target();
    GuiActionRunner.execute(
        () -> {
          chooser.setSelectedFile(to);
          SwingUtilities.invokeLater(chooser::approveSelection);
        });
    TestWindows.confirm(window.dialog("said").optionPane());
    assertThat(Files.readAllBytes(to.toPath())).isEqualTo(webp);
    picture.close();
  }

  private static Point pictureAt(TranscriptView transcript) {
    Rectangle seen = transcript.getVisibleRect();
    for (int y = seen.y; y < seen.y + seen.height; y += 3) {
      for (int x = seen.x; x < seen.x + seen.width; x += 3) {
        Attachment file = transcript.attachmentAt(new Point(x, y));
        if (file != null && file.name().equals("small.webp")) {
          return new Point(x + 1, y + 1);
        }
      }
    }
    return null;
  }

  /** 16 x 8, lossless. */
  private static byte[] webp() {
    byte[] pixels =
        Base64.getDecoder().decode("VlA4TB4AAAAvD8ABAA8w//M///MfWlCQtgEz/6a7JyKi/yEeAAA=");
    return ByteBuffer.allocate(12 + pixels.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(4 + pixels.length)
        .put("WEBP".getBytes(StandardCharsets.US_ASCII))
        .put(pixels)
        .array();
  }

  // Helpers

  private static TranscriptView transcript(ClientApp app) {
    return (TranscriptView)
        Objects.requireNonNull(showing(app.window().getContentPane(), "transcript"));
  }

  private static Component showing(Container in, String name) {
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

  private static void say(ClientApp app, RoomModel room, String text) {
    GuiActionRunner.execute(
        () -> {
          app.chat().say(room, text, null);
          return null;
        });
  }

  private static RoomModel lobby(ClientApp app) {
    return app.chat().rooms().iterator().next();
  }

  private static Optional<RoomModel> room(ClientApp app, RoomName name) {
    return app.chat().rooms().stream().filter(room -> room.name().equals(name.value())).findFirst();
  }

  private static void awaitText(ClientApp app, RoomModel room, String text) {
    assertThat(app.chat().rooms()).contains(room);
    await().atMost(LONG).until(onEventThread(() -> texts(room).contains(text)));
  }

  private static List<String> texts(RoomModel room) {
    return room.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }

  private static List<Long> seqs(RoomModel room) {
    return room.items().stream()
        .filter(Item.Entry.class::isInstance)
        .map(item -> ((Item.Entry) item).seq())
        .toList();
  }
}
