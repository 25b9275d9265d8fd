package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway as people run it, with all bounds on and 256 MB, is attacked from other addresses of
 * this computer while two people talk. None of what they say may be lost; how long it took is
 * printed. Afterwards the descriptors are given back and the process lives.
 */
@Timeout(300)
class AttackTest {
  private static final Pattern READY =
      Pattern.compile(
          "^parlor ready: chat tcp\\+tls://127\\.0\\.0\\.1:(\\d+), https://127\\.0\\.0\\.1:(\\d+)$",
          Pattern.MULTILINE);
  private static final int PER_ADDRESS = 450;

  /** How long each attack is repeated; 0 for once. */
  private static final long SECONDS = Long.getLong("attack.seconds", 0);

  @TempDir private static Path folder;
  private static Process process;
  private static int names;
  private static int port;
  private static int webPort;

  private final List<Socket> sockets = new ArrayList<>();

  @FunctionalInterface
  private interface Attack {
    void run() throws Exception;
  }

  @BeforeAll
  static void start() throws IOException {
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        """
        parlor {
          tcp { interface = "127.0.0.1", port = 0 }
          http { interface = "127.0.0.1", port = 0 }
          limits { message-burst = 100, messages-per-second = 100, login = 3s, resume = 1s }
          http.request-deadline = 3s
          robot.provider = none
          data-dir = "%s"
        }
        """
            .formatted(folder.resolve("data")));
    Path out = folder.resolve("out");
    process =
        new ProcessBuilder(
                GatewayCommand.of(
                    List.of("-XX:+ExitOnOutOfMemoryError"), "--config", config.toString()))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> READY.matcher(Files.readString(out)).find());
    Matcher ready = READY.matcher(Files.readString(out));
    assertThat(ready.find()).isTrue();
    port = Integer.parseInt(ready.group(1));
    webPort = Integer.parseInt(ready.group(2));
    // What is loaded and made at the first connection is no leak.
    try (WellBehavedPair first = new WellBehavedPair(port, "first")) {
      first.finish();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Runs it while two people talk; then everything is as before. */
  private void whileTwoTalk(String name, Attack attack) throws Exception {
    long descriptors = descriptors();
    WellBehavedPair.Report report;
    long before = residentKb();
    try (WellBehavedPair pair = new WellBehavedPair(port, name)) {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      do {
        attack.run();
        closeSockets();
      } while (System.nanoTime() < until);
      report = pair.finish();
    } finally {
      closeSockets();
    }
    System.out.printf(
        "attack %s: %s; memory %d MB before, %d MB after%n",
        name, report, before / 1024, residentKb() / 1024);
    assertThat(report.acknowledged()).isEqualTo(report.said());
    assertThat(report.heard()).isEqualTo(report.said());
    assertThat(process.isAlive()).isTrue();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(descriptors()).isLessThan(descriptors + 20));
  }

  private void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private static String newName(String kind) {
    return kind + names++;
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", process.pid() + "", "fd"))) {
      return open.count();
    }
  }

  private static long residentKb() throws IOException {
    String status = Files.readString(Path.of("/proc", process.pid() + "", "status"));
    return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1"));
  }

  /** From one of many addresses, as many as an address may have and one after another. */
  private Socket attacker(int to) throws IOException {
    int address = 2 + sockets.size() / PER_ADDRESS;
    Socket socket = new Socket();
    socket.setSoTimeout(10_000);
    socket.bind(new InetSocketAddress("127.0.0." + address, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
    sockets.add(socket);
    return socket;
  }

  @Test
  void thousandsOfSilentConnections() throws Exception {
    whileTwoTalk(
        "silent",
        () -> {
          for (int i = 0; i < 5000; i++) {
            attacker(port);
          }
          // Until they are all thrown out for not logging in.
          for (Socket socket : sockets) {
            assertThat(isEnded(socket)).isTrue();
          }
        });
  }

  @Test
  void aFloodOfConnectionsThatComeAndGo() throws Exception {
    whileTwoTalk(
        "come-and-go",
        () -> {
          for (int i = 0; i < 3000; i++) {
            attacker(i % 2 == 0 ? port : webPort).close();
          }
        });
  }

  @Test
  void handshakesHeadersAndFramesThatComeByteByByte() throws Exception {
    byte[] hello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
    whileTwoTalk(
        "byte-by-byte",
        () -> {
          for (int i = 0; i < 400; i++) {
            attacker(i % 2 == 0 ? port : webPort);
          }
          for (byte next : hello) {
            for (Socket socket : sockets) {
              write(socket, next);
            }
            TimeUnit.MILLISECONDS.sleep(100);
          }
          for (Socket socket : sockets) {
            assertThat(isEnded(socket)).isTrue();
          }
        });
  }

  private static void write(Socket socket, byte next) throws IOException {
    socket.getOutputStream().write(next);
  }

  @Test
  void aFrameWithoutAnEnd() throws Exception {
    whileTwoTalk(
        "endless-frame",
        () -> {
          try (Socket socket =
              TestTls.trustingAll()
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            byte[] block = "a".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(
                    () -> {
                      for (long sent = 0; sent < 1L << 40; sent += block.length) {
                        out.write(block);
                      }
                    })
                .as("cut off")
                .isInstanceOf(IOException.class);
          }
        });
  }

  @Test
  void aFloodOfLogins() throws Exception {
    whileTwoTalk(
        "logins",
        () -> {
          for (int i = 0; i < 300; i++) {
            try (TestClient guest = TestClient.encrypted(port)) {
              guest.hello(newName("guest"));
            }
          }
        });
  }

  @Test
  void readersThatDoNotReadInARoomThatIsFlooded() throws Exception {
    whileTwoTalk(
        "slow-readers",
        () -> {
          List<TestClient> slow = new ArrayList<>();
          List<TestClient> loud = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            TestClient client = TestClient.encrypted(port);
            client.hello(newName("slow"));
            client.join("flooded");
            slow.add(client);
          }
          for (int i = 0; i < 5; i++) {
            TestClient client = TestClient.encrypted(port);
            client.hello(newName("loud"));
            client.join("flooded");
            loud.add(client);
          }
          String text = "x".repeat(4000);
          for (int i = 0; i < 300; i++) {
            for (TestClient client : loud) {
              client.send(
                  "{'type':'say','id':'f%d','room':'flooded','text':'%s'}".formatted(i, text));
              client.expectRe("f" + i);
            }
          }
          slow.forEach(TestClient::close);
          loud.forEach(TestClient::close);
        });
  }

  private static boolean isEnded(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // A last word, in TLS.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
