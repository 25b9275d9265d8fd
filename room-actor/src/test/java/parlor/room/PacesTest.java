package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parlor.people.PersonId;

class PacesTest {
  private static final PersonId ADA = new PersonId("ada");
  private static final PersonId BOB = new PersonId("bob");

  private final Paces paces = new Paces(new Rate(2, 1), 0);

  @Test
  void eachPersonHasAPace() {
    assertThat(paces.takeOrWait(ADA, 0)).isZero();
    assertThat(paces.takeOrWait(ADA, 0)).isZero();
    assertThat(paces.takeOrWait(ADA, 0)).isEqualTo(1000);
    assertThat(paces.takeOrWait(BOB, 0)).isZero();
    assertThat(paces.takeOrWait(ADA, 1000)).isZero();
  }

  @Test
  void whoHasRestedIsForgotten() {
    for (int i = 0; i < 1000; i++) {
      paces.takeOrWait(new PersonId("p" + i), 0);
    }
    paces.takeOrWait(ADA, 61_000);

    assertThat(paces.remembered()).isEqualTo(1);
  }

  @Test
  void withoutARateNobodyIsRemembered() {
    Paces off = new Paces(Rate.UNLIMITED, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(off.takeOrWait(ADA, 0)).isZero();
    }

    assertThat(off.remembered()).isZero();
  }
}
