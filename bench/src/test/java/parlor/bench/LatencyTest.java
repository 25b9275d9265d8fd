package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final long MILLIS = 1_000_000;

  private final Latency latency = new Latency();

  @Test
  void whatIsRecordedIsToldToOneInAHundred() {
    for (int i = 1; i <= 1000; i++) {
      latency.record(i * MILLIS);
    }

    assertThat(latency.quantiles().p50()).isCloseTo(500, within(5.0));
    assertThat(latency.quantiles().p99()).isCloseTo(990, within(9.9));
    assertThat(latency.quantiles().max()).isCloseTo(1000, within(10.0));
  }

  @Test
  void aStallOfAClosedLoopHidesWhatWouldHaveBeenSentMeanwhile() {
    // 1,000 answers after a millisecond each, and a server that stands still for a second.
    for (int i = 0; i < 1000; i++) {
      latency.record(MILLIS);
    }
    latency.record(1000 * MILLIS);

    assertThat(latency.quantiles().p99()).isCloseTo(1, within(0.01));
    // Half of what should have been sent waited for half a second and more, on the whole a second.
    assertThat(latency.corrected(MILLIS).p99()).isCloseTo(980, within(9.8));
    assertThat(latency.corrected(MILLIS).max()).isCloseTo(1000, within(10.0));
    assertThat(latency.corrected(MILLIS).p50()).isBetween(0.99, 2.02);
  }

  @Test
  void whereNothingStallsThereIsNothingToCorrect() {
    for (int i = 0; i < 1000; i++) {
      latency.record(MILLIS + i);
    }

    assertThat(latency.corrected(MILLIS)).isEqualTo(latency.quantiles());
  }

  @Test
  void beforeAnythingIsRecordedItIsZero() {
    assertThat(latency.corrected(0)).isEqualTo(new Latency.Quantiles(0, 0, 0));
  }

  @Test
  void whatWasBeforeTheMeasuringIsForgotten() {
    latency.record(1000 * MILLIS);
    latency.reset();
    latency.record(MILLIS);

    assertThat(latency.quantiles().max()).isCloseTo(1, within(0.01));
  }
}
