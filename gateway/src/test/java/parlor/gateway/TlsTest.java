package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsSettings;
import parlor.protocol.KeyFingerprint;

/** Encryption as a client meets it: which versions and ciphers, whose key, what is not answered. */
class TlsTest {
  private static TestGateway gateway;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("tcp.tls = on, http.tls = on, tls.look-again = 100ms");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aWholeConversationIsEncrypted() {
    TestClient ada = TestClient.encrypted(gateway.port());
    TestClient bob = TestClient.encrypted(gateway.port());
    ada.hello("ada");
    bob.hello("bob");
    ada.join("lobby");
    bob.join("lobby");
    ada.say("s", "你好".repeat(2000));
    assertThat(bob.expect("message").path("text").asText()).hasSize(4000);
    ada.send("{'type':'bye'}");
    ada.expect("bye");
    assertThat(ada.isClosed()).isTrue();
    assertThat(bob.expect("member-left").path("nickname").asText()).isEqualTo("ada");
    bob.close();
  }

  /** What openssl's "s_client" would say, asked by its own letters. */
  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
    "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256, true",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false"
  })
  void onlyTls13IsSpoken(String version, String cipher, boolean spoken) throws IOException {
    for (int port : new int[] {gateway.port(), gateway.webPort()}) {
      try (SSLSocket socket = socket(port)) {
        socket.setEnabledProtocols(new String[] {version});
        socket.setEnabledCipherSuites(new String[] {cipher});
        if (spoken) {
          socket.startHandshake();
          assertThat(socket.getSession().getCipherSuite()).isEqualTo(cipher);
        } else {
          assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false"
  })
  void tls12IsSpokenWhereItIsAllowedButNotItsWeakCiphers(String cipher, boolean spoken)
      throws IOException {
    try (TestGateway old = TestGateway.start("tcp.tls = on, tls.tls12 = on");
        SSLSocket socket = socket(old.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipher});
      if (spoken) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      } else {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
    }
  }

  /** What openssl's "s_client" does when an R is typed. */
  @Test
  void whoWantsToBeginAnewInTheMiddleIsCutOff() throws IOException {
    try (TestGateway old = TestGateway.start("tcp.tls = on, http.tls = on, tls.tls12 = on")) {
      for (int port : new int[] {old.port(), old.webPort()}) {
        try (SSLSocket socket = socket(port)) {
          socket.setSoTimeout(10_000);
          socket.setEnabledProtocols(new String[] {"TLSv1.2"});
          socket.startHandshake();
          assertThatThrownBy(
                  () -> {
                    socket.startHandshake();
                    assertThat(socket.getInputStream().read()).isNotNegative();
                  })
              .isInstanceOf(SSLException.class);
        }
      }
    }
  }

  @Test
  void plainTextIsNotAnsweredInPlainText() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.getOutputStream().write("{\"type\":\"ping\"}\n".getBytes(StandardCharsets.UTF_8));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("pong");
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void theKeyIsOneForBothDoorsAndReadableByItsUserAlone() throws IOException {
    assertThat(keyAt(gateway.port())).isEqualTo(keyAt(gateway.webPort()));
    Path key = gateway.data().resolve("tls").resolve("key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  /** The clock goes on, the gateway starts again: another certificate, the same key. */
  @ParameterizedTest
  @ValueSource(ints = {700, 800, 2000})
  void theOwnCertificateIsRenewedForTheSameKey(int days) throws Exception {
    var settings =
        new TlsSettings(new TlsSettings.Own(folder.resolve("own")), false, Duration.ofDays(1));
    Tls first = Tls.open(settings, Clock.systemUTC());
    Instant later = Instant.now().plus(Duration.ofDays(days));
    Tls second = Tls.open(settings, Clock.fixed(later, ZoneOffset.UTC));

    assertThat(second.identity().fingerprint()).isEqualTo(first.identity().fingerprint());
    assertThat(
            second
                .identity()
                .certificateFingerprint()
                .equals(first.identity().certificateFingerprint()))
        .isEqualTo(days == 700);
    assertThat(second.isPubliclyTrusted()).isFalse();
  }

  @Test
  void renewedFilesAreTakenUpAndBadOnesAreNot() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    KeyFingerprint one = make("one", certificate, key);
    try (TestGateway named =
        TestGateway.start(
            "tcp.tls = on, tls { certificate = \"%s\", key = \"%s\", look-again = 100ms }"
                .formatted(certificate, key))) {
      assertThat(keyAt(named.port())).isEqualTo(one);
      TestClient before = TestClient.encrypted(named.port());
      before.hello("before");
      Files.writeString(key, "half a fi");
      KeyFingerprint two = make("two", folder.resolve("new.pem"), folder.resolve("newkey.pem"));
      // Time for several looks; whoever connects meanwhile is served.
      Awaitility.await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(5))
          .until(() -> keyAt(named.port()).equals(one));
      Files.copy(folder.resolve("new.pem"), certificate, REPLACE);
      Files.copy(folder.resolve("newkey.pem"), key, REPLACE);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> keyAt(named.port()).equals(two));
      assertThat(before.join("lobby").path("type").asText()).isEqualTo("joined");
      before.close();
    }
  }

  private static final java.nio.file.CopyOption REPLACE =
      java.nio.file.StandardCopyOption.REPLACE_EXISTING;

  private KeyFingerprint make(String name, Path certificate, Path key) throws Exception {
    Path own = folder.resolve(name);
    Tls made =
        Tls.open(
            new TlsSettings(new TlsSettings.Own(own), false, Duration.ofDays(1)),
            Clock.systemUTC());
    Files.copy(own.resolve("certificate.pem"), certificate, REPLACE);
    Files.copy(own.resolve("key.pem"), key, REPLACE);
    return made.identity().fingerprint();
  }

  @Test
  void browsersAreToldToRunNothingAndOthersPagesMayNotAsk() throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(TestTls.trustingAll()).build()) {
      URI uri = URI.create("https://localhost:" + gateway.webPort() + "/health/live");
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri).header("Origin", "https://evil.example").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(csp -> assertThat(csp).contains("default-src 'none'"));
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
      URI ready = URI.create("https://localhost:" + gateway.webPort() + "/health/ready");
      assertThat(
              http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                  .body())
          .isEqualTo("ready");
    }
  }

  private static SSLSocket socket(int port) throws IOException {
    return (SSLSocket)
        TestTls.trustingAll()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port);
  }

  private static KeyFingerprint keyAt(int port) throws IOException {
    try (SSLSocket socket = socket(port)) {
      socket.startHandshake();
      return Arrays.stream(socket.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .map(own -> KeyFingerprint.of(own.getPublicKey()))
          .findFirst()
          .orElseThrow();
    }
  }
}
