package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  @Test
  void aBurstPassesThenThePaceHolds() {
    var bucket = new TokenBucket(new Rate(3, 2), 0);

    assertThat(bucket.takeOrWait(0)).isZero();
    assertThat(bucket.takeOrWait(0)).isZero();
    assertThat(bucket.takeOrWait(0)).isZero();
    assertThat(bucket.takeOrWait(0)).isEqualTo(500);
    assertThat(bucket.takeOrWait(400)).isEqualTo(100);
    assertThat(bucket.takeOrWait(500)).isZero();
  }

  @Test
  void silenceSavesNoMoreThanABurst() {
    var bucket = new TokenBucket(new Rate(1, 1), 0);

    assertThat(bucket.takeOrWait(1_000_000)).isZero();
    assertThat(bucket.takeOrWait(1_000_000)).isEqualTo(1000);
  }

  @Test
  void withoutARateNothingWaits() {
    var bucket = new TokenBucket(Rate.UNLIMITED, 0);

    for (int i = 0; i < 100_000; i++) {
      assertThat(bucket.takeOrWait(0)).isZero();
    }
  }
}
