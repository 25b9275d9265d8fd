package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.history.Entry;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.history.SentMessage;
import parlor.moderation.Deed;
import parlor.moderation.InMemoryRules;
import parlor.moderation.Permission;
import parlor.people.Memberships;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Visitor;
import parlor.people.Visitors;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.robot.RobotActor;

class RoomLedgerTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Person ADA = new Person(new PersonId("1"), "ada");
  private static final Person BOB = new Person(new PersonId("2"), "bob");
  private static final Memberships.Pair PAIR = new Memberships.Pair(ADA, BOB);
  private static final RoomSettings SETTINGS =
      new RoomSettings(
          Duration.ofSeconds(10),
          3,
          100,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          10_000,
          3,
          3,
          Rate.UNLIMITED,
          Duration.ofSeconds(3));

  private final TestProbe<RoomActor.FromLedger> node =
      KIT.createTestProbe(RoomActor.FromLedger.class);
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      KIT.createTestProbe(ClusterSharding.ShardCommand.class);
  private final TestProbe<RobotActor.Command> robot = KIT.createTestProbe(RobotActor.Command.class);
  private final TestProbe<Presence.Command> presence = KIT.createTestProbe(Presence.Command.class);
  private final FailingLog log = new FailingLog();
  private final InMemoryRules rules = new InMemoryRules();
  private volatile boolean whole = true;
  private final Overtaken overtaken = new Overtaken();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aJoinIsToldToTheNodesAndThenAdmitted() {
    ActorRef<RoomLedger.Command> ledger = followed();
    enter(ledger, "s", ADA);

    RoomActor.PersonEntered entered = node.expectMessageClass(RoomActor.PersonEntered.class);
    assertThat(entered.person()).isEqualTo(ADA);
    assertThat(entered.number()).isEqualTo(1);
    node.expectMessage(new RoomActor.Admitted("s"));
  }

  @Test
  void whatIsSaidIsPublishedBeforeItIsAcknowledged() {
    ActorRef<RoomLedger.Command> ledger = followed();
    ledger.tell(post(1, ADA, "hi", "a", null));

    RoomActor.Entries entries = node.expectMessageClass(RoomActor.Entries.class);
    assertThat(entries.entries()).extracting(Entry::seq).containsExactly(1L);
    RoomActor.Answered answered = node.expectMessageClass(RoomActor.Answered.class);
    assertThat(answered.outcome()).isInstanceOf(RoomActor.Said.class);
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsStoredAndRetriesWaitWithIt() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.hold();
    ledger.tell(post(1, ADA, "hi", "a", null));
    ledger.tell(post(2, ADA, "hi", "a", null));
    ledger.tell(post(3, ADA, "another text", "a", null));
    RoomActor.Answered reused = node.expectMessageClass(RoomActor.Answered.class);
    assertThat(reused.number()).isEqualTo(3);
    assertThat(((RoomActor.Refused) reused.outcome()).code()).isEqualTo(ErrorCode.ID_REUSED);
    node.expectNoMessage(Duration.ZERO);

    log.release();

    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries()).hasSize(1);
    long first = said(node.expectMessageClass(RoomActor.Answered.class)).seq();
    assertThat(said(node.expectMessageClass(RoomActor.Answered.class)).seq()).isEqualTo(first);
  }

  @Test
  void aLedgerThatStopsTellsItsNodes() {
    ActorRef<RoomLedger.Command> ledger = followed();
    ledger.tell(new RoomLedger.Stop());

    node.expectMessage(new RoomActor.LedgerStops(ledger));
  }

  @Test
  void aPrivateConversationFollowsBothPersonsAndNamesTheOther() {
    ActorRef<RoomLedger.Command> ledger = ledger("@x", robot.ref());
    Presence.Follow ada = presence.expectMessageClass(Presence.Follow.class);
    Presence.Follow bob = presence.expectMessageClass(Presence.Follow.class);
    assertThat(List.of(ada.person(), bob.person())).containsExactly(ADA.id(), BOB.id());
    ledger.tell(attach(node.ref(), List.of(), List.of()));
    node.expectMessageClass(RoomActor.Attached.class);
    ledger.tell(post(1, BOB, "@robot hi", null, null));

    var entries = node.expectMessageClass(RoomActor.Entries.class).entries();
    assertThat(((Entry.Message) entries.getFirst()).to()).isEqualTo("ada");
    robot.expectNoMessage(Duration.ZERO);
  }

  @Test
  void nobodyElseSaysAnythingInAPrivateConversation() {
    ActorRef<RoomLedger.Command> ledger = ledger("@x", null);
    Person eve = new Person(new PersonId("3"), "bob");
    ledger.tell(post(1, eve, "hi", null, null));

    RoomActor.Answered answered = node.expectMessageClass(RoomActor.Answered.class);
    assertThat(((RoomActor.Refused) answered.outcome()).code())
        .isEqualTo(ErrorCode.RECIPIENT_UNKNOWN);
  }

  @Test
  void aPresenceThatEndsIsFollowedAgain() {
    ledger("@x", null);
    Presence.Follow ada = presence.expectMessageClass(Presence.Follow.class);
    presence.expectMessageClass(Presence.Follow.class);
    TestProbe<Presence.Command> ended = KIT.createTestProbe(Presence.Command.class);
    TestProbe<Presence.Command> other = KIT.createTestProbe(Presence.Command.class);
    ada.follower().tell(new Presence.Following(ended.ref()));
    ada.follower().tell(new Presence.Following(other.ref()));
    TIME.timePasses(Duration.ofSeconds(2));
    presence.expectNoMessage(Duration.ZERO);
    ended.stop();

    KIT.createTestProbe()
        .awaitAssert(
            () -> {
              TIME.timePasses(Duration.ofSeconds(2));
              return presence.expectMessageClass(Presence.Follow.class, Duration.ofMillis(100));
            });
  }

  @Test
  void whatWaitsTogetherIsStoredTogether() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.hold();
    for (int i = 1; i <= 5; i++) {
      ledger.tell(post(i, ADA, "m" + i, null, null));
    }
    node.expectNoMessage(Duration.ZERO);
    log.release();

    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries()).hasSize(1);
    node.expectMessageClass(RoomActor.Answered.class);
    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries())
        .extracting(Entry::seq)
        .containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void afterALargeBatchTheNextIsGatheredAndThenStored() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.gather(Duration.ofDays(1));
    storeLargeBatch(ledger);
    ledger.tell(post(18, ADA, "late", null, null));
    enter(ledger, "s", BOB);
    node.expectMessageClass(RoomActor.PersonEntered.class);
    node.expectMessage(new RoomActor.Admitted("s"));

    ledger.tell(new RoomLedger.Gathered());

    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries())
        .extracting(Entry::seq)
        .containsExactly(18L);
  }

  @Test
  void whatIsGatheredIsStoredWithoutAnotherWord() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.gather(Duration.ofMillis(1));
    storeLargeBatch(ledger);
    ledger.tell(post(18, ADA, "late", null, null));

    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries()).hasSize(1);
  }

  @Test
  void whereLittleIsSaidNothingIsGathered() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.gather(Duration.ofDays(1));
    for (int i = 1; i <= 20; i++) {
      ledger.tell(post(i, ADA, "m" + i, null, null));
      node.expectMessageClass(RoomActor.Entries.class);
      node.expectMessageClass(RoomActor.Answered.class);
    }
  }

  /** Leaves nothing of 17 messages, of which 16 were stored at once. */
  private void storeLargeBatch(ActorRef<RoomLedger.Command> ledger) {
    log.hold();
    for (int i = 1; i <= 17; i++) {
      ledger.tell(post(i, ADA, "m" + i, null, null));
    }
    node.expectNoMessage(Duration.ZERO);
    log.release();
    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries()).hasSize(1);
    node.expectMessageClass(RoomActor.Answered.class);
    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries()).hasSize(16);
    node.receiveSeveralMessages(16);
  }

  @Test
  void aFailedAppendRefusesWhatWaitsAndEndsTheLedger() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.fail();

    LoggingTestKit.error("could not be stored")
        .expect(
            KIT.system(),
            () -> {
              ledger.tell(post(1, ADA, "hi", "a", null));
              RoomActor.Answered answered = node.expectMessageClass(RoomActor.Answered.class);
              RoomActor.Refused refused = (RoomActor.Refused) answered.outcome();
              assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refused.retryAfterMs()).isPositive();
              return null;
            });
    node.expectTerminated(ledger);
  }

  @Test
  void aSecondWriterEndsTheFirstAndNothingOfItIsStored() {
    ActorRef<RoomLedger.Command> first = followed();
    log.open("room");
    first.tell(post(1, ADA, "hi", "a", null));

    node.expectMessageClass(RoomActor.Answered.class);
    node.expectTerminated(first);
    assertThat(log.newest("room", 10).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void whoWasOvertakenDoesNotThrowOutTheOtherWriterAtOnce() {
    ActorRef<RoomLedger.Command> first = followed();
    long rival = log.open("room").toCompletableFuture().join().term();
    first.tell(post(1, ADA, "hi", "a", null));
    node.expectMessageClass(RoomActor.Answered.class);
    node.expectMessage(new RoomActor.LedgerStops(first));
    node.expectTerminated(first);

    ActorRef<RoomLedger.Command> again = ledger(null);
    again.tell(attach(node.ref(), List.of(), List.of()));
    node.expectNoMessage(Duration.ZERO);
    assertThat(log.append("room", rival, List.of()).toCompletableFuture()).isCompleted();
    // Its rest begins when it starts, and nothing tells when that is.
    KIT.createTestProbe()
        .awaitAssert(
            () -> {
              TIME.timePasses(Duration.ofMillis(Overtaken.REST_MS));
              return node.expectMessageClass(RoomActor.Attached.class, Duration.ofMillis(100));
            });
  }

  @Test
  void whoIsLostStaysUntilTheTimeToResumeHasPassed() {
    ActorRef<RoomLedger.Command> ledger = followed();
    enter(ledger, "s", ADA);
    node.receiveSeveralMessages(2);
    ledger.tell(
        new RoomLedger.Exit(
            node.ref(), new RoomLedger.SeatOf("s", Visitors.guest(ADA)), RoomLedger.Ending.LOST));
    heard(ledger);
    TIME.timePasses(Duration.ofSeconds(9));
    node.expectNoMessage(Duration.ZERO);
    TIME.timePasses(Duration.ofSeconds(2));

    assertThat(node.expectMessageClass(RoomActor.PersonLeft.class).reason())
        .isEqualTo(LeaveReason.LOST);
  }

  @Test
  void whoResumesInTimeCausesNoNotice() {
    ActorRef<RoomLedger.Command> ledger = followed();
    enter(ledger, "s", ADA);
    node.receiveSeveralMessages(2);
    ledger.tell(
        new RoomLedger.Exit(
            node.ref(), new RoomLedger.SeatOf("s", Visitors.guest(ADA)), RoomLedger.Ending.LOST));
    heard(ledger);
    TIME.timePasses(Duration.ofSeconds(9));
    enter(ledger, "t", ADA);
    node.expectMessage(new RoomActor.Admitted("t"));
    TIME.timePasses(Duration.ofSeconds(30));

    node.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aNodeThatEndsTakesItsMembersWithItUnlessTheyResumeElsewhere() {
    ActorRef<RoomLedger.Command> ledger = followed();
    TestProbe<RoomActor.FromLedger> other = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(other.ref(), List.of(), List.of()));
    other.expectMessageClass(RoomActor.Attached.class);
    ledger.tell(new RoomLedger.Enter(other.ref(), new RoomLedger.SeatOf("a", Visitors.guest(ADA))));
    ledger.tell(new RoomLedger.Enter(other.ref(), new RoomLedger.SeatOf("b", Visitors.guest(BOB))));
    node.receiveSeveralMessages(2);
    other.stop();
    enter(ledger, "again", ADA);
    node.expectMessage(new RoomActor.Admitted("again"));
    // The end of the other node has been heard when what follows it has been answered.
    TestProbe<RoomActor.FromLedger> third = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(third.ref(), List.of(), List.of()));
    third.expectMessageClass(RoomActor.Attached.class);
    TIME.timePasses(Duration.ofSeconds(11));

    assertThat(node.expectMessageClass(RoomActor.PersonLeft.class).person()).isEqualTo(BOB);
    node.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aLedgerThatStartsLearnsTheRosterFromTheNodes() {
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    ledger.tell(
        attach(
            node.ref(),
            List.of(new RoomLedger.SeatOf("s", Visitors.guest(ADA))),
            List.of(ADA, BOB)));
    RoomActor.Attached attached = node.expectMessageClass(RoomActor.Attached.class);
    assertThat(attached.roster()).containsExactly(ADA, BOB);
    TIME.timePasses(Duration.ofSeconds(11));

    RoomActor.PersonLeft left = node.expectMessageClass(RoomActor.PersonLeft.class);
    assertThat(left.person()).isEqualTo(BOB);
    node.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aNodeThatIsSlowerThanTheTimeToResumeBringsItsMembersBackUnnoticed() {
    whole = false;
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    ledger.tell(attach(node.ref(), List.of(seat("s", ADA)), List.of(ADA, BOB)));
    node.expectMessageClass(RoomActor.Attached.class);
    TIME.timePasses(Duration.ofSeconds(30));
    TestProbe<RoomActor.FromLedger> slow = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(slow.ref(), List.of(seat("t", BOB)), List.of(ADA, BOB)));
    slow.expectMessageClass(RoomActor.Attached.class);
    whole = true;
    TIME.timePasses(Duration.ofSeconds(30));

    assertThat(entered(node)).containsExactly(BOB);
    node.expectNoMessage(Duration.ZERO);
    slow.expectNoMessage(Duration.ZERO);
  }

  /** Nodes that know somebody already pass over being told again. */
  private static List<Person> entered(TestProbe<RoomActor.FromLedger> node) {
    return List.of(node.expectMessageClass(RoomActor.PersonEntered.class).person());
  }

  @Test
  void whoIsKnownToANodeThatWasCutOffAndLeftMeanwhileIsNoGhost() {
    ActorRef<RoomLedger.Command> ledger = followed();
    enter(ledger, "s", ADA);
    node.receiveSeveralMessages(2);
    TestProbe<RoomActor.FromLedger> cutOff = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(cutOff.ref(), List.of(seat("t", BOB)), List.of(BOB)));
    cutOff.expectMessageClass(RoomActor.Attached.class);
    assertThat(entered(node)).containsExactly(BOB);
    ledger.tell(new RoomLedger.Exit(node.ref(), seat("s", ADA), RoomLedger.Ending.ENDED));
    node.expectMessageClass(RoomActor.PersonLeft.class);
    // It has not heard of that, whichever ledger it followed.
    for (boolean known : new boolean[] {true, false}) {
      ledger.tell(
          new RoomLedger.Attach(
              cutOff.ref(),
              2,
              0,
              known ? ledger : null,
              null,
              0,
              0,
              List.of(seat("t", BOB)),
              List.of(ADA, BOB)));
      assertThat(attached(cutOff).roster()).containsExactly(BOB);
    }
    TIME.timePasses(Duration.ofSeconds(30));

    node.expectNoMessage(Duration.ZERO);
  }

  private static RoomActor.Attached attached(TestProbe<RoomActor.FromLedger> node) {
    RoomActor.FromLedger next = node.receiveMessage();
    while (!(next instanceof RoomActor.Attached)) {
      next = node.receiveMessage();
    }
    return (RoomActor.Attached) next;
  }

  @Test
  void anOldNodesRosterCountsNoMoreOnceEverybodyHadTheTimeToTell() {
    ActorRef<RoomLedger.Command> ledger = followed();
    TIME.timePasses(Duration.ofSeconds(11));
    TestProbe<RoomActor.FromLedger> late = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(late.ref(), List.of(seat("t", BOB)), List.of(ADA, BOB)));

    assertThat(late.expectMessageClass(RoomActor.Attached.class).roster()).containsExactly(BOB);
  }

  @Test
  void ofAnAccountOnTwoNodesOneMayEnd() {
    ActorRef<RoomLedger.Command> ledger = followed();
    enter(ledger, "s", ADA);
    node.receiveSeveralMessages(2);
    TestProbe<RoomActor.FromLedger> other = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(other.ref(), List.of(seat("t", ADA)), List.of()));
    other.expectMessageClass(RoomActor.Attached.class);
    ledger.tell(new RoomLedger.Detach(other.ref()));
    heard(ledger);
    TIME.timePasses(Duration.ofSeconds(30));
    node.expectNoMessage(Duration.ZERO);
    ledger.tell(new RoomLedger.Detach(node.ref()));
    ledger.tell(attach(other.ref(), List.of(), List.of()));

    assertThat(other.expectMessageClass(RoomActor.Attached.class).roster())
        .as("waiting to resume")
        .containsExactly(ADA);
    TIME.timePasses(Duration.ofSeconds(11));
    assertThat(other.expectMessageClass(RoomActor.PersonLeft.class).person()).isEqualTo(ADA);
  }

  /** Waits until everything that was told before has been heard. */
  private void heard(ActorRef<RoomLedger.Command> ledger) {
    TestProbe<RoomActor.FromLedger> last = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(last.ref(), List.of(), List.of()));
    attached(last);
  }

  @Test
  void aWholeNodesWorthThatResumesElsewhereCausesNoNotice() {
    ActorRef<RoomLedger.Command> ledger = followed();
    TestProbe<RoomActor.FromLedger> dying = KIT.createTestProbe(RoomActor.FromLedger.class);
    List<Person> crowd =
        IntStream.range(0, 500).mapToObj(i -> new Person(new PersonId("p" + i), "p" + i)).toList();
    ledger.tell(
        attach(
            dying.ref(),
            crowd.stream().map(person -> seat(person.nickname(), person)).toList(),
            List.of()));
    node.receiveSeveralMessages(500);
    dying.stop();
    crowd.forEach(person -> enter(ledger, "again-" + person.nickname(), person));
    node.receiveSeveralMessages(500).forEach(told -> assertIsAdmission(told));
    heard(ledger);
    TIME.timePasses(Duration.ofSeconds(30));

    node.expectNoMessage(Duration.ZERO);
  }

  private static void assertIsAdmission(RoomActor.FromLedger told) {
    assertThat(told).isInstanceOf(RoomActor.Admitted.class);
  }

  @Test
  void whenLedgerAndMembersDieTogetherNobodyStaysInTheList() {
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    TestProbe<RoomActor.FromLedger> other = KIT.createTestProbe(RoomActor.FromLedger.class);
    Person eve = new Person(new PersonId("3"), "eve");
    ledger.tell(attach(node.ref(), List.of(seat("s", ADA)), List.of(ADA, BOB, eve)));
    ledger.tell(attach(other.ref(), List.of(), List.of(ADA, BOB, eve)));
    node.expectMessageClass(RoomActor.Attached.class);
    other.expectMessageClass(RoomActor.Attached.class);
    // One of the two on the dead node comes back elsewhere.
    ledger.tell(new RoomLedger.Enter(other.ref(), seat("t", eve)));
    assertThat(entered(node)).containsExactly(eve);
    TIME.timePasses(Duration.ofSeconds(11));

    assertThat(node.expectMessageClass(RoomActor.PersonLeft.class).person()).isEqualTo(BOB);
    node.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoWasKickedDoesNotComeBackWithANodeThatDidNotHearOfIt() {
    ActorRef<RoomLedger.Command> ledger = followed();
    Person owner = new Person(new PersonId("3"), "eve");
    var visitor = new Visitor(owner, true, true, "");
    ledger.tell(new RoomLedger.Enter(node.ref(), new RoomLedger.SeatOf("o", visitor)));
    enter(ledger, "s", ADA);
    ledger.tell(
        new RoomLedger.Act(
            node.ref(), 1, visitor, new Deed.Discipline(Permission.KICK, "ada", null, null)));
    RoomActor.FromLedger next = node.receiveMessage();
    while (!(next instanceof RoomActor.PersonLeft)) {
      next = node.receiveMessage();
    }
    ledger.tell(
        attach(
            node.ref(), List.of(new RoomLedger.SeatOf("o", visitor), seat("s", ADA)), List.of()));
    while (!(next instanceof RoomActor.NotAdmitted)) {
      next = node.receiveMessage();
    }

    assertThat(((RoomActor.NotAdmitted) next).session()).isEqualTo("s");
    assertThat(((RoomActor.NotAdmitted) next).why().reason()).isEqualTo("kicked");
    assertThat(attached(node).roster()).containsExactly(owner);
  }

  @Test
  void aLargeRosterIsTakenAndToldInPiecesAndOnlyAsAWhole() {
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    List<RoomLedger.SeatOf> seats =
        IntStream.range(0, 2_000)
            .mapToObj(i -> seat("s" + i, new Person(new PersonId("p" + i), "长".repeat(20) + i)))
            .toList();
    var part = new RoomLedger.AttachPart(node.ref(), 1, seats.subList(0, 1_000), List.of());
    ledger.tell(part);
    ledger.tell(
        new RoomLedger.Attach(
            node.ref(), 1, 2, null, null, 0, 0, seats.subList(1_900, 2_000), List.of()));
    node.expectNoMessage(Duration.ZERO);
    ledger.tell(new RoomLedger.AttachPart(node.ref(), 2, seats.subList(0, 1_000), List.of()));
    ledger.tell(new RoomLedger.AttachPart(node.ref(), 2, seats.subList(1_000, 1_900), List.of()));
    ledger.tell(
        new RoomLedger.Attach(
            node.ref(), 2, 2, null, null, 0, 0, seats.subList(1_900, 2_000), List.of()));

    List<Person> told = new ArrayList<>();
    int parts = 0;
    RoomActor.FromLedger next = node.receiveMessage();
    while (next instanceof RoomActor.AttachedPart piece) {
      told.addAll(piece.roster());
      parts++;
      next = node.receiveMessage();
    }
    RoomActor.Attached last = (RoomActor.Attached) next;
    assertThat(last.parts()).isEqualTo(parts).isGreaterThan(3);
    told.addAll(last.roster());
    assertThat(told).hasSize(2_000);
  }

  @Test
  void whatIsTooLargeForOneMessageIsPublishedInSeveral() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.hold();
    for (int i = 1; i <= 41; i++) {
      ledger.tell(post(i, ADA, "长".repeat(5_000), null, null));
    }
    heard(ledger);
    log.release();
    List<Long> seqs = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    while (seqs.size() < 41) {
      if (node.receiveMessage() instanceof RoomActor.Entries entries) {
        assertThat(entries.entries().stream().mapToInt(Pieces::bytes).sum())
            .isLessThanOrEqualTo(Pieces.MAX_BYTES);
        numbers.add(entries.number());
        entries.entries().forEach(entry -> seqs.add(entry.seq()));
      }
    }

    assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, 41).boxed().toList());
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
  }

  private static RoomLedger.SeatOf seat(String session, Person person) {
    return new RoomLedger.SeatOf(session, Visitors.guest(person));
  }

  @Test
  void aNodeThatMissedEntriesIsGivenTheNextOnes() {
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    ledger.tell(attach(node.ref(), List.of(), List.of()));
    String epoch = node.expectMessageClass(RoomActor.Attached.class).epoch();
    for (int i = 1; i <= 8; i++) {
      ledger.tell(post(i, ADA, "m" + i, null, null));
      node.receiveSeveralMessages(2);
    }
    ledger.tell(attach(node.ref(), epoch, 6, List.of(), List.of()));
    assertThat(node.expectMessageClass(RoomActor.Attached.class).entries())
        .extracting(Entry::seq)
        .containsExactly(7L, 8L);
    ledger.tell(attach(node.ref(), epoch, 1, List.of(), List.of()));
    RoomActor.Attached behind = node.expectMessageClass(RoomActor.Attached.class);
    assertThat(behind.entries()).extracting(Entry::seq).containsExactly(2L, 3L, 4L);
    assertThat(behind.seq()).isEqualTo(8);
    ledger.tell(attach(node.ref(), "other", 6, List.of(), List.of()));
    assertThat(node.expectMessageClass(RoomActor.Attached.class).entries())
        .extracting(Entry::seq)
        .containsExactly(6L, 7L, 8L);
  }

  @Test
  void aLedgerThatCannotReadItsLogTriesAgain() {
    log.failToOpen();
    ActorRef<RoomLedger.Command> ledger =
        LoggingTestKit.error("Cannot open the log").expect(KIT.system(), () -> ledger(null));
    ledger.tell(attach(node.ref(), List.of(), List.of()));
    node.expectNoMessage(Duration.ZERO);
    log.heal();
    TIME.timePasses(Duration.ofSeconds(2));

    node.expectMessageClass(RoomActor.Attached.class);
  }

  @Test
  void whatTheStoreHasNoTimeForIsRefusedAndTheRoomGoesOn() {
    ActorRef<RoomLedger.Command> ledger = followed();
    log.busy(true);
    log.hold();
    ledger.tell(post(1, ADA, "one", "a", null));
    ledger.tell(post(2, ADA, "two", "b", null));
    ledger.tell(post(3, ADA, "one", "a", null));
    log.release();
    for (int i = 0; i < 3; i++) {
      RoomActor.Answered refused = node.expectMessageClass(RoomActor.Answered.class);
      assertThat(((RoomActor.Refused) refused.outcome()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
    log.busy(false);
    ledger.tell(post(4, ADA, "two", "b", null));

    assertThat(node.expectMessageClass(RoomActor.Entries.class).entries())
        .extracting(Entry::seq)
        .containsExactly(1L);
    assertThat(said(node.expectMessageClass(RoomActor.Answered.class)).seq()).isEqualTo(1);
  }

  @Test
  void whatWasForgottenMeanwhileIsShownToNobody() {
    ActorRef<RoomLedger.Command> ledger = followed();
    for (int i = 1; i <= 3; i++) {
      ledger.tell(post(i, ADA, "x", null, null));
      node.expectMessageClass(RoomActor.Entries.class);
      node.expectMessageClass(RoomActor.Answered.class);
    }
    log.forgetBelow(3);
    TIME.timePasses(Duration.ofMinutes(1));

    assertThat(node.expectMessageClass(RoomActor.Forgotten.class).firstSeq()).isEqualTo(3);
    TestProbe<RoomActor.FromLedger> other = KIT.createTestProbe(RoomActor.FromLedger.class);
    ledger.tell(attach(other.ref(), List.of(), List.of()));
    RoomActor.Attached attached = other.expectMessageClass(RoomActor.Attached.class);
    assertThat(attached.firstSeq()).isEqualTo(3);
    assertThat(attached.entries()).extracting(Entry::seq).containsExactly(3L);
    // What is known is not told again.
    TIME.timePasses(Duration.ofMinutes(1));
    node.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anEmptyRoomAsksToLeaveMemoryAndARoomInUseDoesNot() {
    ActorRef<RoomLedger.Command> ledger = followed();
    TIME.timePasses(Duration.ofSeconds(200));
    shard.expectNoMessage(Duration.ZERO);
    ledger.tell(new RoomLedger.Detach(node.ref()));
    // Heard, when what follows has been answered.
    enter(ledger, "s", ADA);
    node.expectMessage(new RoomActor.Admitted("s"));
    ledger.tell(
        new RoomLedger.Exit(
            node.ref(), new RoomLedger.SeatOf("s", Visitors.guest(ADA)), RoomLedger.Ending.LEFT));
    node.expectMessage(new RoomActor.SeatLeft("s"));
    enter(ledger, "t", BOB);
    node.expectMessage(new RoomActor.Admitted("t"));
    TIME.timePasses(Duration.ofSeconds(61));
    shard.expectNoMessage(Duration.ZERO);
    ledger.tell(
        new RoomLedger.Exit(
            node.ref(), new RoomLedger.SeatOf("t", Visitors.guest(BOB)), RoomLedger.Ending.LEFT));
    node.expectMessage(new RoomActor.SeatLeft("t"));
    ledger.tell(post(1, ADA, "x", null, null));
    node.expectMessageClass(RoomActor.Answered.class);
    TIME.timePasses(Duration.ofSeconds(61));

    shard.expectMessageClass(ClusterSharding.Passivate.class);
  }

  @Test
  void theRobotIsAskedWithWhatWasSaidBeforeAndAnswersInTheRoom() {
    ActorRef<RoomLedger.Command> ledger = ledger(robot.ref());
    ledger.tell(attach(node.ref(), List.of(), List.of()));
    node.expectMessageClass(RoomActor.Attached.class);
    ledger.tell(post(1, BOB, "before", null, null));
    ledger.tell(post(2, ADA, "@robot hi", null, null));
    RobotActor.Ask ask = robot.expectMessageClass(RobotActor.Ask.class);
    assertThat(ask.asker()).isEqualTo("ada");
    assertThat(ask.context()).containsExactly(new RobotActor.Line("bob", false, "before"));
    RoomActor.FromLedger next = node.receiveMessage();
    while (!(next instanceof RoomActor.Writing)) {
      next = node.receiveMessage();
    }
    assertThat(((RoomActor.Writing) next).person().nickname()).isEqualTo("robot");
    TIME.timePasses(Duration.ofSeconds(3));
    node.expectMessageClass(RoomActor.Writing.class);
    ask.replyTo().tell(new RobotActor.Answer("room", ask.seq(), "hello @robot ada"));

    Entry.Message answer =
        (Entry.Message) node.expectMessageClass(RoomActor.Entries.class).entries().getFirst();
    assertThat(answer.author()).isEqualTo(PersonId.ROBOT);
    assertThat(answer.replyTo()).isEqualTo(ask.seq());
    TIME.timePasses(Duration.ofSeconds(10));
    node.expectNoMessage(Duration.ZERO);
    robot.expectNoMessage(Duration.ZERO);
  }

  private ActorRef<RoomLedger.Command> followed() {
    ActorRef<RoomLedger.Command> ledger = ledger(null);
    ledger.tell(attach(node.ref(), List.of(), List.of()));
    node.expectMessageClass(RoomActor.Attached.class);
    return ledger;
  }

  private ActorRef<RoomLedger.Command> ledger(@Nullable ActorRef<RobotActor.Command> withRobot) {
    return ledger("room", withRobot);
  }

  private ActorRef<RoomLedger.Command> ledger(
      String name, @Nullable ActorRef<RobotActor.Command> withRobot) {
    return KIT.spawn(
        RoomLedger.create(
            name,
            new RoomLedger.Tools(
                SETTINGS,
                log,
                new NoMemberships(PAIR),
                rules,
                Set.of("lobby"),
                skeleton -> presence.ref(),
                withRobot,
                () -> whole,
                Clock.systemUTC()),
            shard.ref(),
            overtaken));
  }

  private static RoomLedger.Attach attach(
      ActorRef<RoomActor.FromLedger> from, List<RoomLedger.SeatOf> seats, List<Person> roster) {
    return attach(from, null, 0, seats, roster);
  }

  private static RoomLedger.Attach attach(
      ActorRef<RoomActor.FromLedger> from,
      @Nullable String epoch,
      long have,
      List<RoomLedger.SeatOf> seats,
      List<Person> roster) {
    return new RoomLedger.Attach(from, 1, 0, null, epoch, have, 0, seats, roster);
  }

  private void enter(ActorRef<RoomLedger.Command> ledger, String session, Person person) {
    ledger.tell(
        new RoomLedger.Enter(node.ref(), new RoomLedger.SeatOf(session, Visitors.guest(person))));
  }

  private RoomLedger.Post post(
      long number, Person author, String text, @Nullable String id, @Nullable Long replyTo) {
    return new RoomLedger.Post(node.ref(), number, author, text, id, replyTo, List.of());
  }

  private static RoomActor.Said said(RoomActor.Answered answered) {
    return (RoomActor.Said) answered.outcome();
  }

  /** A log in memory that can be slow or out of order when the test says so. */
  private static final class FailingLog implements MessageLog {
    private final MessageLog log = new InMemoryMessageLog(1000);
    private volatile boolean fails;
    private volatile boolean failsToOpen;
    private volatile boolean busy;
    private volatile long firstSeq;
    private volatile Duration gathering = Duration.ZERO;
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    void hold() {
      gate = new CompletableFuture<>();
    }

    void release() {
      gate.complete(null);
    }

    void gather(Duration time) {
      gathering = time;
    }

    void busy(boolean is) {
      busy = is;
    }

    void fail() {
      fails = true;
    }

    void forgetBelow(long seq) {
      firstSeq = seq;
    }

    void failToOpen() {
      failsToOpen = true;
    }

    void heal() {
      failsToOpen = false;
    }

    @Override
    public CompletionStage<Opened> open(String room) {
      return failsToOpen
          ? CompletableFuture.failedFuture(new IllegalStateException("No log"))
          : log.open(room);
    }

    @Override
    public CompletionStage<Void> append(String room, long term, List<Entry> entries) {
      if (busy) {
        return gate.thenCompose(
            open -> CompletableFuture.failedFuture(new MessageLog.BusyException("Too much")));
      }
      return fails
          ? CompletableFuture.failedFuture(new IllegalStateException("Disk full"))
          : gate.thenCompose(open -> log.append(room, term, entries));
    }

    @Override
    public Duration gathering() {
      return gathering;
    }

    @Override
    public CompletionStage<Long> firstSeq(String room) {
      return firstSeq == 0 ? log.firstSeq(room) : CompletableFuture.completedFuture(firstSeq);
    }

    @Override
    public CompletionStage<List<Entry>> newest(String room, int limit) {
      return log.newest(room, limit);
    }

    @Override
    public CompletionStage<List<Entry>> before(String room, long before, int limit) {
      return log.before(room, before, limit);
    }

    @Override
    public CompletionStage<List<Entry>> after(String room, long after, int limit) {
      return log.after(room, after, limit);
    }

    @Override
    public CompletionStage<List<SentMessage>> sentSince(String room, long at) {
      return log.sentSince(room, at);
    }
  }
}
