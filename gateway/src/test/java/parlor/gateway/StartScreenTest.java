package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when the program has started. */
class StartScreenTest {
  private static final Pattern WEB = Pattern.compile("^  (https?://192\\.0\\.2\\.\\S+)$");
  private static final Pattern HALF_BLOCKS = Pattern.compile("^  [█▀▄ ]{20,}$");

  /** How many pixels a module of the code is drawn with for the reader. */
  private static final int PIXELS = 4;

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void killThem() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void itHandsOutAddressesAndTheCodeLeadsToTheFirst() throws Exception {
    start("start-screen = on, addresses = \"192.0.2.77, chat.example.org\"");
    List<String> lines = untilReady();

    List<String> web =
        lines.stream()
            .map(WEB::matcher)
            .filter(Matcher::matches)
            .map(address -> address.group(1))
            .toList();
    assertThat(web).hasSize(1).first().asString().startsWith("https://192.0.2.77:");
    assertThat(lines).anyMatch(line -> line.matches("  https://chat\\.example\\.org:\\d+"));
    assertThat(lines).anyMatch(line -> line.matches("  192\\.0\\.2\\.77:\\d+"));
    assertThat(read(lines)).isEqualTo(web.getFirst());
    assertThat(String.join("\n", lines))
        .contains("On this computer itself: https://localhost:")
        .contains("A browser warns once")
        .containsPattern("in five words +(\\w{5}\\s){5}")
        .doesNotContain("0.0.0.0", "\u001b");
    assertThat(lines.getLast()).startsWith("parlor ready: chat tcp+tls://127.0.0.1:");
    assertThat(lines).filteredOn(line -> line.startsWith("parlor ready")).hasSize(1);
  }

  @Test
  void whoCannotComeIsNotInvited() throws Exception {
    start("start-screen = on");
    List<String> lines = untilReady();

    assertThat(lines).anyMatch(line -> line.contains("for this computer alone"));
    assertThat(lines).anyMatch(line -> line.matches("  https://localhost:\\d+"));
    assertThat(lines).noneMatch(line -> HALF_BLOCKS.matcher(line).matches());
  }

  @Test
  void whereNothingIsEncryptedThereIsNoWarningOfABrowser() throws Exception {
    start(
        "start-screen = on, http.tls = off, tcp.tls = off,"
            + " http.advertised = \"https://chat.example.org/\", addresses = [\"192.0.2.77\"]");
    List<String> lines = untilReady();

    assertThat(lines).contains("  https://chat.example.org/");
    assertThat(lines).anyMatch(line -> line.matches("  tcp://192\\.0\\.2\\.77:\\d+"));
    assertThat(read(lines)).isEqualTo("https://chat.example.org/");
    assertThat(String.join("\n", lines)).doesNotContain("A browser warns", "five words");
  }

  @Test
  void aFileOrAPipeGetsTheKeyAndTheReadyLineOnly() throws Exception {
    start("addresses = [\"192.0.2.77\"]");

    assertThat(untilReady())
        .hasSize(5)
        .first()
        .isEqualTo("The key of this server, for people to compare when their client asks:");
  }

  @Test
  void aTerminalGetsItUnlessASettingSaysNo() throws Exception {
    startInTerminal("addresses = [\"192.0.2.77\"]");
    List<String> lines = untilReady();
    assertThat(lines).anyMatch(line -> WEB.matcher(line).matches());
    assertThat(lines).anyMatch(line -> line.startsWith("  \u001b[97;40m"));

    startInTerminal("addresses = [\"192.0.2.77\"], start-screen = off");
    assertThat(untilReady()).noneMatch(line -> WEB.matcher(line).matches());
  }

  /** As a telephone's camera would. */
  private static String read(List<String> lines) throws Exception {
    List<String> drawn = lines.stream().filter(HALF_BLOCKS.asMatchPredicate()).toList();
    int width = drawn.getFirst().length() - 2;
    boolean[][] light = new boolean[drawn.size() * 2][width];
    for (int y = 0; y < drawn.size(); y++) {
      for (int x = 0; x < width; x++) {
        char half = drawn.get(y).charAt(x + 2);
        light[2 * y][x] = half == '█' || half == '▀';
        light[2 * y + 1][x] = half == '█' || half == '▄';
      }
    }
    return decode(light);
  }

  private static String decode(boolean[][] light) throws Exception {
    int width = light[0].length * PIXELS;
    int[] pixels = new int[light.length * PIXELS * width];
    Arrays.setAll(
        pixels, at -> light[at / width / PIXELS][at % width / PIXELS] ? 0xffffff : 0x000000);
    try {
      return new QRCodeReader()
          .decode(
              new BinaryBitmap(
                  new HybridBinarizer(
                      new RGBLuminanceSource(width, light.length * PIXELS, pixels))),
              Map.of(DecodeHintType.TRY_HARDER, true))
          .getText();
    } catch (NotFoundException e) {
      throw new AssertionError("There is no QR code to be seen", e);
    }
  }

  private void start(String settings) throws IOException {
    run(command(settings));
  }

  /** With a terminal of its own, by Debian's {@code script}. */
  private void startInTerminal(String settings) throws IOException {
    String line =
        command(settings).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    run(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
  }

  private List<String> command(String settings) throws IOException {
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        "parlor { tcp { interface = 127.0.0.1, port = 0 }, http { interface = 127.0.0.1, port = 0 }, mdns = off, data-dir = \"%s\", %s }"
            .formatted(folder.resolve("data" + started.size()), settings));
    return GatewayCommand.of(List.of("-Dstdout.encoding=UTF-8"), "--config", config.toString());
  }

  private void run(List<String> command) throws IOException {
    Files.deleteIfExists(folder.resolve("out"));
    started.add(
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start());
  }

  private List<String> untilReady() throws IOException {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> out().contains("parlor ready"));
    Awaitility.await().until(() -> out().endsWith("\n"));
    return out().lines().toList();
  }

  private String out() throws IOException {
    Path out = folder.resolve("out");
    return Files.exists(out) ? Files.readString(out, StandardCharsets.UTF_8) : "";
  }
}
