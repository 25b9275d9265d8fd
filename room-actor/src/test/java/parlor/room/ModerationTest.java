package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.history.Entry;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.moderation.AuditEntry;
import parlor.moderation.Deed;
import parlor.moderation.HouseRules;
import parlor.moderation.InMemoryRules;
import parlor.moderation.Permission;
import parlor.moderation.RulesStore;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Visitor;
import parlor.people.Visitors;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.Role;

/** What a ledger does by virtue of roles. */
class ModerationTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Person ADA = new Person(new PersonId("1"), "ada");
  private static final Person BOB = new Person(new PersonId("2"), "bob");
  private static final Person EVE = new Person(new PersonId("3"), "Eve");
  private static final RoomSettings SETTINGS =
      new RoomSettings(
          Duration.ofSeconds(10),
          50,
          100,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          100,
          3,
          3,
          Rate.UNLIMITED,
          Duration.ofSeconds(3));

  private final TestProbe<RoomActor.FromLedger> node =
      KIT.createTestProbe(RoomActor.FromLedger.class);
  private final TestProbe<ClusterSharding.ShardCommand> shard =
      KIT.createTestProbe(ClusterSharding.ShardCommand.class);
  private final TestProbe<Presence.Command> presence = KIT.createTestProbe(Presence.Command.class);
  private final FailingRules rules = new FailingRules();
  private final InMemoryMessageLog log = new InMemoryMessageLog(1000);
  private ActorRef<RoomLedger.Command> ledger = ledger("room");
  private long asked;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void theFirstAccountInAnEmptyRoomOwnsIt() {
    assertThat(rolesAfter(Visitors.account(ADA))).containsExactly(Role.OWNER);
    enter("b", Visitors.account(BOB));

    assertThat(rules.current("room").roleOf(BOB.id())).isEqualTo(Role.NONE);
  }

  @Test
  void aGuestOwnsNothingAndNeitherDoesWhoComesAfter() {
    enter("a", Visitors.guest(ADA));
    enter("b", Visitors.account(BOB));

    assertThat(rules.current("room").isOwned()).isFalse();
  }

  @Test
  void theRoomsOfTheAdminsAreOwnedByNobody() {
    ledger = ledger("lobby");
    enter("a", Visitors.account(ADA));

    assertThat(rules.current("lobby").isOwned()).isFalse();
  }

  @Test
  void aFounderComesInEvenIfThatCannotBeKept() {
    rules.fails = true;
    enter("a", Visitors.account(ADA));

    assertThat(rules.current("room").isOwned()).isFalse();
  }

  /** A late answer makes a node ask once more; others come at the same time. */
  @Test
  void whileARoomIsBeingFoundedEverybodyWaits() {
    rules.held = new CompletableFuture<>();
    askToEnter("a", Visitors.account(ADA));
    askToEnter("a", Visitors.account(ADA));
    askToEnter("b", Visitors.account(BOB));
    askToEnter("gone", Visitors.account(EVE));
    ledger.tell(
        new RoomLedger.Exit(
            node.ref(),
            new RoomLedger.SeatOf("gone", Visitors.account(EVE)),
            RoomLedger.Ending.ENDED));
    rules.asked.join();
    next(RoomActor.Attached.class);
    ledger.tell(new RoomLedger.Attach(node.ref(), 2, 0, null, null, 0, 0, List.of(), List.of()));
    RoomActor.FromLedger told;
    do {
      told = node.receiveMessage();
      assertThat(told).isNotInstanceOf(RoomActor.Admitted.class);
    } while (!(told instanceof RoomActor.Attached));
    rules.held.complete(null);

    assertThat(next(RoomActor.RulesChanged.class).face().roleOf(ADA.id())).isEqualTo(Role.OWNER);
    for (String session : List.of("a", "a", "b")) {
      assertThat(next(RoomActor.Admitted.class).session()).isEqualTo(session);
    }
    enter("c", Visitors.guest(EVE));
  }

  @Test
  void whatCannotBeKeptIsNotDone() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    rules.fails = true;

    RoomActor.Refused refused = refused(act(Visitors.account(ADA), order(Permission.BAN, "bob")));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    rules.fails = false;
    enter("b2", Visitors.guest(BOB));
  }

  @Test
  void anotherWriterEndsTheLedger() {
    enter("a", Visitors.account(ADA));
    rules.fenced = true;

    assertThat(refused(act(Visitors.account(ADA), new Deed.Settings(true, null))).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    node.expectTerminated(ledger);
  }

  @Test
  void aBannedGuestIsKnownByNicknameAndByAddress() {
    enter("a", Visitors.account(ADA));
    enter("e", from("10.1.1.1", EVE));
    assertThat(act(Visitors.account(ADA), order(Permission.BAN, "eve")).outcome())
        .isEqualTo(new RoomActor.Done());

    assertThat(refusedAtTheDoor(from("10.9.9.9", person("4", "EVE")))).isEqualTo("banned");
    assertThat(refusedAtTheDoor(from("10.1.1.1", person("5", "mallory")))).isEqualTo("banned");
    enter("m", new Visitor(person("6", "grace"), true, false, "10.1.1.1"));
    enter("n", from("10.9.9.9", person("7", "mallory")));
  }

  @Test
  void whoComesFromTheSameHostIsNotTakenForEverybodyThere() {
    enter("a", Visitors.account(ADA));
    enter("e", from("127.0.0.1", EVE));
    act(Visitors.account(ADA), order(Permission.BAN, "eve"));

    enter("m", from("127.0.0.1", BOB));
  }

  @Test
  void aBannedAccountIsKnownByItsPerson() {
    enter("a", Visitors.account(ADA));
    actAbout(
        new Presence.Found(BOB, true, false), Visitors.account(ADA), order(Permission.BAN, "bob"));

    assertThat(refusedAtTheDoor(Visitors.account(BOB))).isEqualTo("banned");
  }

  @Test
  void whoIsPutOutIsToldToEverybodyWithWhoAndWhy() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    act(Visitors.account(ADA), new Deed.Discipline(Permission.KICK, "BOB", null, "shouting"));

    assertThat(rules.audit().getLast())
        .extracting(AuditEntry::act, AuditEntry::by, AuditEntry::target, AuditEntry::detail)
        .containsExactly(Permission.KICK, ADA, "bob", "shouting");
    assertThat(left.person()).isEqualTo(BOB);
    assertThat(left.reason()).isEqualTo(LeaveReason.KICKED);
    assertThat(left.by()).isEqualTo("ada");
    assertThat(left.text()).isEqualTo("shouting");
  }

  @Test
  void theMutedSayNothingUntilTheirTimeIsOver() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    act(Visitors.account(ADA), new Deed.Discipline(Permission.MUTE, "bob", 5, null));

    RoomActor.Refused refused = refused(say(BOB, "hello?"));
    assertThat(refused.reason()).isEqualTo("muted");
    assertThat(refused.retryAfterMs()).isBetween(1L, 300_000L);
    act(Visitors.account(ADA), order(Permission.UNMUTE, "bob"));
    assertThat(say(BOB, "hello?").outcome()).isInstanceOf(RoomActor.Said.class);
  }

  @Test
  void aRemovedMessageIsGoneFromTheLogAndRemovedOnce() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    say(BOB, "secret");

    act(Visitors.account(ADA), new Deed.Remove(1));
    act(Visitors.account(ADA), new Deed.Remove(1));

    List<Entry> entries = log.newest("room", 10).toCompletableFuture().join();
    assertThat(entries).hasSize(2);
    assertThat(((Entry.Message) entries.getFirst()).text()).isEmpty();
    assertThat(((Entry.Message) entries.getFirst()).removed()).isTrue();
    assertThat(((Entry.Removal) entries.getLast()).target()).isEqualTo(1);
  }

  @Test
  void oneMayRemoveOnesOwnMessagesAndNoOthers() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    say(BOB, "mine");
    say(ADA, "hers");

    assertThat(act(Visitors.guest(BOB), new Deed.Remove(1)).outcome())
        .isEqualTo(new RoomActor.Done());
    assertThat(refused(act(Visitors.guest(BOB), new Deed.Remove(2))).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refused(act(Visitors.account(ADA), new Deed.Remove(3))).code())
        .isEqualTo(ErrorCode.MESSAGE_UNKNOWN);
    assertThat(refused(act(Visitors.account(ADA), new Deed.Remove(99))).code())
        .isEqualTo(ErrorCode.MESSAGE_UNKNOWN);
  }

  @Test
  void aMembersOnlyRoomKeepsThoseInsideAndLetsInWhoHasARole() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.guest(BOB));
    act(Visitors.account(ADA), new Deed.Settings(true, null));

    enter("b2", Visitors.guest(BOB));
    assertThat(refusedAtTheDoor(Visitors.account(EVE))).isEqualTo("members-only");
    actAbout(
        new Presence.Found(EVE, true, false),
        Visitors.account(ADA),
        new Deed.SetRole("eve", Role.MEMBER));
    enter("e", Visitors.account(EVE));
  }

  @Test
  void aRuleOutlivesTheLedger() {
    enter("a", Visitors.account(ADA));
    act(Visitors.account(ADA), new Deed.SetTopic("上海"));
    act(Visitors.account(ADA), new Deed.Settings(null, true));
    ledger.tell(new RoomLedger.Stop());
    node.expectMessage(new RoomActor.LedgerStops(ledger));
    node.expectTerminated(ledger);
    ledger = ledger("room");

    RoomActor.Attached attached = node.expectMessageClass(RoomActor.Attached.class);
    assertThat(attached.topic()).isEqualTo("上海");
    assertThat(attached.face().hidden()).isTrue();
    assertThat(attached.face().roleOf(ADA.id())).isEqualTo(Role.OWNER);
  }

  @Test
  void anAdminStandsAboveAnOwnerAndNobodyAboveAnAdmin() {
    enter("a", Visitors.account(ADA));
    enter("b", Visitors.admin(BOB));

    assertThat(refused(act(Visitors.account(ADA), order(Permission.KICK, "bob"))).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(act(Visitors.admin(BOB), order(Permission.MUTE, "ada")).outcome())
        .isEqualTo(new RoomActor.Done());
  }

  // How a node talks to the ledger

  private ActorRef<RoomLedger.Command> ledger(String name) {
    ActorRef<RoomLedger.Command> started =
        KIT.spawn(
            RoomLedger.create(
                name,
                new RoomLedger.Tools(
                    SETTINGS,
                    log,
                    new NoMemberships(null),
                    rules,
                    Set.of("lobby"),
                    skeleton -> presence.ref(),
                    null,
                    () -> true,
                    Clock.systemUTC()),
                shard.ref(),
                new Overtaken()));
    started.tell(new RoomLedger.Attach(node.ref(), 1, 0, null, null, 0, 0, List.of(), List.of()));
    return started;
  }

  private RoomActor.@Nullable PersonLeft left;

  /** What comes for the node until there is one of these. */
  private <T extends RoomActor.FromLedger> T next(Class<T> wanted) {
    while (true) {
      RoomActor.FromLedger message = node.receiveMessage();
      if (message instanceof RoomActor.PersonLeft gone) {
        left = gone;
      }
      if (wanted.isInstance(message)) {
        return wanted.cast(message);
      }
    }
  }

  private void askToEnter(String session, Visitor visitor) {
    ledger.tell(new RoomLedger.Enter(node.ref(), new RoomLedger.SeatOf(session, visitor)));
  }

  private void enter(String session, Visitor visitor) {
    askToEnter(session, visitor);
    assertThat(next(RoomActor.Admitted.class).session()).isEqualTo(session);
  }

  private List<Role> rolesAfter(Visitor visitor) {
    enter("first", visitor);
    return List.copyOf(rules.current("room").roles().values());
  }

  private @Nullable String refusedAtTheDoor(Visitor visitor) {
    ledger.tell(new RoomLedger.Enter(node.ref(), new RoomLedger.SeatOf("door", visitor)));
    RoomActor.NotAdmitted refused = next(RoomActor.NotAdmitted.class);
    assertThat(refused.why().code()).isEqualTo(ErrorCode.FORBIDDEN);
    return refused.why().reason();
  }

  private RoomActor.Answered act(Visitor by, Deed deed) {
    asked++;
    ledger.tell(new RoomLedger.Act(node.ref(), asked, by, deed));
    return answer();
  }

  private RoomActor.Answered say(Person author, String text) {
    asked++;
    ledger.tell(new RoomLedger.Post(node.ref(), asked, author, text, null, null, List.of()));
    return answer();
  }

  private RoomActor.Answered answer() {
    RoomActor.Answered answered = next(RoomActor.Answered.class);
    assertThat(answered.number()).isEqualTo(asked);
    return answered;
  }

  /** About somebody who is not in the room. */
  private RoomActor.Answered actAbout(Presence.Found found, Visitor by, Deed deed) {
    asked++;
    ledger.tell(new RoomLedger.Act(node.ref(), asked, by, deed));
    presence.expectMessageClass(Presence.Find.class).replyTo().tell(found);
    return answer();
  }

  private static RoomActor.Refused refused(RoomActor.Answered answered) {
    return (RoomActor.Refused) answered.outcome();
  }

  private static Deed.Discipline order(Permission order, String nickname) {
    return new Deed.Discipline(order, nickname, null, null);
  }

  private static Visitor from(String address, Person person) {
    return new Visitor(person, false, false, address);
  }

  private static Person person(String id, String nickname) {
    return new Person(new PersonId(id), nickname);
  }

  /** Rules that can be made to fail. */
  private static final class FailingRules implements RulesStore {
    private final InMemoryRules kept = new InMemoryRules();
    volatile boolean fails;
    volatile boolean fenced;

    /** Completes when a change has been asked for. */
    final CompletableFuture<Void> asked = new CompletableFuture<>();

    /** What changes wait for. */
    volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

    HouseRules current(String room) {
      return kept.rules(room).toCompletableFuture().join();
    }

    List<AuditEntry> audit() {
      return kept.audit();
    }

    @Override
    public CompletionStage<HouseRules> rules(String room) {
      return kept.rules(room);
    }

    @Override
    public CompletionStage<Void> change(
        String room, long term, HouseRules rules, AuditEntry audit) {
      asked.complete(null);
      if (fenced) {
        return CompletableFuture.failedFuture(new MessageLog.FencedException(room, term));
      }
      return fails
          ? CompletableFuture.failedFuture(new IllegalStateException("no database"))
          : held.thenCompose(go -> kept.change(room, term, rules, audit));
    }

    @Override
    public CompletionStage<Void> note(AuditEntry audit) {
      return kept.note(audit);
    }
  }
}
