package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two rooms of three, in each of which the first two talk. */
class AccountTest {
  private static final Shape SHAPE = Shape.of(6, 2, 2, 3, 0, 40);

  private final Account account = new Account(SHAPE);
  private final Receiver[] receivers = new Receiver[6];

  AccountTest() {
    for (int client = 0; client < receivers.length; client++) {
      receivers[client] = new Receiver(SHAPE, client);
    }
  }

  private void gets(int client, long seq, int sender, int number) {
    account.message(receivers[client], seq, sender, number, true, 0);
  }

  private void allGet(long seq, int sender, int number) {
    int first = SHAPE.groupOfSender(sender) * SHAPE.members();
    for (int client = first; client < first + SHAPE.members(); client++) {
      gets(client, seq, sender, number);
    }
  }

  private static Account.Faults faults(
      long lost, long doubled, long outOfOrder, long seqHoles, long damaged, long unanswered) {
    return new Account.Faults(lost, doubled, outOfOrder, seqHoles, damaged, unanswered, 0, 0);
  }

  @Test
  void whatGoesWellHasNoFaults() {
    for (int i = 0; i < 1000; i++) {
      int one = account.say(0, 0);
      int other = account.say(1, 0);
      allGet(2 * i + 1, 1, other);
      allGet(2 * i + 2, 0, one);
      account.answer();
      account.answer();
    }

    assertThat(account.faults()).isEqualTo(faults(0, 0, 0, 0, 0, 0));
    assertThat(account.isSettled()).isTrue();
  }

  @Test
  void oneThatIsDroppedIsLostAndLeavesAHole() {
    account.say(0, 0);
    account.say(0, 0);
    allGet(1, 0, 0);
    gets(0, 2, 0, 1);
    gets(1, 2, 0, 1);
    account.say(0, 0);
    allGet(3, 0, 2);
    account.answer();
    account.answer();
    account.answer();

    assertThat(account.faults()).isEqualTo(faults(1, 0, 0, 1, 0, 0));
    assertThat(account.isSettled()).isFalse();
  }

  @Test
  void theLastOneMayBeLostToo() {
    account.say(0, 0);
    gets(0, 1, 0, 0);
    gets(2, 1, 0, 0);

    assertThat(account.faults()).isEqualTo(faults(1, 0, 0, 0, 0, 1));
  }

  @Test
  void oneThatComesAgainIsDoubledAndCountsOnce() {
    account.say(0, 0);
    allGet(1, 0, 0);
    gets(2, 1, 0, 0);
    gets(2, 2, 0, 0);
    account.answer();

    assertThat(account.faults()).isEqualTo(faults(0, 2, 0, 0, 0, 0));
  }

  @Test
  void twoOfOneSenderThatAreSwappedAreOneOutOfOrder() {
    account.say(0, 0);
    account.say(0, 0);
    account.answer();
    account.answer();
    gets(0, 2, 0, 1);
    gets(0, 1, 0, 0);
    for (int client = 1; client < 3; client++) {
      gets(client, 1, 0, 0);
      gets(client, 2, 0, 1);
    }

    assertThat(account.faults()).isEqualTo(faults(0, 0, 1, 0, 0, 0));
  }

  @Test
  void twoOfTwoSendersThatAreSwappedAreOneOutOfOrder() {
    account.say(0, 0);
    account.say(1, 0);
    account.answer();
    account.answer();
    gets(0, 2, 1, 0);
    gets(0, 1, 0, 0);
    for (int client = 1; client < 3; client++) {
      gets(client, 1, 0, 0);
      gets(client, 2, 1, 0);
    }

    assertThat(account.faults()).isEqualTo(faults(0, 0, 1, 0, 0, 0));
  }

  @Test
  void oneSendersMessagesInAnotherOrderAreSeenEvenIfTheyAreNumberedAnew() {
    account.say(0, 0);
    account.say(0, 0);
    account.answer();
    account.answer();
    allGet(1, 0, 1);
    allGet(2, 0, 0);

    assertThat(account.faults()).isEqualTo(faults(0, 0, 3, 0, 0, 0));
  }

  @Test
  void whatNobodySaidOrOthersWereToHearIsDamaged() {
    account.say(0, 0);
    allGet(1, 0, 0);
    account.answer();
    gets(0, 2, 0, 1);
    gets(0, 2, -1, 0);
    gets(0, 2, 99, 0);
    gets(5, 1, 0, 0);
    account.message(receivers[0], 2, 0, 0, false, 0);

    assertThat(account.faults()).isEqualTo(faults(0, 0, 0, 0, 5, 0));
  }

  @Test
  void aWindowOpensWhenEverybodyHasGotAMessage() {
    while (account.takeReady() >= 0) {
      // Everybody has room at the beginning.
    }
    account.say(3, 0);
    account.say(3, 0);
    account.say(3, 0);
    assertThat(account.hasRoom(3)).isFalse();

    gets(3, 1, 3, 0);
    gets(4, 1, 3, 0);
    assertThat(account.takeReady()).isNegative();
    gets(5, 1, 3, 0);

    assertThat(account.takeReady()).isEqualTo(3);
    assertThat(account.takeReady()).isNegative();
    assertThat(account.hasRoom(3)).isTrue();
  }

  @Test
  void whatIsOnItsWayForLongKeepsItsTime() {
    account.say(0, 5_000_000);
    for (int number = 1; number < 5000; number++) {
      account.say(0, 6_000_000);
    }
    account.beginMeasuring();
    account.message(receivers[0], 1, 0, 0, true, 8_000_000);
    account.endMeasuring();
    account.message(receivers[1], 1, 0, 0, true, 900_000_000);

    assertThat(account.measuredDeliveries()).isEqualTo(1);
    assertThat(account.latency().quantiles().max()).isBetween(2.97, 3.03);
  }

  @Test
  void whoComesIsToldOnceToThoseWhoWereThere() {
    account.joined(1);
    account.joined(2);
    account.joined(3);
    account.arrival(receivers[0], 0, 1);
    account.arrival(receivers[0], 0, 2);
    assertThat(account.arrivalsComplete()).isFalse();
    account.arrival(receivers[1], 0, 2);
    assertThat(account.arrivalsComplete()).isTrue();
    assertThat(account.faults().lost()).isZero();

    account.arrival(receivers[1], 0, 2);
    account.arrival(receivers[1], 0, 1);
    account.arrival(receivers[1], 1, 2);
    account.arrival(receivers[1], 0, 4);

    assertThat(account.faults().doubled()).isEqualTo(4);
  }
}
