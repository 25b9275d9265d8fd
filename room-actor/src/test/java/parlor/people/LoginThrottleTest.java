package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final LoginThrottle throttle = new LoginThrottle(3);

  @Test
  void theFirstFailuresCostNothingTheNextTwiceAsMuchEach() {
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.waitMs(0)).isZero();
      throttle.failed(0);
    }
    assertThat(throttle.waitMs(0)).isEqualTo(1_000);
    assertThat(throttle.waitMs(999)).isEqualTo(1);
    assertThat(throttle.waitMs(1_000)).isZero();
    throttle.failed(1_000);
    assertThat(throttle.waitMs(1_000)).isEqualTo(2_000);
    for (int i = 0; i < 100; i++) {
      throttle.failed(1_000);
    }
    assertThat(throttle.waitMs(1_000)).isEqualTo(300_000);
  }

  @Test
  void whoKnowsThePasswordOrLeavesItIsForgiven() {
    for (int i = 0; i < 5; i++) {
      throttle.failed(0);
    }
    assertThat(throttle.isForgiven(0)).isFalse();
    throttle.succeeded();
    assertThat(throttle.waitMs(0)).isZero();
    for (int i = 0; i < 5; i++) {
      throttle.failed(0);
    }

    assertThat(throttle.isForgiven(900_001)).isTrue();
    assertThat(throttle.waitMs(900_001)).isZero();
  }
}
