package parlor.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two holders of one nickname are found, and nothing else is taken for that. */
class ClaimsTest {
  private final Claims claims = new Claims();

  @Test
  void oneAfterTheOtherIsFine() {
    claims.held(new Claims.Hold("n", "a", 0, 10));
    claims.held(new Claims.Hold("n", "b", 10, 20));

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void whoResumesOverlapsOnlyWithOneself() {
    claims.held(new Claims.Hold("n", "a", 0, 10));
    claims.held(new Claims.Hold("n", "a", 5, 20));

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void othersMayHoldOtherNicknames() {
    claims.held(new Claims.Hold("n", "a", 0, 10));
    claims.held(new Claims.Hold("m", "b", 5, 20));

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void twoHoldersAreFoundHoweverLongAfterTheFirstBegan() {
    claims.held(new Claims.Hold("n", "a", 0, 100));
    claims.held(new Claims.Hold("n", "a", 10, 20));
    claims.held(new Claims.Hold("n", "b", 90, 110));

    assertThat(claims.overlaps()).hasSize(1);
  }
}
