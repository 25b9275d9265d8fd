package parlor.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SafeHeadersTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final AtomicBoolean TRUSTED = new AtomicBoolean();
  private static ServerBinding server;

  @BeforeAll
  static void start() throws Exception {
    var headers = new SafeHeaders(new Origins(List.of("https://named.example")), TRUSTED::get);
    server =
        Http.get(KIT.system())
            .newServerAt("127.0.0.1", 0)
            .bind(headers.around(Directives.complete("ok")))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static HttpHeaders answer(String origin) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.localAddress().getPort() + "/");
      return http.send(
              HttpRequest.newBuilder(uri).header("Origin", origin).build(),
              HttpResponse.BodyHandlers.discarding())
          .headers();
    }
  }

  /** Whoever trusts a key that signs itself must be able to come back when it is another one. */
  @Test
  void browsersAreToldToComeEncryptedOnlyWhereEverybodyTrustsTheCertificate() throws Exception {
    TRUSTED.set(false);
    assertThat(answer("https://x.example").firstValue("Strict-Transport-Security")).isEmpty();
    TRUSTED.set(true);
    assertThat(answer("https://x.example").firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  @Test
  void onlyPagesThatAreNamedMayAsk() throws Exception {
    assertThat(answer("https://named.example").firstValue("Access-Control-Allow-Origin"))
        .contains("https://named.example");
    assertThat(answer("https://named.example.evil").firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
    assertThat(answer("https://x.example").firstValue("X-Content-Type-Options"))
        .contains("nosniff");
  }
}
