package parlor.bench;

import org.HdrHistogram.Histogram;

/** How long deliveries took, to one part in a hundred. */
final class Latency {
  private static final int DIGITS = 2;

  private final Histogram recorded = new Histogram(DIGITS);

  void record(long nanos) {
    recorded.recordValue(Math.max(0, nanos));
  }

  void reset() {
    recorded.reset();
  }

  /** As recorded: right for an open loop, where time runs from when a message was due. */
  Quantiles quantiles() {
    return quantiles(recorded);
  }

  /**
   * Corrected for coordinated omission, for a closed loop: who waits for an answer does not send
   * what others would have sent meanwhile, and these would have waited too. They are added, one for
   * each interval of the wait.
   *
   * @param intervalNanos from one message to the next while nothing stalls
   */
  Quantiles corrected(long intervalNanos) {
    return quantiles(
        intervalNanos > 0 ? recorded.copyCorrectedForCoordinatedOmission(intervalNanos) : recorded);
  }

  private static Quantiles quantiles(Histogram histogram) {
    return new Quantiles(
        histogram.getValueAtPercentile(50) / 1e6,
        histogram.getValueAtPercentile(99) / 1e6,
        histogram.getMaxValue() / 1e6);
  }

  /** In milliseconds. */
  record Quantiles(double p50, double p99, double max) {}
}
