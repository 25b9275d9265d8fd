package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parlor.store.PostgresServer;

/**
 * Measures what a delivery costs when the members of a room are spread evenly over one, two and
 * three gateways, and what crosses between these. Run by {@code make scale} only; {@code
 * -Dscale.messages=20000}, {@code -Dscale.members=10000} for how many come at once.
 */
class Scale {
  private static final int MESSAGES = Integer.getInteger("scale.messages", 20_000);
  private static final int STORM = Integer.getInteger("scale.members", 10_000);
  private static final int ON_THEIR_WAY = 64;

  /** A multiple of each number of speakers. */
  private static final int AT_ONCE = 600;

  private static final String ROOM = "plaza";
  private static final String TEXT = "x".repeat(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  /** What all gateways together have done. */
  private record Books(double cpuMs, double crossings, double bytes, double allBytes) {
    Books since(Books before) {
      return new Books(
          cpuMs - before.cpuMs,
          crossings - before.crossings,
          bytes - before.bytes,
          allBytes - before.allBytes);
    }
  }

  private GatewayNodes start(PostgresServer postgres, int count) throws IOException {
    String settings = "database.url = \"%s\"".formatted(postgres.newDatabase("scale"));
    GatewayNodes nodes = GatewayNodes.prepare(folder, count, settings);
    nodes.options(List.of("-Xmx512m"));
    for (int node = 0; node < count; node++) {
      nodes.configure(node, "metrics.port = " + nodes.sparePort(node));
      nodes.append(
          node, "akka.remote.artery.advanced.instruments = [\"parlor.gateway.CrossingBytes\"]");
      nodes.launch(node);
    }
    for (int node = 0; node < count; node++) {
      nodes.awaitReady(node);
    }
    return nodes;
  }

  private Books books(GatewayNodes nodes, int count) throws IOException, InterruptedException {
    double cpuMs = 0;
    double crossings = 0;
    double bytes = 0;
    double allBytes = 0;
    for (int node = 0; node < count; node++) {
      cpuMs += nodes.cpu(node).toMillis();
      String metrics = metrics(nodes.sparePort(node));
      crossings += sum(metrics, "parlor_crossings_total");
      bytes += sum(metrics, "parlor_crossings_bytes_total");
      allBytes += sum(metrics, "parlor_crossings_all_bytes_total");
    }
    return new Books(cpuMs, crossings, bytes, allBytes);
  }

  private String metrics(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"1, 90", "2, 90", "3, 90", "1, 900", "2, 900", "3, 900"})
  void aDelivery(int count, int members) throws Exception {
    try (PostgresServer postgres = PostgresServer.create();
        GatewayNodes nodes = start(postgres, count);
        Audience audience = new Audience(ROOM)) {
      for (int i = 0; i < members; i++) {
        audience.add(nodes.port(i % count), "member-" + i);
      }
      await(() -> audience.joined() == members && audience.silentMs() > 1_500);
      List<Speaker> speakers = new ArrayList<>();
      for (int node = 0; node < count; node++) {
        speakers.add(new Speaker(nodes.port(node), "speaker-" + node));
      }
      await(() -> audience.silentMs() > 1_500);
      // As many for each, whatever their number.
      int messages = MESSAGES * 90 / members / count * count;
      speakHeard(speakers, messages, audience, members);
      await(() -> audience.silentMs() > 1_000);
      Books before = books(nodes, count);
      long lines = audience.lines();
      long began = System.nanoTime();
      speakHeard(speakers, messages, audience, members);
      long deliveries = (long) members * messages;
      double seconds = (System.nanoTime() - began) / 1e9;
      Books spent = books(nodes, count).since(before);
      speakers.forEach(Speaker::close);

      System.out.printf(
          Locale.ROOT,
          "scale: %d nodes, %d members, %d messages: %.0f deliveries/s, %.2f us of all gateways'"
              + " CPU each; per message %.2f crossings, %.0f bytes, with what Akka says %.0f%n",
          count,
          members,
          messages,
          deliveries / seconds,
          spent.cpuMs * 1000 / ((double) (members + count) * messages),
          spent.crossings / messages,
          spent.bytes / messages,
          spent.allBytes / messages);
      assertThat(audience.lines() - lines).isEqualTo(deliveries);
    }
  }

  /** Goes on when the audience has heard what was said: that it is stored is told before. */
  private static void speakHeard(
      List<Speaker> speakers, int messages, Audience audience, int members) throws Exception {
    long lines = audience.lines();
    for (int said = 0; said < messages; ) {
      int some = Math.min(AT_ONCE, messages - said);
      speak(speakers, some);
      said += some;
      long deliveries = (long) members * said;
      await(() -> audience.lines() - lines >= deliveries);
    }
  }

  /** All at once, each with its share of the messages and of what may be on its way. */
  private static void speak(List<Speaker> speakers, int messages) throws Exception {
    List<Thread> talking =
        speakers.stream()
            .map(
                speaker ->
                    Thread.ofPlatform()
                        .start(
                            () ->
                                speaker.speak(
                                    messages / speakers.size(), ON_THEIR_WAY / speakers.size())))
            .toList();
    for (Thread thread : talking) {
      thread.join();
    }
  }

  /** Says one thing after the other, some of them at once. */
  private static final class Speaker implements AutoCloseable {
    private final TestClient client;
    private int said;

    Speaker(int port, String nickname) {
      client = TestClient.as(port, nickname);
      client.join(ROOM);
    }

    void speak(int messages, int onTheirWay) {
      int last = said + messages;
      int answered = said;
      while (answered < last) {
        while (said < last && said - answered < onTheirWay) {
          client.send(
              "{'type':'say','id':'say-%d','room':'%s','text':'%s'}".formatted(said, ROOM, TEXT));
          said++;
        }
        JsonNode frame = client.next();
        if (frame.path("re").asText().startsWith("say-")) {
          assertThat(frame.path("type").asText()).isEqualTo("said");
          answered++;
        }
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void aStorm() throws Exception {
    int count = 3;
    try (PostgresServer postgres = PostgresServer.create();
        GatewayNodes nodes = start(postgres, count);
        Audience audience = new Audience(ROOM);
        TestClient speaker = TestClient.as(nodes.port(0), "speaker")) {
      speaker.join(ROOM);
      long began = System.nanoTime();
      for (int i = 0; i < STORM; i++) {
        audience.add(nodes.port(i % count), "member-" + i);
      }
      await(() -> audience.joined() == STORM);
      double joined = (System.nanoTime() - began) / 1e9;
      JsonNode again = speaker.expect(frame -> frame.path("memberCount").asInt() == STORM + 1);
      double told = (System.nanoTime() - began) / 1e9;
      await(() -> audience.silentMs() > 2_000);
      long lines = audience.lines();
      speaker.send("{'type':'say','id':'s','room':'%s','text':'hello all'}".formatted(ROOM));
      long asked = System.nanoTime();
      await(() -> audience.lines() - lines >= STORM);
      System.out.printf(
          Locale.ROOT,
          "scale: %d have joined over %d gateways in %.1f s, the first one was told of all (%s)"
              + " after %.1f s; a message reached all in %d ms%n",
          STORM,
          count,
          joined,
          again.path("type").asText(),
          told,
          (System.nanoTime() - asked) / 1_000_000);
    }
  }

  private static void await(Callable<Boolean> done) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(done);
  }
}
