package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final TestProbe<ClusterSharding.ShardCommand> shard =
      KIT.createTestProbe(ClusterSharding.ShardCommand.class);
  private final ActorRef<Presence.Command> presence =
      KIT.spawn(
          Presence.create(
              new PresenceSettings(Duration.ofSeconds(10), Duration.ofDays(1)),
              new NicknameClaim(Duration.ofDays(1).toMillis(), new SessionTokens()),
              Clock.systemUTC(),
              shard.ref()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aConnectionThatTerminatesHoldsTheNicknameUntilTheTimeToResumeHasPassed() {
    TestProbe<Presence.Reply> first = connection();
    claim(first, "a", null).expectMessageClass(Presence.Granted.class);
    first.stop();
    TestProbe<Presence.Reply> second = connection();
    claim(second, "b", null).expectMessageClass(Presence.Taken.class);
    // The end of the first has surely been heard when its resume would be granted unreplaced.
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
    Presence.Granted granted = claim(old, "a", null).expectMessageClass(Presence.Granted.class);
    TestProbe<Presence.Reply> now = connection();
    Presence.Granted again =
        claim(now, "b", granted.session()).expectMessageClass(Presence.Granted.class);

    assertThat(again.person()).isEqualTo(granted.person());
    old.expectMessageClass(Presence.Replaced.class);
  }

  @Test
  void byeFreesTheNicknameAndTheMemory() {
    TestProbe<Presence.Reply> connection = connection();
    claim(connection, "a", null).expectMessageClass(Presence.Granted.class);
    presence.tell(new Presence.Release("a", connection.ref()));

    connection.expectMessageClass(Presence.Released.class);
    shard.expectMessageClass(ClusterSharding.Passivate.class);
  }

  @Test
  void anUnknownTokenIsRefused() {
    claim(connection(), "a", "no such token").expectMessageClass(Presence.SessionUnknown.class);
  }

  private static TestProbe<Presence.Reply> connection() {
    return KIT.createTestProbe(Presence.Reply.class);
  }

  private TestProbe<Presence.Reply> claim(
      TestProbe<Presence.Reply> connection, String name, String resume) {
    presence.tell(new Presence.Claim("ada", resume, name, connection.ref()));
    return connection;
  }
}
