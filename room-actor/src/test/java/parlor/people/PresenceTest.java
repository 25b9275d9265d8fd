package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;

class PresenceTest {
  private static final String HERE = "10.0.0.1";
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Passwords PASSWORDS = new Passwords();
  private static final Skeleton ADA = new Skeleton("ada");
  private static final Duration HASHING = Duration.ofSeconds(20);

  private final TestProbe<ClusterSharding.ShardCommand> shard =
      KIT.createTestProbe(ClusterSharding.ShardCommand.class);
  private final InMemoryPeople people = new InMemoryPeople();
  private final MovableClock clock = new MovableClock();
  private Set<Skeleton> admins = Set.of();
  private ActorRef<Presence.Command> presence = start();
  private volatile boolean ending;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
    PASSWORDS.close();
  }

  @Test
  void aConnectionThatTerminatesHoldsTheNicknameUntilTheTimeToResumeHasPassed() {
    TestProbe<Presence.Reply> first = connection();
    granted(claim(first, "a", null));
    first.stop();
    TestProbe<Presence.Reply> second = connection();
    assertThat(refused(claim(second, "b", null))).isEqualTo(Presence.Refusal.TAKEN);
    KIT.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(5),
            () -> {
              TIME.timePasses(Duration.ofSeconds(10));
              claim(second, "b", null);
              second.expectMessageClass(Presence.Granted.class, Duration.ofMillis(100));
              return null;
            });
  }

  @Test
  void whoResumesReplacesTheOldConnection() {
    TestProbe<Presence.Reply> old = connection();
    Presence.Granted granted = granted(claim(old, "a", null));
    TestProbe<Presence.Reply> now = connection();
    Presence.Granted again = granted(claim(now, "b", granted.session()));

    assertThat(again.person()).isEqualTo(granted.person());
    old.expectMessageClass(Presence.Replaced.class);
  }

  @Test
  void byeFreesTheNicknameAndTheMemory() {
    TestProbe<Presence.Reply> connection = connection();
    granted(claim(connection, "a", null));
    presence.tell(new Presence.Release("a", connection.ref(), false));

    connection.expectMessageClass(Presence.Released.class);
    shard.expectMessageClass(ClusterSharding.Passivate.class);
    assertThat(people.holder(ADA).toCompletableFuture().join()).isEmpty();

    // What still comes before the shard has stopped it is not lost.
    granted(claim(connection(), "b", null));
  }

  /** Told to try again, because it took too long: the second attempt finds everything as it was. */
  @Test
  void whoWasToldTooLateOfAResumedLoginMayResumeAgain() {
    TestProbe<Presence.Reply> first = connection();
    Presence.Granted granted = granted(claim(first, "a", null));
    TestProbe<Presence.Reply> late = connection();
    granted(claim(late, "b", granted.session()));
    presence.tell(new Presence.Release("b", late.ref(), true));
    late.expectMessageClass(Presence.Released.class);

    assertThat(refused(claim(connection(), "other", null))).isEqualTo(Presence.Refusal.TAKEN);
    assertThat(granted(claim(connection(), "c", granted.session())).person())
        .isEqualTo(granted.person());
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThat(refused(claim(connection(), "a", "no such token")))
        .isEqualTo(Presence.Refusal.SESSION_UNKNOWN);
  }

  @Test
  void aTokenExpiresUnused() {
    TestProbe<Presence.Reply> first = connection();
    Presence.Granted granted = granted(claim(first, "a", null));
    clock.now = clock.now.plus(Duration.ofDays(1)).plusSeconds(1);

    assertThat(refused(claim(connection(), "b", granted.session())))
        .isEqualTo(Presence.Refusal.SESSION_UNKNOWN);
  }

  @Test
  void aConnectionWhoseSessionAnOperatorHasEndedIsEnded() {
    TestProbe<Presence.Reply> desk = connection();
    Presence.Granted granted = granted(claim(desk, "a", null));
    register(desk, "a", "a password");
    people.endOtherSessions(granted.person(), "").toCompletableFuture().join();
    TIME.timePasses(Duration.ofMinutes(1));

    desk.expectMessageClass(Presence.Replaced.class);
  }

  @Test
  void aSessionInUseDoesNotExpire() {
    TestProbe<Presence.Reply> first = connection();
    Presence.Granted granted = granted(claim(first, "a", null));
    clock.now = clock.now.plus(Duration.ofHours(20));
    TIME.timePasses(Duration.ofMinutes(1));
    // Whatever is asked next comes behind the look around.
    refused(claim(connection(), "b", null));
    clock.now = clock.now.plus(Duration.ofHours(20));

    granted(claim(connection(), "c", granted.session()));
  }

  @Test
  void afterARestartTheNicknameWaitsForItsPersonAndThenNoLonger() {
    Presence.Granted granted = granted(claim(connection(), "a", null));
    clock.now = clock.now.plusSeconds(60);
    long restarted = clock.millis();
    presence = start(restarted);

    clock.now = clock.now.plusSeconds(9);
    assertThat(refused(claim(connection(), "b", null))).isEqualTo(Presence.Refusal.TAKEN);
    assertThat(granted(claim(connection(), "c", granted.session())).person())
        .isEqualTo(granted.person());

    clock.now = clock.now.plusSeconds(60);
    presence = start(clock.millis());
    clock.now = clock.now.plusSeconds(10);
    Presence.Granted other = granted(claim(connection(), "d", null));
    assertThat(other.person()).isNotEqualTo(granted.person());
    assertThat(refused(claim(connection(), "e", granted.session())))
        .isEqualTo(Presence.Refusal.TAKEN);
  }

  @Test
  void whoWasWelcomedElsewhereLatelyHoldsTheNicknameAsLongAsWhoWasLost() {
    ActorRef<Presence.Command> rightful = start(0);
    TestProbe<Presence.ToFollower> ledger = KIT.createTestProbe(Presence.ToFollower.class);
    rightful.tell(new Presence.Follow(new PersonId("earlier ada"), "@x", 7, ledger.ref()));
    ledger.expectMessageClass(Presence.Following.class);
    clock.now = clock.now.plusSeconds(60);
    // By a presence on a node that has been taken for dead and does not know it yet.
    presence = start(0);
    Presence.Granted elsewhere = granted(claim(connection(), "a", null));
    presence = rightful;

    clock.now = clock.now.plusSeconds(12);
    assertThat(refused(claim(connection(), "c", null))).isEqualTo(Presence.Refusal.TAKEN);
    clock.now = clock.now.plusSeconds(1);
    assertThat(granted(claim(connection(), "d", null)).person()).isNotEqualTo(elsewhere.person());
  }

  @Test
  void whoIsWelcomedByANodeThatStoodStillIsSaidToHoldTheNicknameFromThenOn() {
    CompletableFuture<Void> awake = new CompletableFuture<>();
    people.answerClaimsAfter(awake);
    TestProbe<Presence.Reply> connection = claimOfANodeThatStandsStill();
    awake.complete(null);
    granted(connection);

    assertThat(holder().since()).isEqualTo(clock.millis());
  }

  @Test
  void whoWasOvertakenWhileTheNodeStoodStillIsNotWelcomed() {
    CompletableFuture<Void> awake = new CompletableFuture<>();
    people.answerClaimsAfter(awake);
    TestProbe<Presence.Reply> connection = claimOfANodeThatStandsStill();
    people.freeNickname(holder().person().id(), clock.millis()).toCompletableFuture().join();
    people.takeAsGuest(new Person(new PersonId("eve"), "ada"), ADA, "hers", clock.millis());
    awake.complete(null);

    assertThat(refused(connection)).isEqualTo(Presence.Refusal.TAKEN);
    assertThat(holder().person().id()).isEqualTo(new PersonId("eve"));
  }

  private TestProbe<Presence.Reply> claimOfANodeThatStandsStill() {
    TestProbe<Presence.Reply> connection = claim(connection(), "a", null);
    connection.awaitAssert(() -> assertThat(holder()).isNotNull());
    clock.now = clock.now.plusSeconds(20);
    return connection;
  }

  private People.@Nullable Holder holder() {
    return people.holder(ADA).toCompletableFuture().join().orElse(null);
  }

  @Test
  void aNicknameWhoseConnectionNobodyKnowsIsFreedHoweverOftenItIsAskedFor() {
    Presence.Granted lost = granted(claim(connection(), "a", null));
    clock.now = clock.now.plusSeconds(60);
    presence = start(0);

    for (int second = 1; second <= 12; second++) {
      clock.now = clock.now.plusSeconds(1);
      assertThat(refused(claim(connection(), "b", null))).isEqualTo(Presence.Refusal.TAKEN);
    }
    shard.expectNoMessage(Duration.ZERO);
    clock.now = clock.now.plusSeconds(1);
    assertThat(granted(claim(connection(), "c", null)).person()).isNotEqualTo(lost.person());
  }

  @Test
  void aConnectionThatClaimsAgainAndAgainDoesNotReplaceItself() {
    TestProbe<Presence.Reply> connection = connection();
    Presence.Granted granted = granted(claim(connection, "a", null));
    presence = start();
    granted(claimAgain(connection, "a", granted.session()));
    granted(claimAgain(connection, "a", granted.session()));

    connection.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aConnectionThatIsLateToBeKnownAgainDoesNotReplaceTheOneThatResumed() {
    TestProbe<Presence.Reply> old = connection();
    Presence.Granted granted = granted(claim(old, "a", null));
    presence = start();
    TestProbe<Presence.Reply> resumed = connection();
    granted(claim(resumed, "b", granted.session()));
    claimAgain(old, "a", granted.session());

    old.expectMessageClass(Presence.Replaced.class, HASHING);
    resumed.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoWasLostBeforeTheNodeEndedIsNotWaitedForAfterItsNextStart() {
    TestProbe<Presence.Reply> lost = connection();
    granted(claim(lost, "a", null));
    lost.stop();
    endNode("a");
    assertThat(people.holder(ADA).toCompletableFuture().join()).isEmpty();

    presence = start();
    TestProbe<Presence.Reply> sentAway = connection();
    granted(claim(sentAway, "b", null));
    ending = true;
    sentAway.stop();
    endNode("b");
    assertThat(people.holder(ADA).toCompletableFuture().join()).isPresent();
  }

  /** Ends the presence as the end of its node does, after it has heard of an ended connection. */
  private void endNode(String connection) {
    TestProbe<Presence.Reply> asker = connection();
    KIT.createTestProbe()
        .awaitAssert(
            () -> {
              change(asker, connection, ClientFrame.Account.Action.DELETE, "x", null);
              assertThat(refused(asker)).isEqualTo(Presence.Refusal.UNAVAILABLE);
              return null;
            });
    presence.tell(new Presence.Stop());
    asker.expectTerminated(presence);
  }

  @Test
  void whatTheStoreCannotDoIsRefusedAsUnavailable() {
    people.breakDown();
    LoggingTestKit.error("cannot be settled")
        .expect(
            KIT.system(),
            () ->
                assertThat(refused(claim(connection(), "a", null)))
                    .isEqualTo(Presence.Refusal.UNAVAILABLE));
    people.mend();

    granted(claim(connection(), "b", null));
  }

  @Test
  void anAccountNeedsItsPasswordAndHasSeveralDevices() {
    TestProbe<Presence.Reply> first = connection();
    Presence.Granted guest = granted(claim(first, "a", null));
    register(first, "a", "secret word");
    TestProbe<Presence.Reply> second = connection();
    assertThat(refused(claim(second, "b", null))).isEqualTo(Presence.Refusal.PASSWORD_REQUIRED);
    assertThat(refused(login(second, "b", "secret"))).isEqualTo(Presence.Refusal.WRONG_PASSWORD);
    Presence.Granted here = granted(login(second, "b", "secret word"));

    assertThat(here.person()).isEqualTo(guest.person());
    assertThat(here.session()).isNotEqualTo(guest.session());
    first.expectNoMessage(Duration.ZERO);

    presence.tell(new Presence.SpreadRead("b", "lobby", 7));
    first.expectMessage(new Presence.ReadElsewhere("lobby", 7));
    second.expectNoMessage(Duration.ZERO);

    change(second, "b", ClientFrame.Account.Action.LOGOUT_OTHERS, "secret word", null);
    first.expectMessageClass(Presence.Replaced.class, HASHING);
    second.expectMessageClass(Presence.AccountChanged.class, HASHING);
    assertThat(refused(claim(connection(), "c", guest.session())))
        .isEqualTo(Presence.Refusal.SESSION_UNKNOWN);
  }

  @Test
  void aPasswordIsChangedOnlyByWhoKnowsIt() {
    TestProbe<Presence.Reply> ada = connection();
    granted(claim(ada, "a", null));
    change(ada, "a", ClientFrame.Account.Action.PASSWORD, "x", "new password");
    assertThat(refused(ada)).isEqualTo(Presence.Refusal.NOT_AN_ACCOUNT);
    register(ada, "a", "old password");
    change(ada, "a", ClientFrame.Account.Action.PASSWORD, "wrong", "new password");
    assertThat(refused(ada)).isEqualTo(Presence.Refusal.WRONG_PASSWORD);
    change(ada, "a", ClientFrame.Account.Action.PASSWORD, "old password", "short");
    assertThat(refused(ada)).isEqualTo(Presence.Refusal.PASSWORD_TOO_SHORT);
    change(ada, "a", ClientFrame.Account.Action.PASSWORD, "old password", "new password");
    ada.expectMessageClass(Presence.AccountChanged.class, HASHING);

    assertThat(refused(login(connection(), "b", "old password")))
        .isEqualTo(Presence.Refusal.WRONG_PASSWORD);
    granted(login(connection(), "c", "new password"));
  }

  @Test
  void aDeletedAccountIsNobodysAnyMore() {
    TestProbe<Presence.Reply> ada = connection();
    granted(claim(ada, "a", null));
    register(ada, "a", "secret word");
    change(ada, "a", ClientFrame.Account.Action.DELETE, "secret word", null);
    ada.expectMessageClass(Presence.AccountChanged.class, HASHING);

    granted(claim(connection(), "b", null));
  }

  @Test
  void anAdminsNicknameIsOnlyForTheAccountThatHasIt() {
    admins = Set.of(ADA);
    presence = start();

    assertThat(refused(claim(connection(), "a", null))).isEqualTo(Presence.Refusal.RESERVED);
  }

  @Test
  void aGuestWhoseNicknameBecameAnAdminsDoesNotComeBackByTheSession() {
    String session = granted(claim(connection(), "a", null)).session();
    admins = Set.of(ADA);
    presence = start();

    assertThat(refused(claim(connection(), "b", session)))
        .isEqualTo(Presence.Refusal.SESSION_UNKNOWN);
  }

  @Test
  void anAccountThatTheOperatorNamedIsAnAdmin() {
    TestProbe<Presence.Reply> ada = connection();
    assertThat(granted(claim(ada, "a", null)).account()).isFalse();
    register(ada, "a", "secret word");
    admins = Set.of(ADA);
    presence = start();

    Presence.Granted granted = granted(login(connection(), "b", "secret word"));

    assertThat(granted.account()).isTrue();
    assertThat(granted.admin()).isTrue();
    TestProbe<Presence.Reply> asker = connection();
    presence.tell(new Presence.Find("ada", asker.ref()));
    asker.expectMessage(new Presence.Found(new Person(granted.person(), "ada"), true, true));
  }

  @Test
  void whoGuessesIsSlowedDown() {
    TestProbe<Presence.Reply> ada = connection();
    granted(claim(ada, "a", null));
    register(ada, "a", "secret word");
    TestProbe<Presence.Reply> guesser = connection();
    for (int i = 0; i < 5; i++) {
      assertThat(refused(login(guesser, "b", "guess " + i)))
          .isEqualTo(Presence.Refusal.WRONG_PASSWORD);
    }
    login(guesser, "b", "secret word");
    Presence.Refused slowed = guesser.expectMessageClass(Presence.Refused.class, HASHING);
    assertThat(slowed.reason()).isEqualTo(Presence.Refusal.TOO_FAST);

    clock.now = clock.now.plusMillis(slowed.retryAfterMs());
    granted(login(guesser, "b", "secret word"));
  }

  @Test
  void whoFollowsIsToldWhereAndTheConnectionsAreCalledIn() {
    TestProbe<Presence.Reply> ada = connection();
    PersonId person = granted(claim(ada, "a", null)).person();
    TestProbe<Presence.ToFollower> ledger = KIT.createTestProbe(Presence.ToFollower.class);
    presence.tell(new Presence.Follow(person, "@x", 7, ledger.ref()));

    ledger.expectMessage(new Presence.Following(presence));
    ada.expectMessage(new Presence.CallIn("@x", 7));

    TestProbe<Presence.Reply> again = connection();
    presence.tell(new Presence.Find("ada", again.ref()));
    assertThat(again.expectMessageClass(Presence.Found.class).person())
        .isEqualTo(new Person(person, "ada"));
    presence.tell(new Presence.Find("somebody", again.ref()));
    assertThat(again.expectMessageClass(Presence.Found.class).person()).isNull();
  }

  @Test
  void whoeverIsInThousandsOfConversationsIsToldOfThemInPages() {
    TestProbe<Presence.Reply> first = connection();
    Presence.Granted granted = granted(claim(first, "a", null));
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 2 * Presence.CONVERSATIONS_AT_ONCE + 1; i++) {
      all.add("@" + i);
      ActorRef<Presence.ToFollower> ledger = KIT.spawn(Behaviors.ignore());
      presence.tell(new Presence.Follow(granted.person(), "@" + i, 0, ledger));
    }
    TestProbe<Presence.Reply> again = connection();
    List<String> told =
        new ArrayList<>(granted(claim(again, "b", granted.session())).conversations());
    assertThat(told).hasSize(Presence.CONVERSATIONS_AT_ONCE);
    for (int page = 0; page < 2; page++) {
      Presence.CallInToo others = again.expectMessageClass(Presence.CallInToo.class);
      assertThat(others.connection()).isEqualTo("b");
      assertThat(others.conversations()).hasSizeLessThanOrEqualTo(Presence.CONVERSATIONS_AT_ONCE);
      told.addAll(others.conversations());
    }

    assertThat(told).containsExactlyInAnyOrderElementsOf(all);
    again.expectNoMessage(Duration.ZERO);
  }

  @Test
  void somebodyElsesConversationsAreNotCalledInto() {
    TestProbe<Presence.ToFollower> ledger = KIT.createTestProbe(Presence.ToFollower.class);
    presence.tell(new Presence.Follow(new PersonId("earlier ada"), "@x", 7, ledger.ref()));
    TestProbe<Presence.Reply> ada = connection();

    assertThat(granted(claim(ada, "a", null)).conversations()).isEmpty();
    ada.expectNoMessage(Duration.ZERO);
  }

  private ActorRef<Presence.Command> start() {
    return start(clock.millis());
  }

  private ActorRef<Presence.Command> start(long nodeStarted) {
    var settings =
        new PresenceSettings(
            Duration.ofSeconds(10),
            Duration.ofDays(1),
            Duration.ofDays(30),
            6,
            true,
            5,
            30,
            admins);
    var started = new CompletableFuture<Void>();
    Behavior<Presence.Command> presence =
        Presence.create(
            ADA,
            new Presence.Tools(settings, people, PASSWORDS, clock, () -> nodeStarted, () -> ending),
            shard.ref(),
            successor(nodeStarted));
    ActorRef<Presence.Command> ref =
        KIT.spawn(
            Behaviors.setup(
                context -> {
                  Behavior<Presence.Command> running = Behavior.start(presence, context);
                  started.complete(null);
                  return running;
                }));
    // It has read the clock once: what the test does to the clock next comes later for it too.
    started.orTimeout(10, TimeUnit.SECONDS).join();
    return ref;
  }

  /** As the shard does it: a presence that left is started anew by the next message. */
  private ActorRef<Presence.Command> successor(long nodeStarted) {
    return KIT.spawn(
        Behaviors.setup(
            context -> {
              List<ActorRef<Presence.Command>> started = new ArrayList<>();
              return Behaviors.receive(Presence.Command.class)
                  .onMessage(
                      Presence.Command.class,
                      command -> {
                        if (started.isEmpty()) {
                          started.add(start(nodeStarted));
                        }
                        started.getFirst().tell(command);
                        return Behaviors.same();
                      })
                  .build();
            }));
  }

  private static TestProbe<Presence.Reply> connection() {
    return KIT.createTestProbe(Presence.Reply.class);
  }

  private TestProbe<Presence.Reply> claim(
      TestProbe<Presence.Reply> connection, String name, String resume) {
    presence.tell(new Presence.Claim("ada", resume, null, HERE, name, false, connection.ref()));
    return connection;
  }

  private TestProbe<Presence.Reply> claimAgain(
      TestProbe<Presence.Reply> connection, String name, String session) {
    presence.tell(new Presence.Claim("ada", session, null, HERE, name, true, connection.ref()));
    return connection;
  }

  private TestProbe<Presence.Reply> login(
      TestProbe<Presence.Reply> connection, String name, String password) {
    return loginFrom(HERE, connection, name, password);
  }

  private TestProbe<Presence.Reply> loginFrom(
      String from, TestProbe<Presence.Reply> connection, String name, String password) {
    presence.tell(new Presence.Claim("ada", null, password, from, name, false, connection.ref()));
    return connection;
  }

  private void register(TestProbe<Presence.Reply> connection, String name, String password) {
    presence.tell(new Presence.Register(name, "request", password, connection.ref()));
    connection.expectMessageClass(Presence.Registered.class, HASHING);
  }

  private void change(
      TestProbe<Presence.Reply> connection,
      String name,
      ClientFrame.Account.Action action,
      String password,
      String newPassword) {
    presence.tell(
        new Presence.ChangeAccount(
            name, "request", action, password, newPassword, connection.ref()));
  }

  private static Presence.Granted granted(TestProbe<Presence.Reply> connection) {
    return connection.expectMessageClass(Presence.Granted.class, HASHING);
  }

  private static Presence.Refusal refused(TestProbe<Presence.Reply> connection) {
    return connection.expectMessageClass(Presence.Refused.class, HASHING).reason();
  }

  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.ofEpochMilli(1_767_225_600_000L);

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
}
