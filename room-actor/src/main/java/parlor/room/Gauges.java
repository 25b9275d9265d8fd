package parlor.room;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.function.ToDoubleFunction;

/** What is shown as it stands: by the newest that shows it, where a process has had several. */
public final class Gauges {
  private Gauges() {}

  /**
   * Shows a number from now on, for as long as somebody else holds what it is read from.
   *
   * @param read called on any thread
   */
  public static <T> void show(String name, T of, ToDoubleFunction<T> read) {
    Gauge earlier = Metrics.globalRegistry.find(name).gauge();
    if (earlier != null) {
      Metrics.globalRegistry.remove(earlier);
    }
    Gauge.builder(name, of, read).register(Metrics.globalRegistry);
  }
}
