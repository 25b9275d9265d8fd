package parlor.gateway;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway in this process, on a free port. */
final class TestGateway implements AutoCloseable {
  private final ActorSystem<Guardian.Command> system;
  private final int port;

  private TestGateway(ActorSystem<Guardian.Command> system, int port) {
    this.system = system;
    this.port = port;
  }

  /**
   * Starts one with these settings under {@code parlor}, without a robot and rates unless named.
   */
  static TestGateway start(String settings) {
    Config operators =
        ConfigFactory.parseString(
                "parlor { %s }\nakka.coordinated-shutdown.exit-jvm = off\nakka.cluster.jmx.multi-mbeans-in-same-jvm = on"
                    .formatted(settings))
            .withFallback(
                ConfigFactory.parseString(
                    "parlor { tcp { interface = 127.0.0.1, port = 0 }, robot.provider = none, limits.rates = off }"));
    Config config = Configuration.load(operators);
    GatewaySettings read = GatewaySettings.of(config, "test");
    var ready = new CompletableFuture<InetSocketAddress>();
    ActorSystem<Guardian.Command> system =
        ActorSystem.create(
            Guardian.create(read, ready),
            "parlor",
            Configuration.ofCluster(read.cluster()).withFallback(config));
    try {
      return new TestGateway(system, ready.get(30, TimeUnit.SECONDS).getPort());
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      system.terminate();
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  /** {@code host:port} for another gateway's seed nodes. */
  String clusterAddress() {
    var address = Cluster.get(system).selfMember().address();
    return address.getHost().get() + ":" + address.port().get();
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
