package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as an operator starts and ends it. */
class ProcessTest {
  private static final Pattern READY =
      Pattern.compile(
          "^parlor ready: chat tcp\\+tls://127\\.0\\.0\\.1:(\\d+), https://127\\.0\\.0\\.1:\\d+$",
          Pattern.MULTILINE);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void killThem() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void itSaysWhatItListensOnOnceAndEndsInOrder() throws Exception {
    Process gateway = start("tcp { interface = 127.0.0.1, port = 0 }");
    int port = readyPort();
    TestClient client = TestClient.encrypted(port);
    client.hello("ada");
    client.join("lobby");
    client.say("s", "acknowledged");
    client.expectRe("s");
    gateway.destroy();

    assertThat(client.expect("moving").path("addresses")).isEmpty();
    assertThat(client.isClosed()).isTrue();
    assertThat(gateway.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(out().lines())
        .filteredOn(line -> line.startsWith("parlor ready: chat tcp+tls://127.0.0.1:"))
        .hasSize(1);
    assertThat(out()).containsPattern("in five words +(\\w{5}\\s){5}").contains("SHA-256");
    assertThat(err()).doesNotContain("WARN", "ERROR");
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = "amd64",
      disabledReason = "For other systems there is no BoringSSL in the program")
  void whereThereIsBoringSslItEncrypts() throws Exception {
    start("tcp { interface = 127.0.0.1, port = 0 }");
    readyPort();
    assertThat(err()).doesNotContain("TLS is done by Java");
  }

  @Test
  void whereThereIsNoBoringSslJavaEncryptsAndTheLogSaysSo() throws Exception {
    String config = onThisComputer("tcp { interface = 127.0.0.1, port = 0 }");
    program(
        GatewayCommand.of(List.of("-Dio.netty.handler.ssl.noOpenSsl=true"), "--config", config));
    try (TestClient client = TestClient.encrypted(readyPort())) {
      client.hello("ada");
      assertThat(client.join("lobby").path("type").asText()).isEqualTo("joined");
    }
    assertThat(err()).contains("TLS is done by Java");
  }

  @Test
  void aSecondOneOnTheSamePortSaysSoAndWhatToDo() throws Exception {
    start("tcp { interface = 127.0.0.1, port = 0 }");
    int port = readyPort();
    Process second = start("tcp { interface = 127.0.0.1, port = " + port + " }");

    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(err())
        .startsWith("Address already in use: 127.0.0.1:" + port + "\n")
        .contains("parlor.tcp.port")
        .doesNotContain("Exception", "\tat ");
    assertThat(out()).isEmpty();
  }

  @Test
  void thePortForMetricsThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process gateway =
          start("tcp { interface = 127.0.0.1, port = 0 }, metrics.port = " + taken.getLocalPort());

      assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.exitValue()).isEqualTo(1);
      assertThat(err())
          .startsWith("Address already in use: 127.0.0.1:" + taken.getLocalPort() + "\n")
          .contains("parlor.metrics.port");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          tcp.port = 70000              → parlor.tcp.port → between 0 and 65535
          tcp.port = many               → parlor.tcp.port → NUMBER
          tcp.tls = maybe               → parlor.tcp.tls → BOOLEAN
          tls.certificate = nowhere.pem → parlor.tls.key → is missing
          tls.keystore = nowhere.p12    → nowhere.p12 → Cannot read
          'tls { certificate = nowhere.pem, key = k }' → nowhere → Cannot read
          'tls { certificate = gateway.conf, key = gateway.conf }' → gateway.conf → certificate
          'tls { keystore = gateway.conf, keystore-password = x }' → gateway.conf → password
          tcp.prot = 7420               → parlor.tcp.prot → no such setting
          limits.resume = -1s           → parlor.limits.resume → must be
          limits.frame-bytes = 3        → parlor.limits.frame-bytes → must be
          robot.provider = hal          → parlor.robot.provider → embedded, openai
          robot.provider = turing       → parlor.robot.api-key → PARLOR_ROBOT_KEY
          robot.provider = openai       → parlor.robot.api-key → PARLOR_ROBOT_KEY
          database.url = "jdbc:x"       → parlor.database.url → postgresql
          cluster.seed-nodes = [nobody] → parlor.cluster.seed-nodes → host:port
          'cluster.seed-nodes = ["h:1"]' → parlor.cluster.seed-nodes → (SQLite) belongs to one gateway alone
          'database.url = "jdbc:postgresql://h/p", history.store = memory, cluster.seed-nodes = ["h:1"]' → parlor.cluster.seed-nodes → memory is for one alone
          'cluster.bootstrap = kubernetes' → parlor.cluster.bootstrap → database.url
          'database.url = "jdbc:postgresql://h/p", cluster.bootstrap = kubernetes' → parlor.cluster.min-nodes → most of the replicas
          history.store = tape          → parlor.history.store → database, memory
          """)
  void aWrongValueIsRefusedByItsKeyAndTheReason(String setting, String key, String reason)
      throws Exception {
    Process gateway = start(setting);

    assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isEqualTo(1);
    assertThat(err()).contains(key, reason).doesNotContain("\tat ");
    assertThat(out()).isEmpty();
  }

  @Test
  void aSecondOneOnTheSameDataSaysSoAndWhatToDo() throws Exception {
    start("tcp { interface = 127.0.0.1, port = 0 }");
    readyPort();
    Process second = start("tcp { interface = 127.0.0.1, port = 0 }");

    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(err())
        .contains("is in use by another gateway", "parlor.data-dir")
        .doesNotContain("Exception", "\tat ");
    assertThat(out()).isEmpty();
  }

  @Test
  void aDatabaseThatCannotBeReachedIsSaid() throws Exception {
    Process gateway =
        start("tcp.port = 0, database.url = \"jdbc:postgresql://127.0.0.1:1/parlor?user=parlor\"");

    assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isEqualTo(1);
    assertThat(err()).contains("Cannot prepare the database", "127.0.0.1:1");
    assertThat(out()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereOrNotHoconIsRefused() throws Exception {
    assertThat(run("--config", folder.resolve("nowhere.conf").toString())).isEqualTo(1);
    assertThat(err()).contains("Cannot read", "nowhere.conf").doesNotContain("\tat ");
    assertThat(run("--config", write("parlor {")).intValue()).isEqualTo(1);
    assertThat(err()).contains("gateway.conf").doesNotContain("\tat ");
  }

  @Test
  void helpAndVersionAreAsPeopleExpect() throws Exception {
    assertThat(run("--help")).isZero();
    assertThat(out()).startsWith("Usage: parlor-gateway").contains("--config FILE");
    assertThat(run("--version")).isZero();
    assertThat(out()).matches("parlor-gateway \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(run("--frobnicate")).isEqualTo(2);
    assertThat(err()).startsWith("parlor-gateway: unknown option --frobnicate\nUsage:");
  }

  @Test
  void aBackupIsMadeWhileItRunsAndRestoredWhileItDoesNot() throws Exception {
    Process gateway = start("tcp { interface = 127.0.0.1, port = 0 }");
    TestClient ada = TestClient.encrypted(readyPort());
    ada.hello("ada");
    String epoch = ada.join("lobby").path("epoch").asText();
    ada.say("a", "kept");
    ada.expectRe("a");
    String backup = folder.resolve("backup.db").toString();
    String config = folder.resolve("gateway.conf").toString();
    assertThat(run("backup", backup, "--config", config)).isZero();
    assertThat(out()).contains("copied to " + backup);
    assertThat(run("backup", backup, "--config", config)).isEqualTo(1);
    assertThat(err()).contains("exists already").doesNotContain("\tat ");
    ada.say("b", "said after the backup");
    ada.expectRe("b");
    assertThat(run("restore", backup, "--config", config)).isEqualTo(1);
    assertThat(err()).contains("in use by another gateway").doesNotContain("\tat ");
    gateway.destroy();
    gateway.waitFor();

    assertThat(run("restore", config, "--config", config)).isEqualTo(1);
    assertThat(err()).contains("is not a backup").doesNotContain("\tat ");
    assertThat(run("restore", backup, "--config", config)).isZero();
    assertThat(out()).contains("Restored", "before-restore-");
    start("tcp { interface = 127.0.0.1, port = 0 }");
    TestClient bob = TestClient.encrypted(readyPort());
    bob.hello("bob");
    bob.send("{'type':'join','id':'j','room':'lobby','after':2,'epoch':'" + epoch + "'}");
    JsonNode joined = bob.expectRe("j");
    assertThat(joined.path("epoch").asText()).isNotEqualTo(epoch);
    assertThat(joined.path("messages").findValuesAsText("text")).containsExactly("kept");
  }

  @Test
  void anOperatorGivesAnAccountANewPassword() throws Exception {
    start("tcp { interface = 127.0.0.1, port = 0 }");
    int port = readyPort();
    TestClient ada = TestClient.encrypted(port);
    ada.hello("Ada");
    ada.send("{'type':'register','id':'r','password':'forgotten one'}");
    ada.expectRe("r");
    String config = folder.resolve("gateway.conf").toString();
    assertThat(run("account", "bob", "--config", config)).isEqualTo(1);
    assertThat(err()).contains("Nobody has an account by that name");
    assertThat(run("account", "ada", "--config", config)).isZero();
    assertThat(out()).matches("The password of Ada is now \\S{16}\n");
    String password = out().strip().replaceAll(".* ", "");

    TestClient again = TestClient.encrypted(port);
    again.send(
        "{'type':'hello','id':'h','protocol':1,'nickname':'ada','password':'" + password + "'}");
    assertThat(again.expectRe("h").path("type").asText()).isEqualTo("welcome");
    // Whoever was logged in by the old one is so no more, without any doing.
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(ada::isClosed);
    assertThat(again.sync()).isEmpty();
  }

  private Process start(String settings) throws IOException {
    return program("--config", onThisComputer(settings));
  }

  private String onThisComputer(String settings) throws IOException {
    return write("parlor { http { interface = 127.0.0.1, port = 0 }, " + settings + " }");
  }

  private String write(String config) throws IOException {
    Path file = folder.resolve("gateway.conf");
    Files.writeString(file, config);
    return file.toString();
  }

  private Integer run(String... arguments) throws IOException, InterruptedException {
    Process program = program(arguments);
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return program.exitValue();
  }

  private Process program(String... arguments) throws IOException {
    return program(GatewayCommand.of(arguments));
  }

  private Process program(List<String> command) throws IOException {
    Files.deleteIfExists(folder.resolve("out"));
    Files.deleteIfExists(folder.resolve("err"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private int readyPort() throws IOException {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> READY.matcher(out()).find());
    Matcher ready = READY.matcher(out());
    assertThat(ready.find()).isTrue();
    return Integer.parseInt(ready.group(1));
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }
}
