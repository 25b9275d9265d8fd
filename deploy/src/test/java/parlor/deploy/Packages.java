package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What "make package" has made, as a stranger takes it: {@code make package-test}. Root installs
 * the Debian packages, and they are gone afterwards; anybody else unpacks them.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Packages {
  private static final Path MADE = Path.of("..", "target", "packages").toAbsolutePath().normalize();
  private static final Path DATA = Path.of("/var/lib/parlor");
  private static final Path CONF = Path.of("/etc/parlor/application.conf");
  private static final long MOST_BYTES = 60_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String FOR_A_TEST =
      "\nparlor { tcp { interface = 127.0.0.1, port = 0 }, http { interface = 127.0.0.1, port = 0 }, mdns = off }\n";

  @TempDir Path folder;

  private boolean gatewayIsOurs;
  private boolean clientIsOurs;

  @AfterEach
  void leaveNothing() {
    if (gatewayIsOurs) {
      Shell.run("dpkg", "--purge", "parlor-gateway");
    }
    if (clientIsOurs) {
      Shell.run("dpkg", "--purge", "parlor-client");
    }
  }

  @Test
  void theGatewayIsInstalledUsedUpgradedAndRemovedAndItsDataStay() throws Exception {
    if (!Shell.isRoot()) {
      theGatewayIsUnpackedAndUsed();
      return;
    }
    refuseIfInstalled("parlor-gateway");
    gatewayIsOurs = true;
    install(made("parlor-gateway", ".deb"));
    assertThat(owner(DATA)).isEqualTo("parlor:parlor");
    assertThat(owner(CONF)).isEqualTo("root:parlor");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CONF)))
        .isEqualTo("rw-r-----");
    Path unit = Path.of("/usr/lib/systemd/system/parlor-gateway.service");
    assertThat(Shell.run("systemd-analyze", "verify", unit.toString()))
        .doesNotContain("parlor-gateway");
    Files.writeString(CONF, Files.readString(CONF) + FOR_A_TEST);

    try (Running gateway = Running.start(folder, Map.of(), commandOf(unit))) {
      int port = gateway.chatPort();
      report("the installed gateway was ready", gateway);
      assertThat(gateway.command()).contains("-XX:+UseParallelGC", "-XX:AOTCache=");
      try (Talker ada = Talker.inLobby(port, "ada", folder.resolve("openssl"))) {
        ada.say("kept-over-an-upgrade");
      }
    }
    assertThat(owner(DATA.resolve("parlor.db"))).isEqualTo("parlor:parlor");
    String backup = DATA.resolve("backup.db").toString();
    assertThat(Shell.run("parlor-gateway", "backup", backup)).contains("copied to " + backup);

    install(newer(made("parlor-gateway", ".deb")));
    assertThat(CONF).content().endsWith(FOR_A_TEST);
    // An operator's own collector is the only one.
    Map<String, String> tuned = Map.of("JAVA_OPTS", "-XX:+UseSerialGC");
    try (Running gateway = Running.start(folder, tuned, commandOf(unit));
        Talker bob = Talker.inLobby(gateway.chatPort(), "bob", folder.resolve("openssl"))) {
      report("the upgraded gateway was ready", gateway);
      assertThat(gateway.command()).contains("-XX:+UseSerialGC").doesNotContain("Parallel");
      assertThat(bob.until("\"joined\"")).contains("kept-over-an-upgrade");
    }

    Shell.run("dpkg", "--remove", "parlor-gateway");
    assertThat(Path.of("/usr/lib/parlor-gateway")).doesNotExist();
    assertThat(DATA.resolve("parlor.db")).exists();
    assertThat(DATA.resolve("tls/key.pem")).exists();
    assertThat(CONF).content().endsWith(FOR_A_TEST);
    Shell.run("dpkg", "--purge", "parlor-gateway");
    gatewayIsOurs = false;
    assertThat(DATA).doesNotExist();
    assertThat(CONF).doesNotExist();
    assertThat(Shell.succeeds("getent", "passwd", "parlor")).isFalse();
  }

  private void theGatewayIsUnpackedAndUsed() throws Exception {
    Shell.run("dpkg-deb", "-x", made("parlor-gateway", ".deb").toString(), folder.toString());
    Path conf = folder.resolve("etc/parlor/application.conf");
    Files.writeString(
        conf,
        Files.readString(conf)
            + FOR_A_TEST
            + "parlor.data-dir = \"%s\"\n".formatted(folder.resolve("data")));
    try (Running gateway =
            Running.start(
                folder,
                Map.of("PARLOR_GATEWAY_HOME", folder.resolve("usr/lib/parlor-gateway").toString()),
                List.of(
                    folder.resolve("usr/bin/parlor-gateway").toString(),
                    "--config",
                    conf.toString()));
        Talker ada = Talker.inLobby(gateway.chatPort(), "ada", folder.resolve("openssl"))) {
      ada.say("unpacked");
    }
  }

  @Test
  void theClientIsInstalledTalksAndIsRemoved() throws Exception {
    Path deb = made("parlor-client", ".deb");
    assertThat(deb).satisfies(file -> assertThat(Files.size(file)).isLessThan(MOST_BYTES));
    Path root = Path.of("/");
    if (Shell.isRoot()) {
      refuseIfInstalled("parlor-client");
      clientIsOurs = true;
      install(deb);
    } else {
      root = folder.resolve("root");
      Shell.run("dpkg-deb", "-x", deb.toString(), root.toString());
    }
    Shell.run(
        "desktop-file-validate",
        root.resolve("usr/share/applications/parlor-client.desktop").toString());
    assertThat(root.resolve("usr/share/icons/hicolor/48x48/apps/parlor-client.png")).exists();

    // The gateway here is the image, by its own launcher.
    Path conf = Files.writeString(folder.resolve("gateway.conf"), FOR_A_TEST);
    try (Running gateway =
            Running.start(
                folder,
                Map.of(),
                List.of(MADE + "/parlor-gateway/bin/parlor-gateway", "--config", conf.toString()));
        Talker bob = Talker.inLobby(gateway.chatPort(), "bob", folder.resolve("openssl"))) {
      bob.until("\"joined\"");
      talkBy(root.resolve("usr/bin/parlor-client"), gateway.chatPort(), bob);
    }

    if (Shell.isRoot()) {
      Shell.run("dpkg", "--purge", "parlor-client");
      clientIsOurs = false;
      assertThat(Path.of("/usr/lib/parlor-client")).doesNotExist();
    }
  }

  /** Through the window, by keys: log in, accept the key, write, send. */
  private void talkBy(Path client, int port, Talker bob) throws Exception {
    Map<String, String> home =
        Map.of(
            "HOME",
            folder.toString(),
            "LANG",
            "C.UTF-8",
            "JAVA_TOOL_OPTIONS",
            "-Duser.home=" + folder);
    try (Running window =
        Running.start(
            folder,
            home,
            List.of(client.toString(), "--server", "127.0.0.1:" + port, "--nickname", "ada"))) {
      awaitWindow("Parlor");
      report("the client's window was there", window);
      press("Return");
      awaitWindow("A server you do not know yet");
      // From what is safe to what was compared.
      press("Tab");
      press("space");
      bob.until("ada");
      Shell.run("xdotool", "type", "--delay", "20", "by-the-package");
      press("ctrl+Return");
      assertThat(bob.until("by-the-package")).contains("\"ada\"");
    }
  }

  private static void awaitWindow(String title) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Shell.succeeds("xdotool", "search", "--onlyvisible", "--name", title));
  }

  private static void press(String key) {
    Shell.run("xdotool", "key", key);
  }

  @Test
  void theZipStartsWithAnyJdk() throws Exception {
    Shell.run("unzip", "-q", made("parlor-", ".zip").toString(), "-d", folder.toString());
    Path top = only(folder, "parlor-", "");
    Path conf = top.resolve("application.conf");
    Files.writeString(conf, Files.readString(conf) + FOR_A_TEST);
    Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
    try (Running gateway =
            Running.start(folder, java, List.of(top.resolve("bin/parlor-gateway").toString()));
        Talker ada = Talker.inLobby(gateway.chatPort(), "ada", folder.resolve("openssl"))) {
      report("the zip's gateway was ready", gateway);
      ada.say("from-the-zip");
    }
    try (Running client =
        Running.start(
            folder, java, List.of(top.resolve("bin/parlor-client").toString(), "--version"))) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(client.printed()).startsWith("parlor-client "));
    }
  }

  @Test
  void everyTimeInTheZipIsTheBuilds() throws Exception {
    Instant stamp = Instant.parse(outputTimestamp());
    try (ZipFile zip = new ZipFile(made("parlor-", ".zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getTime).map(Instant::ofEpochMilli).distinct())
          .hasSize(1)
          .allMatch(time -> Duration.between(time, stamp).abs().compareTo(Duration.ofDays(1)) < 0);
    }
  }

  @Test
  void whatIsInsideIsListedWithItsLicences() throws Exception {
    Shell.run("dpkg-deb", "-x", made("parlor-gateway", ".deb").toString(), folder.toString());
    Path docs = folder.resolve("usr/share/doc/parlor-gateway");
    JsonNode bom = new ObjectMapper().readTree(docs.resolve("bom.json").toFile());

    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    try (Stream<Path> jars = Files.list(folder.resolve("usr/lib/parlor-gateway/lib/app"))) {
      List<String> listed =
          Stream.of(bom.path("components"))
              .flatMap(
                  components ->
                      Stream.iterate(0, i -> i < components.size(), i -> i + 1)
                          .map(components::get))
              .map(c -> c.path("name").asText() + "-" + c.path("version").asText())
              .toList();
      assertThat(
              jars.map(jar -> jar.getFileName().toString())
                  .filter(name -> name.endsWith(".jar") && !name.startsWith("gateway-")))
          .isNotEmpty()
          .allMatch(
              name -> listed.stream().anyMatch(name::startsWith), "is in the bill of materials");
    }
    assertThat(docs.resolve("THIRD-PARTY.txt")).content().contains("akka-actor", "Apache-2.0");
  }

  private static String outputTimestamp() {
    return Texts.of("pom.xml").replaceAll("(?s).*<project.build.outputTimestamp>(.*?)</.*", "$1");
  }

  /** The command of systemd's unit. */
  private static List<String> commandOf(Path unit) throws IOException {
    return List.of(
        Files.readString(unit).replaceAll("(?s).*\nExecStart=(.*?)\n.*", "$1").split(" "));
  }

  private static void install(Path deb) {
    Shell.run(
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
        deb.toString());
  }

  /** The same with a higher version. */
  private Path newer(Path deb) throws IOException {
    Path tree = folder.resolve("newer");
    Shell.run("dpkg-deb", "-R", deb.toString(), tree.toString());
    Path control = tree.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceFirst("(?m)^(Version: .*)$", "$1+1"));
    Path packed = folder.resolve("newer.deb");
    Shell.run("dpkg-deb", "-Znone", "--root-owner-group", "-b", tree.toString(), packed.toString());
    return packed;
  }

  private static void refuseIfInstalled(String name) {
    assertThat(Shell.succeeds("dpkg", "-s", name))
        .as("%s is installed here, and this test would purge it", name)
        .isFalse();
  }

  private static String owner(Path file) {
    return Shell.run("stat", "-c", "%U:%G", file.toString()).strip();
  }

  private static void report(String what, Running running) {
    System.out.println(what + " after " + running.milliseconds() + " ms");
  }

  private static Path made(String begin, String end) throws IOException {
    assertThat(MADE).as("run \"make package\" first").isDirectory();
    return only(MADE, begin, end);
  }

  private static Path only(Path where, String begin, String end) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .reduce(
              (a, b) -> {
                throw new AssertionError("Both " + a + " and " + b);
              })
          .orElseThrow();
    }
  }
}
