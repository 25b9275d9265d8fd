package parlor.gateway.ops;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.util.ByteString;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /metrics}: every meter of this process, as Prometheus reads them. */
public final class MetricsDoor extends AllDirectives {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsDoor.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private MetricsDoor() {}

  /**
   * Opens the door. What is counted from now on is shown there.
   *
   * @param at port 0 for any that is free
   * @return the binding; fails if the address is in use
   */
  public static CompletionStage<ServerBinding> open(ActorSystem<?> system, InetSocketAddress at) {
    MetricsDoor door = new MetricsDoor();
    Metrics.addRegistry(door.registry);
    new JvmMemoryMetrics().bindTo(door.registry);
    new ProcessorMetrics().bindTo(door.registry);
    new FileDescriptorMetrics().bindTo(door.registry);
    door.collections.bindTo(door.registry);
    system.getWhenTerminated().thenRun(door::close);
    return Http.get(system)
        .newServerAt(at.getHostString(), at.getPort())
        .bind(door.routes())
        .thenApply(
            binding -> {
              LOG.info(
                  "Metrics are at http://{}:{}/metrics",
                  at.getHostString(),
                  binding.localAddress().getPort());
              return binding;
            });
  }

  private Route routes() {
    return path("metrics", () -> get(() -> complete(scraped())));
  }

  private HttpResponse scraped() {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(registry.scrape())));
  }

  private void close() {
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }
}
