package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A gateway as people run it, with all bounds on and 256 MB, to be attacked from other addresses of
 * this computer while two people talk. None of what they say may be lost; how long it took is
 * printed. Afterwards memory and descriptors are given back and the process lives.
 */
final class AttackedGateway implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "^parlor ready: chat tcp\\+tls://127\\.0\\.0\\.1:(\\d+), https://127\\.0\\.0\\.1:(\\d+)$",
          Pattern.MULTILINE);

  private static final Pattern USED = Pattern.compile("(?:heap|generation) .*used (\\d+)K");

  /** As many connections as an address may have, nearly. */
  private static final int PER_ADDRESS = 450;

  /** How long each attack is repeated, once at least. */
  private static final long SECONDS = Long.getLong("attack.seconds", 2);

  private static final int TIMEOUT_MS = 10_000;
  private static final int LOG_CHARACTERS = 100_000;
  private static final long KEPT_KB = 60 * 1024;

  /** Opens and uses connections, all of which are closed after it. */
  @FunctionalInterface
  interface Attack {
    void run() throws Exception;
  }

  private final Path folder;
  private final Process process;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<TestClient> clients = new ArrayList<>();
  private final AtomicLong names = new AtomicLong();
  private final int port;
  private final int webPort;

  /** How many descriptors it has when nobody is connected, about. */
  private long idleDescriptors;

  private AttackedGateway(Path folder, Process process, Matcher ready) {
    this.folder = folder;
    this.process = process;
    this.port = Integer.parseInt(ready.group(1));
    this.webPort = Integer.parseInt(ready.group(2));
  }

  /** One that has been talked to: what is loaded and made at the first connection is no leak. */
  static AttackedGateway start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("parlor-attacked");
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        """
        parlor {
          tcp { interface = "127.0.0.1", port = 0 }
          http { interface = "127.0.0.1", port = 0 }
          limits { message-burst = 100, messages-per-second = 100, login = 5s, resume = 1s }
          limits.frame-time = 3s
          http.request-deadline = 3s
          robot.provider = none
          data-dir = "%s"
        }
        """
            .formatted(folder.resolve("data")));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                GatewayCommand.of(
                    List.of("-XX:+ExitOnOutOfMemoryError"), "--config", config.toString()))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> READY.matcher(Files.readString(out)).find());
    Matcher ready = READY.matcher(Files.readString(out));
    assertThat(ready.find()).isTrue();
    AttackedGateway gateway = new AttackedGateway(folder, process, ready);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(gateway::isTalkedTo);
    gateway.idleDescriptors = gateway.descriptors();
    return gateway;
  }

  /** On a busy machine the first attempt may take longer than a login may. */
  private void isTalkedTo() throws InterruptedException {
    try (WellBehavedPair first = new WellBehavedPair(port, newName("first"))) {
      assertThat(first.finish().acknowledged()).isPositive();
    }
  }

  int port() {
    return port;
  }

  int webPort() {
    return webPort;
  }

  Path database() {
    return folder.resolve("data").resolve("parlor.db");
  }

  String newName(String kind) {
    return kind + names.incrementAndGet();
  }

  /** Runs it while two people talk; then everything is as before. */
  void whileTwoTalk(String name, Attack attack) throws Exception {
    // Those of an attack before may still be closed, and an address may have so many.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> descriptors() < idleDescriptors + 60);
    long descriptors = descriptors();
    long heap = heapKb();
    long mostDescriptors;
    WellBehavedPair.Report report;
    try (Counting most = new Counting();
        WellBehavedPair pair = new WellBehavedPair(port, name)) {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      do {
        attack.run();
        closeAll();
      } while (System.nanoTime() < until);
      report = pair.finish();
      mostDescriptors = most.most();
    } finally {
      closeAll();
    }
    assertThat(process.isAlive()).as("the gateway lives").isTrue();
    assertThat(report.acknowledged()).isEqualTo(report.said());
    assertThat(report.heard()).isEqualTo(report.said());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(descriptors()).isLessThan(descriptors + 20));
    long heapAfter = heapGivenBackKb(heap + KEPT_KB);
    System.out.printf(
        "attack %s: %s; heap %d MB before, %d MB after, process %d MB; descriptors %d before, %d in"
            + " it, %d after%n",
        name,
        report,
        heap / 1024,
        heapAfter / 1024,
        residentKb() / 1024,
        descriptors,
        mostDescriptors,
        descriptors());
  }

  /** What thousands of connections have left to be cleared away may take a moment. */
  private long heapGivenBackKb(long atMost) {
    AtomicLong heap = new AtomicLong();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              heap.set(heapKb());
              assertThat(heap.get()).as("kB of the heap").isLessThan(atMost);
            });
    return heap.get();
  }

  /** Counts the descriptors again and again. */
  private final class Counting implements AutoCloseable {
    private static final long EVERY_MS = 100;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong most = new AtomicLong();

    Counting() {
      var unused = thread.scheduleWithFixedDelay(this::count, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void count() {
      try {
        most.accumulateAndGet(descriptors(), Math::max);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    long most() {
      return most.get();
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }

  private void closeAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    clients.forEach(TestClient::close);
    clients.clear();
  }

  private long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", process.pid() + "", "fd"))) {
      return open.count();
    }
  }

  private long residentKb() throws IOException {
    String status = Files.readString(Path.of("/proc", process.pid() + "", "status"));
    return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1"));
  }

  /** What is in use after a collection, in the heap's one region or its generations. */
  private long heapKb() throws IOException, InterruptedException {
    jcmd("GC.run");
    return USED.matcher(jcmd("GC.heap_info"))
        .results()
        .mapToLong(used -> Long.parseLong(used.group(1)))
        .sum();
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                process.pid() + "",
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return said;
  }

  /** From one of many addresses, as many as an address may have and one after another. */
  Socket attacker(int to) throws IOException {
    return connect(new Socket(), to);
  }

  /** The same, which speaks TLS when it is first written to. */
  Socket encrypted(int to) throws IOException {
    return connect(TestTls.trustingAll().getSocketFactory().createSocket(), to);
  }

  private Socket connect(Socket socket, int to) throws IOException {
    socket.setSoTimeout(TIMEOUT_MS);
    socket.bind(new InetSocketAddress(address(sockets.size()), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
    sockets.add(socket);
    return socket;
  }

  private static String address(int number) {
    return "127.0.0." + (2 + number / PER_ADDRESS);
  }

  /** Somebody who has logged in by a new name, from where attackers come. */
  TestClient guest(String kind) {
    TestClient guest = TestClient.encryptedFrom(address(clients.size()), port);
    clients.add(guest);
    guest.hello(newName(kind));
    return guest;
  }

  static boolean isEnded(Socket socket) {
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

  @Override
  public void close() {
    process.destroy();
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(folder.resolve("err")))
          .as("the log, in which there is nothing that anybody said")
          .doesNotContain("long enough", "guess 1", "xxxxxxxx", "\u4f60\u4f60")
          .hasSizeLessThan(LOG_CHARACTERS);
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
