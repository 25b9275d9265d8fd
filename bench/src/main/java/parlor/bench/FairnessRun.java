package parlor.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Quiet rooms beside a loud one, each crowd on a thread of its own: does the loud one make the
 * others wait?
 */
final class FairnessRun {
  private static final Duration STEP = Duration.ofMillis(100);

  private FairnessRun() {}

  static Map<Figure, Double> measure(Server server, Shape quietShape, Plan plan)
      throws IOException, InterruptedException {
    Shape loudShape = Scenario.A.shape();
    try (Crowd loud = new Crowd(server.target(), loudShape, "x");
        Crowd quiet = new Crowd(server.target(), quietShape, "y")) {
      loud.join(Plan.JOINING);
      quiet.join(Plan.JOINING);
      // Both, so that the server's compiler knows them when the quiet ones are measured alone.
      beside(loud, quiet, plan.warmUp());
      loud.settle(Plan.SETTLING);
      Latency.Quantiles alone = quantiles(quiet, plan.measured());
      Latency.Quantiles beside = beside(loud, quiet, plan.measured());
      quiet.settle(Plan.SETTLING);
      loud.settle(Plan.SETTLING);
      return new Figures()
          .put(Figure.ALONE_P99_MS, alone.p99())
          .put(Figure.BESIDE_P99_MS, beside.p99())
          .put(Figure.TIMES, beside.p99() / alone.p99())
          .put(Figure.MAX_MS, beside.max())
          .put(Figure.READY_SECONDS, server.readySeconds())
          .faults(quiet.account().faults())
          .faults(loud.account().faults())
          .values();
    }
  }

  /** How the quiet ones fare while the loud ones talk. */
  private static Latency.Quantiles beside(Crowd loud, Crowd quiet, Duration time)
      throws IOException, InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> talking =
          other.submit(
              () -> {
                while (!over.get()) {
                  loud.talk(STEP);
                }
                return null;
              });
      try {
        return quantiles(quiet, time);
      } finally {
        over.set(true);
        talking.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The loud room has failed", e);
    }
  }

  private static Latency.Quantiles quantiles(Crowd quiet, Duration time) throws IOException {
    quiet.account().beginMeasuring();
    quiet.talk(time);
    quiet.account().endMeasuring();
    return quiet.account().latency().quantiles();
  }
}
