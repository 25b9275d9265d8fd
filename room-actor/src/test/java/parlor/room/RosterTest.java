package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitors;
import parlor.room.Roster.Seat;

class RosterTest {
  private static final Person ADA = new Person(new PersonId("1"), "ada");
  private static final Person BOB = new Person(new PersonId("2"), "bob");
  private static final Person OTHER_ADA = new Person(new PersonId("3"), "ada");
  private static final Seat<String> SEAT = new Seat<>("node", "a");
  private static final Seat<String> SECOND = new Seat<>("other-node", "b");

  private final Roster<String> roster = new Roster<>();

  @Test
  void aPersonJoinsWithTheFirstSeatAndLeavesWithTheLast() {
    assertThat(roster.enter(SEAT, Visitors.guest(ADA)).joined()).isTrue();
    assertThat(roster.enter(SECOND, Visitors.guest(ADA)).joined()).isFalse();

    assertThat(roster.leave(SEAT, ADA.id())).isNull();
    assertThat(roster.leave(SECOND, ADA.id())).isEqualTo(ADA);
    assertThat(roster.isEmpty()).isTrue();
  }

  @Test
  void whoLosesTheLastSeatStaysUntilTheTimeToResumeHasPassed() {
    roster.enter(SEAT, Visitors.guest(ADA));

    assertThat(roster.lose(SEAT, ADA.id())).isTrue();
    assertThat(roster.persons()).containsExactly(ADA);
    assertThat(roster.expire(ADA.id())).isEqualTo(ADA);
    assertThat(roster.persons()).isEmpty();
  }

  @Test
  void whoComesBackInTimeHasNotBeenAway() {
    roster.enter(SEAT, Visitors.guest(ADA));
    roster.lose(SEAT, ADA.id());

    assertThat(roster.enter(SECOND, Visitors.guest(ADA)).joined()).isFalse();
    assertThat(roster.expire(ADA.id())).isNull();
  }

  @Test
  void theLossOfASeatThatWasReplacedChangesNothing() {
    roster.enter(SEAT, Visitors.guest(ADA));
    roster.enter(SECOND, Visitors.guest(ADA));

    assertThat(roster.lose(SEAT, ADA.id())).isFalse();
    assertThat(roster.lose(SEAT, ADA.id())).isFalse();
    assertThat(roster.expire(ADA.id())).isNull();
  }

  @Test
  void whoLeavesWhileLostIsGoneAtOnce() {
    roster.enter(SEAT, Visitors.guest(ADA));
    roster.lose(SEAT, ADA.id());

    assertThat(roster.leave(SEAT, ADA.id())).isEqualTo(ADA);
  }

  @Test
  void theNextHolderOfANicknameTakesTheOldOneOffTheList() {
    roster.enter(SEAT, Visitors.guest(ADA));
    roster.lose(SEAT, ADA.id());

    Roster.Entered entered = roster.enter(SECOND, Visitors.guest(OTHER_ADA));

    assertThat(entered.evicted()).isEqualTo(ADA);
    assertThat(entered.joined()).isTrue();
    assertThat(roster.expire(ADA.id())).isNull();
    assertThat(roster.persons()).containsExactly(OTHER_ADA);
  }

  @Test
  void aNodeThatEndsLosesItsSeatsAndNoOthers() {
    roster.enter(SEAT, Visitors.guest(ADA));
    roster.enter(SEAT, Visitors.guest(BOB));
    roster.enter(SECOND, Visitors.guest(BOB));

    assertThat(roster.loseNode("node")).containsExactly(ADA.id());
    assertThat(roster.persons()).containsExactly(ADA, BOB);
  }

  @Test
  void whoIsKnownElsewhereIsAdoptedOnceAndHasToTakeASeat() {
    roster.adopt(ADA);
    roster.adopt(ADA);
    roster.adopt(OTHER_ADA);
    roster.adopt(BOB);
    assertThat(roster.persons()).containsExactly(ADA, BOB);
    assertThat(roster.enter(SEAT, Visitors.guest(BOB)).joined())
        .as("perhaps not everybody knew")
        .isTrue();

    assertThat(roster.abandon()).containsExactly(ADA);
    assertThat(roster.abandon()).isEmpty();
    assertThat(roster.persons()).containsExactly(BOB);
  }
}
