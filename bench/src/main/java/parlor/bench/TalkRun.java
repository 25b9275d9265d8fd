package parlor.bench;

import java.io.IOException;
import java.util.Map;

/** A crowd talks: what does a delivery cost, how long does it take, does each arrive? */
final class TalkRun {
  private TalkRun() {}

  static Map<Figure, Double> measure(Server server, Shape shape, Plan plan) throws IOException {
    try (Crowd crowd = new Crowd(server.target(), shape, "a")) {
      crowd.join(Plan.JOINING);
      crowd.hearArrivals(Plan.JOINING);
      crowd.talk(plan.warmUp());
      Usage before = Usage.of(server.pid());
      crowd.account().beginMeasuring();
      crowd.talk(plan.measured());
      crowd.account().endMeasuring();
      Usage used = Usage.of(server.pid()).since(before);
      double residentMiB = Usage.residentBytes(server.pid()) / 1048576.0;
      crowd.settle(Plan.SETTLING);
      return figures(crowd.account(), shape, used)
          .put(Figure.RSS_MIB, residentMiB)
          .put(Figure.READY_SECONDS, server.readySeconds())
          .values();
    }
  }

  private static Figures figures(Account account, Shape shape, Usage used) {
    double deliveries = (double) account.measuredDeliveries();
    Latency.Quantiles raw = account.latency().quantiles();
    Latency.Quantiles latency = latency(account, shape, used.seconds());
    return new Figures()
        .put(Figure.DELIVERIES_PER_SECOND, deliveries / used.seconds())
        .put(Figure.CPU_MICROS, used.server() * 1e6 / deliveries)
        .put(Figure.P50_MS, latency.p50())
        .put(Figure.P99_MS, latency.p99())
        .put(Figure.MAX_MS, latency.max())
        .put(Figure.RAW_P99_MS, raw.p99())
        .put(Figure.LOAD_CPU_MICROS, used.own() * 1e6 / deliveries)
        .put(Figure.OTHER_CPUS, used.others() / used.seconds())
        .faults(account.faults());
  }

  /** In a closed loop each place in a window sends its next message when the last has arrived. */
  private static Latency.Quantiles latency(Account account, Shape shape, double seconds) {
    if (shape.isOpenLoop()) {
      return account.latency().quantiles();
    }
    double places = (double) shape.allSenders() * shape.window();
    return account.latency().corrected((long) (seconds * 1e9 * places / account.measuredSaid()));
  }
}
