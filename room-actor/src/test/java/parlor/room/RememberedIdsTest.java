package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parlor.people.PersonId;

class RememberedIdsTest {
  private static final PersonId PERSON = new PersonId("p");
  private static final RememberedIds.Sent SENT = new RememberedIds.Sent(1, 0, 7L);

  private final RememberedIds ids = new RememberedIds(100, 0);

  @Test
  void anIdIsKnownForAtLeastTheWindowWheneverItCame() {
    for (int start = 1000; start < 1300; start += 7) {
      ids.remember(PERSON, "id" + start, SENT, start);
      assertThat(ids.find(PERSON, "id" + start, start + 99)).isEqualTo(SENT);
    }
  }

  @Test
  void anIdIsForgottenAfterTwoWindows() {
    ids.remember(PERSON, "a", SENT, 50);

    assertThat(ids.find(PERSON, "a", 149)).isNotNull();
    assertThat(ids.find(PERSON, "a", 260)).isNull();
  }

  @Test
  void anIdBelongsToItsAuthor() {
    ids.remember(PERSON, "a", SENT, 0);

    assertThat(ids.find(new PersonId("other"), "a", 0)).isNull();
  }
}
