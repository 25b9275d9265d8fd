package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.util.ByteString;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.files.NoFiles;
import parlor.history.Entry;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.people.Memberships;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitor;
import parlor.people.Visitors;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.MessageText;
import parlor.protocol.RoomName;

class RoomActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Person ADA = new Person(new PersonId("1"), "ada");
  private static final Person BOB = new Person(new PersonId("2"), "bob");
  private static final RoomName ROOM = new RoomName("room");

  private final CompletableFuture<Void> pageAsked = new CompletableFuture<>();
  private final List<PersonId> forgotten = new CopyOnWriteArrayList<>();

  /** What it waits for that somebody came is stored. */
  private volatile @Nullable Object storing;

  /** What a page of history waits for. */
  private volatile @Nullable Object held;

  private final TestProbe<RoomLedger.Command> ledger =
      KIT.createTestProbe(RoomLedger.Command.class);
  private final TestProbe<Rooms.FromRoom> rooms = KIT.createTestProbe(Rooms.FromRoom.class);
  private final TestProbe<ConnectionEvent> connection = KIT.createTestProbe(ConnectionEvent.class);
  private final Outlet outlet =
      new Outlet(1_000_000, new OutletsBound(1_000_000_000, 1_000_000), () -> {});
  private final MovableClock clock = new MovableClock();
  private final ActorRef<RoomActor.Command> room =
      KIT.spawn(
          RoomActor.create(
              ROOM,
              new RoomActor.Tools(
                  new RoomSettings(
                      Duration.ofSeconds(10),
                      50,
                      100,
                      Duration.ofSeconds(5),
                      Duration.ofSeconds(60),
                      10_000,
                      3,
                      3,
                      Rate.UNLIMITED,
                      Duration.ofSeconds(3)),
                  heldLog(),
                  notingMemberships(),
                  new NoFiles(),
                  false,
                  clock),
              ledger.ref(),
              rooms.ref()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aJoinerGetsWhatWasThereAndThenWhatFollows() {
    attached(1, message(1, "old"));
    open("s", ADA);
    room.tell(new RoomActor.PersonEntered(2, ADA, 5));
    room.tell(new RoomActor.Admitted("s"));
    assertThat(taken("\"joined\"")).contains("\"seq\":1,", "\"old\"").doesNotContain("member-");
    room.tell(new RoomActor.Entries(3, List.of(message(2, "new"))));

    assertThat(taken("\"new\"")).startsWith("{\"type\":\"message\"").doesNotContain("\"old\"");
  }

  @Test
  void whatWasForgottenIsShownToNobodyWhoComesAndThereIsNoMoreOfIt() {
    attached(0, message(1, "forgotten"), message(2, "kept"));
    room.tell(new RoomActor.Forgotten(1, 2));
    open("s", ADA);
    room.tell(new RoomActor.Admitted("s"));

    assertThat(taken("\"joined\""))
        .contains("\"firstSeq\":2", "kept", "\"more\":false")
        .doesNotContain("forgotten");
  }

  @Test
  void whatComesTogetherGoesOutAsOneSharedBatch() {
    attached(0);
    Outlet other = new Outlet(1_000_000, new OutletsBound(1_000_000_000, 1_000_000), () -> {});
    join("s", ADA, outlet);
    join("t", BOB, other);
    room.tell(new RoomActor.Entries(1, List.of(message(1, "one"), message(2, "two"))));
    String mine = taken("two");

    assertThat(mine).contains("one", "two");
    ByteString theirs = null;
    while (theirs == null || !theirs.utf8String().contains("two")) {
      theirs = other.take(1);
    }
    assertThat(mine).endsWith(theirs.utf8String());
  }

  @Test
  void inALargeRoomItIsToldTogetherWhoComesAndBeforeWhatIsSaidNext() {
    attached(0);
    Outlet others = new Outlet(1_000_000, new OutletsBound(1_000_000_000, 1_000_000), () -> {});
    join("s", ADA, outlet);
    for (int i = 0; i < 100; i++) {
      join("other" + i, new Person(new PersonId("other" + i), "other" + i), others);
    }
    outlet.take(1_000_000);
    int number = 1;
    StringBuilder shown = new StringBuilder();
    // The notice is there before the second answer, unless it waits for others.
    for (String name : List.of("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8")) {
      room.tell(new RoomActor.PersonEntered(number++, new Person(new PersonId(name), name), 5));
      for (String re : List.of("first-" + name, name)) {
        outlet.request();
        room.tell(new RoomActor.ListMembers("s", new ClientFrame.Members(re, ROOM, null)));
        shown.append(taken("\"re\":\"" + re + "\""));
      }
    }
    room.tell(new RoomActor.Entries(number, List.of(message(1, "hello"))));
    shown.append(taken("hello"));

    List<String> lines = shown.toString().lines().toList();
    List<String> notices = lines.stream().filter(line -> line.contains("member-joined")).toList();
    assertThat(notices).hasSize(8).isSortedAccordingTo(String::compareTo);
    assertThat(lines.getLast()).contains("hello");
    long waited =
        notices.stream()
            .filter(
                notice -> {
                  String name = notice.replaceAll(".*\"(n\\d)\".*", "$1");
                  int answer = lines.indexOf(answerTo(lines, name));
                  return lines.indexOf(notice) > answer;
                })
            .count();
    assertThat(waited).isPositive();
  }

  private static String answerTo(List<String> lines, String id) {
    return lines.stream()
        .filter(line -> line.contains("\"re\":\"" + id + "\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGapIsNoticedAndTheRestAskedFor() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.Entries(1, List.of(message(1, "one"))));
    taken("one");
    room.tell(new RoomActor.Entries(3, List.of(message(3, "three"))));

    RoomLedger.Attach again = ledger.expectMessageClass(RoomLedger.Attach.class);
    assertThat(again.have()).isEqualTo(1);
    assertThat(again.epoch()).isEqualTo("epoch");
    assertThat(again.seats()).containsExactly(new RoomLedger.SeatOf("s", Visitors.guest(ADA)));
    room.tell(attachedAt(3, 3, List.of(message(2, "two"), message(3, "three")), List.of(ADA)));
    assertThat(taken("three")).contains("two", "three");
  }

  @Test
  void aLossAtTheEndIsNoticedByTheLedgersStanding() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.Standing(0, 0));
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.Standing(1, 0));

    ledger.expectMessageClass(RoomLedger.Attach.class);
  }

  @Test
  void whoStillWaitsForTheLedgerWhenItStandsASecondTimeIsEnteredAgain() {
    attached(0);
    open("s", ADA);
    room.tell(new RoomActor.Standing(0, 0));
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.Standing(0, 0));
    assertThat(ledger.expectMessageClass(RoomLedger.Enter.class).seat().session()).isEqualTo("s");
    room.tell(new RoomActor.Admitted("s"));
    room.tell(new RoomActor.Standing(0, 0));

    taken("\"joined\"");
    ledger.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoCameAndWentWhileTheNodeDidNotHearIsShown() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.PersonEntered(1, BOB, 5));
    taken("bob");
    room.tell(new RoomActor.Standing(9, 0));
    ledger.expectMessageClass(RoomLedger.Attach.class);
    Person eve = new Person(new PersonId("3"), "eve");
    room.tell(attachedAt(9, 0, List.of(), List.of(ADA, eve)));

    String notices = taken("eve");
    assertThat(notices)
        .contains("\"member-left\"", "\"bob\"", "\"lost\"", "\"member-joined\"", "\"eve\"");
  }

  @Test
  void whenTheLedgerEndsWhatHasAnIdIsSaidAgainAndTheRestIsRefused() throws InvalidValue {
    attached(0);
    join("s", ADA, outlet);
    say("with", "a");
    say(null, "b");
    ledger.expectMessageClass(RoomLedger.Post.class);
    ledger.expectMessageClass(RoomLedger.Post.class);
    TestProbe<RoomLedger.Command> second = KIT.createTestProbe(RoomLedger.Command.class);
    room.tell(new RoomActor.LedgerGone());
    ledger.expectMessageClass(RoomLedger.Attach.class);
    room.tell(
        new RoomActor.Attached(
            second.ref(), 2, 0, 5, "epoch", 0, 1, 0, List.of(), List.of(ADA), "", RoomFace.PLAIN));

    assertThat(second.expectMessageClass(RoomLedger.Post.class).clientId()).isEqualTo("with");
    second.expectNoMessage(Duration.ZERO);
    assertThat(taken("unavailable")).contains("\"retryAfterMs\"").doesNotContain("\"re\":\"with\"");
  }

  @Test
  void attachingIsTriedAgainWhileNobodyAnswers() {
    ledger.expectMessageClass(RoomLedger.Attach.class);
    TIME.timePasses(Duration.ofSeconds(1));
    ledger.expectMessageClass(RoomLedger.Attach.class);
    TIME.timePasses(Duration.ofSeconds(1));
    ledger.expectMessageClass(RoomLedger.Attach.class);
  }

  @Test
  void whatIsNotAnsweredInTimeIsRefused() throws InvalidValue {
    attached(0);
    join("s", ADA, outlet);
    say("slow", "a");
    ledger.expectMessageClass(RoomLedger.Post.class);
    clock.pass(Duration.ofSeconds(6));
    TIME.timePasses(Duration.ofSeconds(1));

    assertThat(taken("unavailable")).contains("\"re\":\"slow\"");
  }

  @Test
  void aJoinThatNobodyAnswersIsRefusedAndThePlaceGivenUp() {
    outlet.request();
    room.tell(
        new RoomActor.Open(
            "s",
            Visitors.guest(ADA),
            outlet,
            connection.ref(),
            new ClientFrame.Join("j", ROOM, null, null),
            false));
    var opened = connection.expectMessageClass(ConnectionEvent.SessionOpened.class);
    TIME.timePasses(Duration.ofSeconds(6));

    assertThat(taken("unavailable")).contains("\"re\":\"j\"");
    connection.expectMessage(new ConnectionEvent.PutOut(ROOM, opened.session()));
    opened.session().tell(new UserSession.Dismissed());
    connection.expectTerminated(opened.session());
  }

  @Test
  void whatComesFromASessionThatWasPutOutIsRefusedUntilItIsDismissed() throws InvalidValue {
    attached(0);
    ActorRef<UserSession.Command> session = open("s", ADA, outlet);
    room.tell(new RoomActor.Admitted("s"));
    taken("\"joined\"");
    room.tell(new RoomActor.PersonEntered(1, ADA, 5));
    room.tell(new RoomActor.PersonLeft(2, ADA, 5, LeaveReason.KICKED, "bob", "spam"));
    connection.expectMessage(new ConnectionEvent.PutOut(ROOM, session));

    assertThat(taken("\"left\""))
        .containsSubsequence("\"member-left\"", "kicked", "bob", "spam", "\"left\"", "kicked");
    session.tell(
        new UserSession.Request(
            new ClientFrame.Say("late", ROOM, MessageText.parse("x", 10), null)));
    assertThat(taken("not-in-room")).contains("\"re\":\"late\"");
    room.tell(new RoomActor.ListMembers("s", new ClientFrame.Members("later", ROOM, null)));
    assertThat(taken("not-in-room")).contains("\"re\":\"later\"");
    var again = new ClientFrame.Join("again", ROOM, null, null);
    session.tell(new UserSession.Request(again));
    connection.expectMessage(new ConnectionEvent.ToJoinAnew(session, again));
    room.tell(new RoomActor.JoinAgain("s", again));
    connection.expectMessage(new ConnectionEvent.ToJoinAnew(session, again));
    session.tell(new UserSession.Dismissed());
    connection.expectTerminated(session);
  }

  @Test
  void aLeaveThatWaitedIsAnsweredOnceAlsoIfTheOneWhoLeavesIsPutOut() throws InvalidValue {
    attached(0);
    join("s", ADA, outlet);
    say("x", "on its way");
    RoomLedger.Post post = ledger.expectMessageClass(RoomLedger.Post.class);
    room.tell(new RoomActor.Leave("s", new ClientFrame.Leave("bye", ROOM)));
    room.tell(new RoomActor.PersonEntered(1, ADA, 5));
    room.tell(new RoomActor.PersonLeft(2, ADA, 5, LeaveReason.KICKED, "bob", null));
    assertThat(taken("\"re\":\"bye\""))
        .containsSubsequence("\"left\"", "kicked", "\"left\"", "bye");
    ledger.expectMessageClass(RoomLedger.Exit.class);
    room.tell(new RoomActor.Answered(post.number(), new RoomActor.Said(1, 5)));
    assertThat(taken("\"re\":\"x\"")).contains("\"said\"");
    room.tell(new RoomActor.LeaveOverdue("s"));
    room.tell(new RoomActor.ListMembers("s", new ClientFrame.Members("later", ROOM, null)));

    assertThat(taken("\"re\":\"later\"")).doesNotContain("bye").contains("not-in-room");
  }

  /** The ledger forgets them on its node, and has to find what it forgets. */
  @Test
  void whoLeavesAtOnceLeavesWhenTheirComingIsStored() {
    attached(0);
    var stored = new CompletableFuture<Void>();
    storing = stored;
    join("s", ADA, outlet);
    room.tell(new RoomActor.Leave("s", new ClientFrame.Leave("bye", ROOM)));
    room.tell(new RoomActor.ListMembers("s", new ClientFrame.Members("list", ROOM, null)));
    taken("\"re\":\"list\"");
    ledger.expectNoMessage(Duration.ZERO);
    stored.complete(null);

    assertThat(ledger.expectMessageClass(RoomLedger.Exit.class).ending())
        .isEqualTo(RoomLedger.Ending.LEFT);
  }

  /** What is without an answer keeps the connection from taking anything more in. */
  @Test
  void whatASessionThatWasPutOutHadLookedUpIsAnsweredToo() {
    attached(0);
    ActorRef<UserSession.Command> session = open("s", ADA, outlet);
    room.tell(new RoomActor.Admitted("s"));
    taken("\"joined\"");
    var page = new CompletableFuture<List<Entry>>();
    held = page;
    outlet.request();
    session.tell(new UserSession.Request(new ClientFrame.History("page", ROOM, null, null, null)));
    pageAsked.join();
    room.tell(new RoomActor.PersonEntered(1, ADA, 5));
    room.tell(new RoomActor.PersonLeft(2, ADA, 5, LeaveReason.KICKED, "bob", null));
    connection.expectMessage(new ConnectionEvent.PutOut(ROOM, session));
    session.tell(new UserSession.Dismissed());
    page.complete(List.of());

    assertThat(taken("not-in-room")).contains("\"re\":\"page\"");
    connection.expectTerminated(session);
    assertThat(outlet.unanswered()).isZero();
  }

  @Test
  void aRoomThatClosesAnswersWhatWasSaidInIt() throws InvalidValue {
    attached(0);
    join("s", ADA, outlet);
    say("x", "on its way");
    ledger.expectMessageClass(RoomLedger.Post.class);
    room.tell(new RoomActor.PersonEntered(1, ADA, 5));
    room.tell(new RoomActor.PersonLeft(2, ADA, 5, LeaveReason.KICKED, "bob", null));
    room.tell(new RoomActor.Close());

    assertThat(taken("unavailable")).contains("\"re\":\"x\"");
    assertThat(outlet.unanswered()).isZero();
  }

  /** They may have come back to another node by then. */
  @Test
  void onlyWhoSatHereIsForgottenHere() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.PersonEntered(1, ADA, 5));
    room.tell(new RoomActor.PersonEntered(2, BOB, 5));
    room.tell(new RoomActor.PersonLeft(3, BOB, 5, LeaveReason.KICKED, "ada", null));
    room.tell(new RoomActor.PersonLeft(4, ADA, 5, LeaveReason.KICKED, "bob", null));
    taken("\"left\"");

    assertThat(forgotten).containsExactly(ADA.id());
  }

  @Test
  void anotherLifeOfTheLogEndsTheRoomHereSoThatItsMembersJoinAnew() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(
        new RoomActor.Attached(
            ledger.ref(), 1, 0, 0, "other", 0, 1, 0, List.of(), List.of(), "", RoomFace.PLAIN));

    ledger.expectTerminated(room);
    connection.expectMessage(new ConnectionEvent.SessionEnded(ROOM));
  }

  @Test
  void aLeaveThatTheLedgerCouldNotHearIsToldWhenItIsBack() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.LedgerGone());
    ledger.expectMessageClass(RoomLedger.Attach.class);
    room.tell(new RoomActor.Leave("s", new ClientFrame.Leave("l", ROOM)));
    room.tell(attachedAt(0, 0, List.of(), List.of(ADA)));

    RoomLedger.Exit exit = ledger.expectMessageClass(RoomLedger.Exit.class);
    assertThat(exit.ending()).isEqualTo(RoomLedger.Ending.LEFT);
    room.tell(new RoomActor.SeatLeft("s"));
    assertThat(taken("\"left\"")).contains("\"re\":\"l\"");
  }

  @Test
  void whoIsCalledInGoesOnWithTheRestAndWaitsOnForALedgerThatDoesNotAnswer() {
    attached(0);
    room.tell(
        new RoomActor.Open(
            "s",
            Visitors.guest(ADA),
            outlet,
            connection.ref(),
            new ClientFrame.Join(null, ROOM, null, null),
            true));
    var session = connection.expectMessageClass(ConnectionEvent.SessionOpened.class).session();
    ledger.expectMessageClass(RoomLedger.Enter.class);
    outlet.request();
    session.tell(new UserSession.Request(new ClientFrame.Join("j", ROOM, null, null)));
    TIME.timePasses(Duration.ofSeconds(5));
    connection.expectMessage(new ConnectionEvent.CalledIn(ROOM));
    assertThat(taken("unavailable")).contains("\"re\":\"j\"");
    room.tell(new RoomActor.Entries(1, List.of(message(1, "meanwhile"))));
    room.tell(new RoomActor.Admitted("s"));

    taken("meanwhile");
  }

  @Test
  void typingIsNotToldToThePersonWhoTypes() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.PersonEntered(1, BOB, 5));
    room.tell(new RoomActor.Writing(ADA));
    room.tell(new RoomActor.PersonLeft(2, BOB, 5, LeaveReason.LEFT, null, null));

    assertThat(taken("member-left")).doesNotContain("typing");
  }

  @Test
  void manyWhoComeAtOnceIntoALargeRoomAreCounted() {
    attached(0);
    join("s", ADA, outlet);
    for (int i = 1; i <= 100; i++) {
      room.tell(new RoomActor.PersonEntered(i, person(i), 5));
    }
    room.tell(new RoomActor.PersonLeft(101, person(1), 6, LeaveReason.LEFT, null, null));
    room.tell(new RoomActor.Entries(102, List.of(message(1, "heard"))));
    assertThat(taken("heard").split("member-joined", -1)).hasSize(1 + 3 + 5);
    TIME.timePasses(Duration.ofSeconds(1));

    assertThat(taken("members-changed"))
        .doesNotContain("member-joined", "member-left")
        .contains("\"joined\":92,\"left\":1,\"memberCount\":99");
    room.tell(new RoomActor.PersonEntered(103, BOB, 5));
    assertThat(taken("member-joined")).as("who comes alone").contains("\"bob\"");
    TIME.timePasses(Duration.ofSeconds(2));
    room.tell(new RoomActor.Entries(104, List.of(message(2, "later"))));
    assertThat(taken("later")).doesNotContain("members-changed");
  }

  @Test
  void whoComesFirstIsNotToldOfThoseWhoWereThere() {
    ledger.expectMessageClass(RoomLedger.Attach.class);
    room.tell(
        attachedAt(7, 0, List.of(), IntStream.range(0, 50).mapToObj(i -> person(i)).toList()));
    join("s", ADA, outlet);
    TIME.timePasses(Duration.ofSeconds(2));
    room.tell(new RoomActor.Entries(8, List.of(message(1, "heard"))));

    assertThat(taken("heard"))
        .contains("\"memberCount\":50")
        .doesNotContain("member-joined", "members-changed");
  }

  @Test
  void inALargeRoomNobodyIsToldWhoIsTyping() {
    attached(0);
    join("s", ADA, outlet);
    for (int i = 1; i <= 4; i++) {
      room.tell(new RoomActor.PersonEntered(i, person(i), 5));
    }
    room.tell(new RoomActor.Type("s"));
    room.tell(new RoomActor.Writing(BOB));
    room.tell(new RoomActor.Entries(5, List.of(message(1, "heard"))));
    assertThat(taken("heard")).doesNotContain("typing");
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.PersonLeft(6, person(1), 6, LeaveReason.LEFT, null, null));
    room.tell(new RoomActor.Type("s"));

    ledger.expectMessageClass(RoomLedger.Typing.class);
  }

  @Test
  void aLedgerThatStopsIsLookedForElsewhereAtOnceAndAnotherOnesEndIsNot() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.LedgerStops(KIT.createTestProbe(RoomLedger.Command.class).ref()));
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.LedgerStops(ledger.ref()));

    assertThat(ledger.expectMessageClass(RoomLedger.Attach.class).seats())
        .containsExactly(new RoomLedger.SeatOf("s", Visitors.guest(ADA)));
    room.tell(new RoomActor.LedgerStops(ledger.ref()));
    ledger.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aLeaveThatGotLostOnTheWayIsNoticedByTheLedgersStanding() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(new RoomActor.Leave("s", new ClientFrame.Leave("l", ROOM)));
    ledger.expectMessageClass(RoomLedger.Exit.class);
    room.tell(new RoomActor.Standing(0, 0));
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.Standing(0, 1));
    ledger.expectNoMessage(Duration.ZERO);
    room.tell(new RoomActor.Standing(0, 0));

    RoomLedger.Attach again = ledger.expectMessageClass(RoomLedger.Attach.class);
    assertThat(again.seats()).isEmpty();
    assertThat(again.exits()).isEqualTo(1);
  }

  @Test
  void whoIsAdmittedWhileTheLedgerHearsAnewWhoSitsHereIsEnteredAgain() {
    attached(0);
    open("s", ADA);
    room.tell(new RoomActor.LedgerGone());
    assertThat(ledger.expectMessageClass(RoomLedger.Attach.class).seats()).isEmpty();
    room.tell(new RoomActor.Admitted("s"));
    room.tell(attachedAt(0, 0, List.of(), List.of()));

    ledger.expectMessageClass(RoomLedger.Enter.class);
    assertThat(outlet.unanswered()).isOne();
    room.tell(new RoomActor.Admitted("s"));
    taken("\"joined\"");
  }

  @Test
  void whoIsAdmittedWhileASecondAttachingIsUnderWayIsEnteredAgainBehindIt() {
    ledger.expectMessageClass(RoomLedger.Attach.class);
    TIME.timePasses(Duration.ofMillis(400));
    assertThat(ledger.expectMessageClass(RoomLedger.Attach.class).attempt()).isEqualTo(2);
    room.tell(attachedIn(1, 0, List.of(), List.of()));
    join("s", ADA, outlet);

    room.tell(attachedIn(2, 0, List.of(), List.of(ADA)));

    assertThat(ledger.expectMessageClass(RoomLedger.Enter.class).seat().session()).isEqualTo("s");
  }

  @Test
  void theLedgerHearsThatAGuestHasRegistered() {
    attached(0);
    ActorRef<UserSession.Command> session = open("s", ADA, outlet);
    room.tell(new RoomActor.Admitted("s"));
    taken("\"joined\"");

    session.tell(new UserSession.Registered(new Visitor(ADA, true, false, "")));

    assertThat(ledger.expectMessageClass(RoomLedger.Enter.class).seat().visitor().account())
        .isTrue();
    room.tell(new RoomActor.LedgerGone());
    assertThat(ledger.expectMessageClass(RoomLedger.Attach.class).seats())
        .extracting(seat -> seat.visitor().account())
        .containsExactly(true);
  }

  @Test
  void aLargeRosterComesAndGoesInPiecesAndOnlyAsAWhole() {
    List<Person> crowd = IntStream.range(0, 2_000).mapToObj(i -> person(i)).toList();
    ledger.expectMessageClass(RoomLedger.Attach.class);
    room.tell(new RoomActor.AttachedPart(1, List.of(message(1, "one")), crowd.subList(0, 900)));
    room.tell(attachedIn(1, 2, List.of(message(2, "two")), crowd.subList(1_900, 2_000)));
    TIME.timePasses(Duration.ofMillis(400));
    assertThat(ledger.expectMessageClass(RoomLedger.Attach.class).roster()).isEmpty();
    room.tell(new RoomActor.AttachedPart(2, List.of(message(1, "one")), crowd.subList(0, 900)));
    room.tell(new RoomActor.AttachedPart(2, List.of(), crowd.subList(900, 1_900)));
    room.tell(attachedIn(2, 2, List.of(message(2, "two")), crowd.subList(1_900, 2_000)));
    join("s", ADA, outlet);
    assertThat(taken("\"joined\"")).contains("\"memberCount\":2000", "\"one\"", "\"two\"");
    room.tell(new RoomActor.LedgerGone());

    List<Person> told = new ArrayList<>();
    int parts = 0;
    RoomLedger.Command next = ledger.receiveMessage();
    while (next instanceof RoomLedger.AttachPart part) {
      assertThat(part.roster().stream().mapToInt(Pieces::bytes).sum())
          .isLessThanOrEqualTo(Pieces.MAX_BYTES);
      told.addAll(part.roster());
      parts++;
      next = ledger.receiveMessage();
    }
    RoomLedger.Attach attach = (RoomLedger.Attach) next;
    assertThat(attach.parts()).isEqualTo(parts).isPositive();
    told.addAll(attach.roster());
    assertThat(told).containsExactlyInAnyOrderElementsOf(crowd);
  }

  @Test
  void aKickThatTheNodeDidNotHearOfTakesThePlace() {
    attached(0);
    join("s", ADA, outlet);
    room.tell(
        new RoomActor.NotAdmitted(
            "s", new RoomActor.Refused(ErrorCode.FORBIDDEN, "No", null, RosterDesk.KICKED)));

    assertThat(taken("\"left\"")).contains("\"reason\":\"kicked\"");
  }

  private static Person person(int number) {
    return new Person(new PersonId("p" + number), "p" + number);
  }

  private RoomActor.Attached attachedIn(
      long attempt, int parts, List<Entry> entries, List<Person> roster) {
    long seq = entries.isEmpty() ? 0 : entries.getLast().seq();
    return new RoomActor.Attached(
        ledger.ref(), attempt, parts, 0, "epoch", seq, 1, 0, entries, roster, "", RoomFace.PLAIN);
  }

  private void attached(long number, Entry... entries) {
    ledger.expectMessageClass(RoomLedger.Attach.class);
    room.tell(
        attachedAt(
            number,
            entries.length == 0 ? 0 : entries[entries.length - 1].seq(),
            List.of(entries),
            List.of()));
  }

  private RoomActor.Attached attachedAt(
      long number, long seq, List<Entry> entries, List<Person> roster) {
    return new RoomActor.Attached(
        ledger.ref(), 1, 0, number, "epoch", seq, 1, 0, entries, roster, "", RoomFace.PLAIN);
  }

  private void open(String session, Person person) {
    open(session, person, outlet);
  }

  private ActorRef<UserSession.Command> open(String session, Person person, Outlet to) {
    to.request();
    room.tell(
        new RoomActor.Open(
            session,
            Visitors.guest(person),
            to,
            connection.ref(),
            new ClientFrame.Join("j", ROOM, null, null),
            false));
    var opened = connection.expectMessageClass(ConnectionEvent.SessionOpened.class);
    ledger.expectMessageClass(RoomLedger.Enter.class);
    return opened.session();
  }

  private void join(String session, Person person, Outlet to) {
    open(session, person, to);
    room.tell(new RoomActor.Admitted(session));
    KIT.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(to.unanswered()).isZero();
              return null;
            });
  }

  private void say(@Nullable String id, String text) throws InvalidValue {
    outlet.request();
    room.tell(
        new RoomActor.Say(
            "s", new ClientFrame.Say(id, ROOM, MessageText.parse(text, 100), null), List.of()));
  }

  private static Entry message(long seq, String text) {
    return new Entry.Message(seq, 5, BOB.id(), "bob", Kind.USER, text, null, null);
  }

  /** Everything up to the first bytes that contain that. */
  private String taken(String wanted) {
    StringBuilder all = new StringBuilder();
    KIT.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(5),
            () -> {
              ByteString bytes = outlet.take(1_000_000);
              if (bytes != null) {
                all.append(bytes.utf8String());
              }
              assertThat(all.toString()).contains(wanted);
              return null;
            });
    return all.toString();
  }

  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.ofEpochMilli(1_000_000);

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  /** A log whose pages can be made to wait. */
  private MessageLog heldLog() {
    MessageLog log = new InMemoryMessageLog(100);
    return proxy(
        MessageLog.class,
        (method, arguments) -> {
          if (method.getName().equals("newest") && held != null) {
            pageAsked.complete(null);
            return held;
          }
          return method.invoke(log, arguments);
        });
  }

  /** Notes who left. */
  private Memberships notingMemberships() {
    Memberships memberships = new NoMemberships(null);
    return proxy(
        Memberships.class,
        (method, arguments) -> {
          if (method.getName().equals("leave")) {
            forgotten.add((PersonId) arguments[0]);
          } else if (method.getName().equals("join") && storing != null) {
            return storing;
          }
          return method.invoke(memberships, arguments);
        });
  }

  private interface Call {
    Object answer(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (itself, method, arguments) -> call.answer(method, arguments)));
  }
}
