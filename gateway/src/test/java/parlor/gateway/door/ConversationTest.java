package parlor.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.history.InMemoryMessageLog;
import parlor.people.Blocks;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.Nickname;
import parlor.room.Outlet;
import parlor.room.OutletsBound;
import parlor.room.Rate;
import parlor.room.Rooms;

/** What comes between the grant of a nickname and its welcome, while the person is looked up. */
class ConversationTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Limits LIMITS =
      new Limits(65_536, 5_000, 32, 64, 50, 10_000, 50, 1_000_000, 10, 6, 200);

  private final TestProbe<Presence.Command> presence = KIT.createTestProbe(Presence.Command.class);
  private final TestProbe<Rooms.Command> rooms = KIT.createTestProbe(Rooms.Command.class);
  private final TestLine line = new TestLine();
  private final TestClock clock = new TestClock();
  private final OutletsBound all = new OutletsBound(Long.MAX_VALUE / 2, Integer.MAX_VALUE);
  private final Outlet outlet = new Outlet(1_000_000, all, () -> {});
  private Conversation conversation;
  private Presence.Claim claim;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void claim() throws InvalidValue {
    InMemoryMessageLog log = new InMemoryMessageLog(10);
    conversation =
        new Conversation(
            new DoorTools(
                new DoorSettings(
                    LIMITS,
                    1_000_000,
                    100_000,
                    10,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Rate.UNLIMITED,
                    "test",
                    List.of()),
                new ClientFrameCodec(LIMITS),
                skeleton -> presence.ref(),
                rooms.ref(),
                nickname -> CompletableFuture.failedFuture(new IllegalStateException("Nobody")),
                new NoMemberships(null),
                new NobodyBlocks(),
                log,
                new Connections(),
                Presence.PROMPT,
                List::of,
                new Bounds(
                    new ConnectionGate(1, 1),
                    new Strangers(1),
                    new AddressThrottles(0),
                    new AddressRates(Rate.UNLIMITED),
                    all,
                    new RequestsBound(1_000_000),
                    new Pulse(Clock.systemUTC(), Duration.ofSeconds(1))),
                log,
                clock),
            outlet,
            line,
            InetAddress.getLoopbackAddress());
    conversation.on(
        new ClientFrame.Hello("h", 1, null, Nickname.parse("ada", 32), null, null, null));
    claim = presence.expectMessageClass(Presence.Claim.class);
  }

  private void grant(String... conversations) {
    grant(false, conversations);
  }

  private void grant(boolean isNew, String... conversations) {
    conversation.on(
        new Presence.Granted(
            claim.connection(),
            new PersonId("p-1"),
            "ada",
            "token",
            false,
            false,
            isNew,
            List.of(conversations),
            presence.ref()));
  }

  @Test
  void ofANewGuestNothingIsLookedUp() {
    grant(true);

    assertThat(outlet.take(1_000).utf8String()).contains("welcome");
  }

  @Test
  void aLoginThatIsGrantedTooLateIsTakenBack() {
    conversation.answerTimedOut();
    grant();

    assertThat(presence.expectMessageClass(Presence.Release.class).lost()).isFalse();
  }

  @Test
  void aResumedLoginThatIsGrantedTooLateMayBeResumedAgain() throws InvalidValue {
    conversation.answerTimedOut();
    conversation.on(
        new ClientFrame.Hello("h", 1, null, Nickname.parse("ada", 32), null, "token", null));
    claim = presence.expectMessageClass(Presence.Claim.class);
    conversation.answerTimedOut();
    grant();

    assertThat(presence.expectMessageClass(Presence.Release.class).lost()).isTrue();
  }

  @Test
  void aConversationThatAwakesMeanwhileIsNotMissed() {
    grant("@known");
    conversation.on(new Presence.CallIn("@new", 3));
    conversation.on(new Presence.CallInToo(claim.connection(), List.of("@more", "@known")));
    rooms.expectNoMessage(Duration.ZERO);
    line.answerAll();
    conversation.on(new Presence.CallInToo(claim.connection(), List.of("@most")));
    conversation.on(new Presence.CallInToo("another connection", List.of("@strange")));

    Set<String> entered = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Rooms.Join join = rooms.expectMessageClass(Rooms.Join.class);
      assertThat(join.quiet()).isTrue();
      assertThat(join.frame().after())
          .isEqualTo(join.frame().room().value().equals("@new") ? 3L : null);
      entered.add(join.frame().room().value());
    }
    assertThat(entered).containsExactlyInAnyOrder("@known", "@new", "@more", "@most");
    rooms.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoIsReplacedMeanwhileIsNotWelcomed() {
    grant();
    conversation.on(new Presence.Replaced());
    line.answerAll();

    assertThat(outlet.take(1_000).utf8String()).contains("replaced").doesNotContain("welcome");
    assertThat(line.closed).isTrue();
    presence.expectMessageClass(Presence.Release.class);
  }

  @Test
  void whatWasGrantedBeforeTheNodeStoodStillIsClaimedAgain() {
    grant();
    clock.passed = Presence.PROMPT.plusMillis(1);
    line.answerAll();

    Presence.Claim again = presence.expectMessageClass(Presence.Claim.class);
    assertThat(again.resume()).isEqualTo("token");
    assertThat(again.connection()).isEqualTo(claim.connection());
    assertThat(outlet.take(1_000)).isNull();
    grant();
    line.answerAll();
    assertThat(outlet.take(1_000).utf8String()).contains("welcome");
  }

  @Test
  void aGrantThatLayHereWhileTheNodeStoodStillIsClaimedAgain() {
    clock.passed = Presence.PROMPT.plusMillis(1);
    grant(true);

    Presence.Claim again = presence.expectMessageClass(Presence.Claim.class);
    assertThat(again.resume()).isEqualTo("token");
    assertThat(outlet.take(1_000)).isNull();
    grant();
    line.answerAll();
    assertThat(outlet.take(1_000).utf8String()).contains("welcome");
  }

  @Test
  void aLoginIsTakenBackIfThePersonCannotBeLookedUpInTime() {
    grant();
    conversation.answerTimedOut();
    assertThat(outlet.take(1_000).utf8String()).contains("unavailable", "retryAfterMs");
    line.answerAll();

    presence.expectMessageClass(Presence.Release.class);
    assertThat(outlet.take(1_000)).isNull();
  }

  private static final class TestClock extends Clock {
    private Duration passed = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(passed);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** Keeps what is awaited until it is told to answer. */
  private static final class TestLine implements Line {
    private final Queue<Runnable> awaited = new ArrayDeque<>();
    private boolean closed;

    void answerAll() {
      List<Runnable> now = List.copyOf(awaited);
      awaited.clear();
      now.forEach(Runnable::run);
    }

    @Override
    public <T> ActorRef<T> self() {
      return KIT.<T>createTestProbe().ref();
    }

    @Override
    public <T> void await(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> then) {
      awaited.add(() -> then.accept(stage.toCompletableFuture().join(), null));
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void watch(ActorRef<?> presence) {}

    @Override
    public void expectFrames(long everyMs) {}

    @Override
    public void startAnswerTimer() {}

    @Override
    public void cancelAnswerTimer() {}

    @Override
    public void startReclaimTimer(Duration after) {}

    @Override
    public void cancelReclaimTimer() {}

    @Override
    public void abort(String why) {
      throw new AssertionError(why);
    }
  }

  private static final class NobodyBlocks implements Blocks {
    @Override
    public CompletionStage<Boolean> block(PersonId person, Person blocked) {
      return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Void> unblock(PersonId person, String foldedNickname) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<String>> blockedBy(PersonId person) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Boolean> blocks(PersonId person, PersonId other) {
      return CompletableFuture.completedFuture(false);
    }
  }
}
