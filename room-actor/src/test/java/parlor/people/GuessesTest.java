package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessesTest {
  private final Guesses guesses = new Guesses(5, 30);

  @Test
  void whoFailsFromOneAddressWaitsThereAndNobodyElse() {
    for (int i = 0; i < 5; i++) {
      assertThat(guesses.waitMs("a", 0)).isZero();
      guesses.failed("a", 0);
    }

    assertThat(guesses.waitMs("a", 0)).isEqualTo(1_000);
    assertThat(guesses.waitMs("b", 0)).isZero();
    assertThat(guesses.delayMs("b", 0)).isZero();
  }

  @Test
  void failuresFromEverywhereMakeEachAttemptTakeAWhileButNotThoseOfTheOwnersAddress() {
    guesses.succeeded("home");
    for (int i = 0; i < 30; i++) {
      guesses.failed("a" + i, 0);
    }
    assertThat(guesses.delayMs("elsewhere", 0)).isEqualTo(50);
    for (int i = 0; i < 2_000; i++) {
      guesses.failed("b" + i, 0);
    }

    assertThat(guesses.delayMs("elsewhere", 0)).isEqualTo(1_000);
    assertThat(guesses.waitMs("elsewhere", 0)).isZero();
    assertThat(guesses.delayMs("home", 0)).isZero();
    assertThat(guesses.isForgiven(900_000)).isFalse();
    assertThat(guesses.isForgiven(900_001)).isTrue();
    assertThat(guesses.delayMs("elsewhere", 900_001)).isZero();
  }
}
