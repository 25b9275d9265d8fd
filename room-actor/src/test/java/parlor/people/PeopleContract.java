package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link People} promises; one subclass per implementation. */
public abstract class PeopleContract {
  private static final Skeleton ZHANG = new Skeleton("张三");

  private final Person zhang = person("张三");
  private final Person rival = person("张三");
  private People people;

  protected abstract People nobody();

  @BeforeEach
  void create() {
    people = nobody();
  }

  @Test
  void aNicknameIsTakenByOneGuestOnly() {
    assertThat(done(people.holder(ZHANG))).isEmpty();
    assertThat(done(people.takeAsGuest(zhang, ZHANG, "t1", 5))).isTrue();
    assertThat(done(people.takeAsGuest(rival, ZHANG, "t2", 6))).isFalse();

    assertThat(done(people.holder(ZHANG))).contains(new People.Holder(zhang, null, 5));
    assertThat(done(people.session("t1"))).contains(new People.Session(zhang, ZHANG, false, 5));
    assertThat(done(people.session("t2"))).isEmpty();
  }

  @Test
  void aFreedNicknameIsTakenBackByItsSessionUnlessSomebodyElseHasIt() {
    done(people.takeAsGuest(zhang, ZHANG, "t1", 5));
    done(people.freeNickname(zhang.id(), 10));
    assertThat(done(people.holder(ZHANG))).isEmpty();
    People.Session session = done(people.session("t1")).orElseThrow();

    assertThat(done(people.resume(session, "t1", 9))).isTrue();
    assertThat(done(people.resume(session, "t1", 10))).isTrue();
    assertThat(done(people.holder(ZHANG))).contains(new People.Holder(zhang, null, 10));

    done(people.freeNickname(zhang.id(), 10));
    done(people.takeAsGuest(rival, ZHANG, "t2", 11));
    assertThat(done(people.resume(session, "t1", 12))).isFalse();
    assertThat(done(people.holder(ZHANG))).contains(new People.Holder(rival, null, 11));
  }

  @Test
  void aNicknameThatWasClaimedAgainMeanwhileIsNotFreed() {
    done(people.takeAsGuest(zhang, ZHANG, "t1", 5));
    done(people.resume(done(people.session("t1")).orElseThrow(), "t1", 9));
    done(people.freeNickname(zhang.id(), 5));

    assertThat(done(people.holder(ZHANG))).contains(new People.Holder(zhang, null, 9));
  }

  @Test
  void aForgottenGuestLeavesNothingBehind() {
    done(people.takeAsGuest(zhang, ZHANG, "t1", 5));
    done(people.forgetGuest(zhang.id()));

    assertThat(done(people.holder(ZHANG))).isEmpty();
    assertThat(done(people.session("t1"))).isEmpty();
  }

  @Test
  void aGuestWhoRegistersStaysThePersonAndMayHaveSeveralSessions() {
    done(people.takeAsGuest(zhang, ZHANG, "t1", 5));
    done(people.setPassword(zhang.id(), "phc"));
    done(people.addSession(zhang.id(), "t2", 6));
    done(people.freeNickname(zhang.id(), 10));

    assertThat(done(people.holder(ZHANG)).orElseThrow().password()).isEqualTo("phc");
    assertThat(done(people.session("t1")).orElseThrow().account()).isTrue();
    assertThat(done(people.session("t2")).orElseThrow().person()).isEqualTo(zhang);

    done(people.endOtherSessions(zhang.id(), "t2"));
    assertThat(done(people.session("t1"))).isEmpty();
    assertThat(done(people.session("t2"))).isPresent();
  }

  @Test
  void aDeletedAccountFreesItsNickname() {
    done(people.takeAsGuest(zhang, ZHANG, "t1", 5));
    done(people.setPassword(zhang.id(), "phc"));
    done(people.deleteAccount(zhang.id()));

    assertThat(done(people.holder(ZHANG))).isEmpty();
    assertThat(done(people.session("t1"))).isEmpty();
    assertThat(done(people.takeAsGuest(rival, ZHANG, "t2", 6))).isTrue();
  }

  @Test
  void whatWasNotUsedExpiresAccountsLater() {
    Skeleton ada = new Skeleton("ada");
    Person account = person("ada");
    done(people.takeAsGuest(zhang, ZHANG, "guest", 5));
    done(people.takeAsGuest(account, ada, "account", 5));
    done(people.setPassword(account.id(), "phc"));

    done(people.removeExpired(6, 5));
    assertThat(done(people.session("guest"))).isEmpty();
    assertThat(done(people.holder(ZHANG))).isEmpty();
    assertThat(done(people.session("account"))).isPresent();

    done(people.touch(List.of("account"), 20));
    done(people.removeExpired(20, 20));
    assertThat(done(people.session("account"))).isPresent();
    done(people.removeExpired(21, 21));
    assertThat(done(people.session("account"))).isEmpty();
    assertThat(done(people.holder(ada))).isPresent();
  }

  @Test
  void whichSessionsOfAnAccountWereEndedIsKnown() {
    done(people.takeAsGuest(zhang, ZHANG, "one", 5));
    assertThat(done(people.ended(zhang.id(), Set.of("one", "gone")))).as("a guest").isEmpty();
    done(people.setPassword(zhang.id(), "phc"));
    done(people.addSession(zhang.id(), "two", 6));

    assertThat(done(people.ended(zhang.id(), Set.of("one", "two")))).isEmpty();
    done(people.endOtherSessions(zhang.id(), "two"));
    assertThat(done(people.ended(zhang.id(), Set.of("one", "two")))).containsExactly("one");
  }

  private static Person person(String nickname) {
    return new Person(new PersonId(UUID.randomUUID().toString()), nickname);
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
