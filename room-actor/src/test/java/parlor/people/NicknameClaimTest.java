package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parlor.people.NicknameClaim.Verdict;

class NicknameClaimTest {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  private final AtomicInteger tokens = new AtomicInteger();
  private final NicknameClaim claim =
      new NicknameClaim(DAY, () -> "token-" + tokens.incrementAndGet());

  @Test
  void theFirstGetsItAndTheSecondDoesNot() {
    assertThat(granted("a", null, 0).replaced()).isNull();
    assertThat(claim.claim("ada", "b", null, 0)).isInstanceOf(Verdict.Taken.class);
  }

  @Test
  void itIsFreeAtOnceAfterByeAndTheTokenIsWorthNothing() {
    String token = granted("a", null, 0).session().token();
    claim.release("a");

    assertThat(claim.isForgotten(0)).isTrue();
    assertThat(claim.claim("ada", "b", token, 0)).isInstanceOf(Verdict.SessionUnknown.class);
    granted("c", null, 0);
  }

  @Test
  void aLostConnectionKeepsItUntilTheTimeToResumeHasPassed() {
    granted("a", null, 0);
    assertThat(claim.lost("a", 0)).isTrue();
    assertThat(claim.claim("ada", "b", null, 1)).isInstanceOf(Verdict.Taken.class);

    claim.lapse("a");

    granted("b", null, 2);
  }

  @Test
  void whoResumesIsTheSamePersonWithTheSameToken() {
    NicknameClaim.Session session = granted("a", null, 0).session();
    claim.lost("a", 0);

    Verdict.Granted again = granted("b", session.token(), 5);

    assertThat(again.session().person()).isEqualTo(session.person());
    assertThat(again.session().token()).isEqualTo(session.token());
    assertThat(again.replaced()).isNull();
    claim.lapse("a");
    assertThat(claim.claim("ada", "c", null, 6)).isInstanceOf(Verdict.Taken.class);
  }

  @Test
  void whoResumesReplacesTheOldConnectionWhoseLossThenMeansNothing() {
    String token = granted("a", null, 0).session().token();

    assertThat(granted("b", token, 1).replaced()).isEqualTo("a");
    assertThat(claim.lost("a", 2)).isFalse();
    claim.release("a");
    assertThat(claim.claim("ada", "c", null, 3)).isInstanceOf(Verdict.Taken.class);
  }

  @Test
  void aTokenStillWorksAfterTheNicknameWasFreeForAWhile() {
    NicknameClaim.Session session = granted("a", null, 0).session();
    claim.lost("a", 0);
    claim.lapse("a");

    assertThat(granted("b", session.token(), DAY - 1).session().person())
        .isEqualTo(session.person());
  }

  @Test
  void aTokenDoesNotTakeTheNicknameFromItsNextHolder() {
    String token = granted("a", null, 0).session().token();
    claim.lost("a", 0);
    claim.lapse("a");
    granted("b", null, 1);

    assertThat(claim.claim("ada", "c", token, 2)).isInstanceOf(Verdict.Taken.class);
  }

  @Test
  void anUnusedTokenExpiresAndOneInUseDoesNot() {
    String token = granted("a", null, 0).session().token();
    assertThat(claim.isForgotten(2 * DAY)).isFalse();
    claim.lost("a", 2 * DAY);
    claim.lapse("a");

    assertThat(claim.isForgotten(3 * DAY)).isFalse();
    assertThat(claim.isForgotten(3 * DAY + 1)).isTrue();
    assertThat(claim.claim("ada", "b", token, 3 * DAY + 1))
        .isInstanceOf(Verdict.SessionUnknown.class);
  }

  @Test
  void tokensOfThoseWhoNeverCameBackAreBounded() {
    String first = granted("0", null, 0).session().token();
    for (int i = 0; i < 100; i++) {
      claim.lost("" + i, i);
      claim.lapse("" + i);
      granted("" + (i + 1), null, i);
    }
    claim.release("100");

    assertThat(claim.claim("ada", "x", first, 100)).isInstanceOf(Verdict.SessionUnknown.class);
  }

  private Verdict.Granted granted(String connection, String resume, long now) {
    return (Verdict.Granted) claim.claim("ada", connection, resume, now);
  }
}
