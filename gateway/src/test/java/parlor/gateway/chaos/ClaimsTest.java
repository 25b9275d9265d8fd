package parlor.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two holders of one nickname are found, and nothing else is taken for that. */
class ClaimsTest {
  private final Claims claims = new Claims();

  @Test
  void oneAfterTheOtherIsFine() {
    held("n", "a", 0, 10);
    held("n", "b", 10, 20);

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void whoResumesOverlapsOnlyWithOneself() {
    held("n", "a", 0, 10);
    held("n", "a", 5, 20);

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void othersMayHoldOtherNicknames() {
    held("n", "a", 0, 10);
    held("m", "b", 5, 20);

    assertThat(claims.overlaps()).isEmpty();
  }

  @Test
  void twoHoldersAreFoundHoweverLongAfterTheFirstBegan() {
    held("n", "a", 0, 100);
    held("n", "a", 10, 20);
    held("n", "b", 90, 110);

    assertThat(claims.overlaps()).hasSize(1);
  }

  @Test
  void byeEndsTheTimeToResumeToo() {
    held("n", "a", 0, 100);
    claims.held(new Claims.Hold("n", "a", 1, 10, 20, true));
    held("n", "b", 20, 30);

    assertThat(claims.overlaps()).isEmpty();
  }

  private void held(String nickname, String person, long from, long until) {
    claims.held(new Claims.Hold(nickname, person, 1, from, until, false));
  }
}
