package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parlor.people.PersonId;

class RememberedIdsTest {
  private static final RememberedIds.Sent SENT = new RememberedIds.Sent(1, 0, 7L);

  private final RememberedIds ids = new RememberedIds(100, 0);

  @Test
  void anIdIsKnownForAtLeastTheWindowWheneverItCame() {
    for (int start = 1000; start < 1300; start += 7) {
      ids.remember(key("id" + start), SENT, start);
      assertThat(ids.find(key("id" + start), start + 99)).isEqualTo(SENT);
    }
  }

  @Test
  void anIdIsForgottenAfterTwoWindows() {
    ids.remember(key("a"), SENT, 50);

    assertThat(ids.find(key("a"), 149)).isNotNull();
    assertThat(ids.find(key("a"), 260)).isNull();
  }

  @Test
  void anIdBelongsToItsAuthor() {
    ids.remember(key("a"), SENT, 0);

    assertThat(ids.find(new RememberedIds.Key(new PersonId("other"), "a"), 0)).isNull();
  }

  private static RememberedIds.Key key(String id) {
    return new RememberedIds.Key(new PersonId("p"), id);
  }
}
