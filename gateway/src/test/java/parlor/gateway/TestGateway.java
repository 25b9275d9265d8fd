package parlor.gateway;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsException;

/** A gateway in this process, on a free port, with a database of its own unless it is named. */
final class TestGateway implements AutoCloseable {
  private static final int POOL_AT_MOST = 64;

  private final ActorSystem<Guardian.Command> system;
  private final Doors doors;
  private final Path data;

  private TestGateway(ActorSystem<Guardian.Command> system, Doors doors, Path data) {
    this.system = system;
    this.doors = doors;
    this.data = data;
  }

  /**
   * Starts one with these settings under {@code parlor}, without a robot and rates unless named.
   */
  static TestGateway start(String settings) {
    try {
      return start(settings, Files.createTempDirectory("parlor-gateway"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one on the data of an earlier one. */
  static TestGateway start(String settings, Path data) {
    Config operators =
        ConfigFactory.parseString(
                "parlor { %s }\nakka.coordinated-shutdown.exit-jvm = off\nakka.cluster.jmx.multi-mbeans-in-same-jvm = on"
                    .formatted(settings))
            .withFallback(
                ConfigFactory.parseString(
                    "parlor { tcp { interface = 127.0.0.1, port = 0, tls = off }, http { interface = 127.0.0.1, port = 0, tls = off }, robot.provider = none, limits.rates = off, data-dir = \"%s\" }"
                        .formatted(data)));
    Config config = Configuration.load(operators);
    GatewaySettings read = GatewaySettings.of(config, "test");
    var ready = new CompletableFuture<Doors>();
    ActorSystem<Guardian.Command> system =
        ActorSystem.create(
            Guardian.create(read, tls(read), ready),
            "parlor",
            Configuration.ofCluster(read.cluster()).withFallback(config));
    try {
      return new TestGateway(system, ready.get(30, TimeUnit.SECONDS), data);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      system.terminate();
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Tls tls(GatewaySettings settings) {
    try {
      return settings.tcpTls() || settings.httpTls()
          ? Tls.open(settings.tls(), Clock.systemUTC())
          : null;
    } catch (TlsException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return doors.chat().getPort();
  }

  int webPort() {
    return doors.web().getPort();
  }

  int metricsPort() {
    return doors.metrics().getPort();
  }

  /** What the metrics' door tells now. */
  String metrics() {
    URI uri = URI.create("http://127.0.0.1:" + metricsPort() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives every thread of the pool on which actors live something to do until then. */
  void occupyPoolUntil(CountDownLatch end) {
    for (int i = 0; i < POOL_AT_MOST; i++) {
      system
          .executionContext()
          .execute(
              () -> {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }

  Path data() {
    return data;
  }

  /** {@code host:port} for another gateway's seed nodes. */
  String clusterAddress() {
    var address = Cluster.get(system).selfMember().address();
    return address.getHost().get() + ":" + address.port().get();
  }

  @Override
  public void close() {
    stop();
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in order; its data stay. */
  Path stop() {
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return data;
  }
}
