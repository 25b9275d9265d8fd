package parlor.people;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parlor.cluster.ClusterMessage;

/**
 * Holds one nickname for one person in the whole cluster. The entity's id is the nickname's
 * skeleton, so whatever looks alike meets here, and here one login at a time is decided.
 */
public final class Presence extends AbstractBehavior<Presence.Command> {

  public sealed interface Command extends ClusterMessage {}

  /**
   * A login.
   *
   * @param resume the token of an earlier login, or null
   * @param connection unique among connections; named again in {@link Release}
   * @param replyTo the connection itself: when it terminates it counts as lost
   */
  public record Claim(
      String nickname, @Nullable String resume, String connection, ActorRef<Reply> replyTo)
      implements Command {}

  /** The person said {@code bye}. */
  public record Release(String connection, ActorRef<Reply> replyTo) implements Command {}

  private record ConnectionEnded(String connection) implements Command {}

  private record Lapse(String connection) implements Command {}

  private record Forget() implements Command {}

  private record Stop() implements Command {}

  /** What a connection is told. */
  public sealed interface Reply extends ClusterMessage {}

  /**
   * Logged in.
   *
   * @param connection as named in the claim
   * @param session the token that proves to be the same person
   */
  public record Granted(String connection, PersonId person, String nickname, String session)
      implements Reply {}

  public record Taken() implements Reply {}

  public record SessionUnknown() implements Reply {}

  /** The nickname is free again. */
  public record Released() implements Reply {}

  /** The same person has logged in through another connection. */
  public record Replaced() implements Reply {}

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "Presence");

  /** Starts the nicknames of this node. */
  public static void init(ClusterSharding sharding, PresenceSettings settings, Clock clock) {
    SessionTokens tokens = new SessionTokens();
    sharding.init(
        Entity.of(
                TYPE_KEY,
                entity ->
                    create(
                        settings,
                        new NicknameClaim(settings.guestSession().toMillis(), tokens),
                        clock,
                        entity.getShard()))
            .withStopMessage(new Stop()));
  }

  static Behavior<Command> create(
      PresenceSettings settings,
      NicknameClaim claim,
      Clock clock,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Presence(context, timers, settings, claim, clock, shard)));
  }

  private final TimerScheduler<Command> timers;
  private final PresenceSettings settings;
  private final NicknameClaim claim;
  private final Clock clock;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final Map<String, ActorRef<Reply>> connections = new HashMap<>();

  private Presence(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      PresenceSettings settings,
      NicknameClaim claim,
      Clock clock,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.claim = claim;
    this.clock = clock;
    this.shard = shard;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Claim.class, this::onClaim)
        .onMessage(Release.class, this::onRelease)
        .onMessage(ConnectionEnded.class, this::onConnectionEnded)
        .onMessage(Lapse.class, this::onLapse)
        .onMessage(Forget.class, forget -> onForget())
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onClaim(Claim login) {
    var verdict = claim.claim(login.nickname(), login.connection(), login.resume(), clock.millis());
    switch (verdict) {
      case NicknameClaim.Verdict.Granted granted -> {
        tellReplaced(granted.replaced());
        connections.put(login.connection(), login.replyTo());
        getContext().watchWith(login.replyTo(), new ConnectionEnded(login.connection()));
        NicknameClaim.Session session = granted.session();
        login
            .replyTo()
            .tell(
                new Granted(
                    login.connection(), session.person(), session.nickname(), session.token()));
      }
      case NicknameClaim.Verdict.Taken taken -> login.replyTo().tell(new Taken());
      case NicknameClaim.Verdict.SessionUnknown unknown -> {
        login.replyTo().tell(new SessionUnknown());
        passivateIfForgotten();
      }
    }
    return this;
  }

  private void tellReplaced(@Nullable String connection) {
    if (connection != null) {
      connections.get(connection).tell(new Replaced());
    }
  }

  private Behavior<Command> onRelease(Release bye) {
    claim.release(bye.connection());
    unwatch(bye.connection());
    bye.replyTo().tell(new Released());
    passivateIfForgotten();
    return this;
  }

  private Behavior<Command> onConnectionEnded(ConnectionEnded ended) {
    connections.remove(ended.connection());
    if (claim.lost(ended.connection(), clock.millis())) {
      timers.startSingleTimer(ended.connection(), new Lapse(ended.connection()), settings.resume());
    }
    return this;
  }

  private Behavior<Command> onLapse(Lapse lapse) {
    claim.lapse(lapse.connection());
    timers.startSingleTimer("forget", new Forget(), settings.guestSession().plusSeconds(1));
    return this;
  }

  private Behavior<Command> onForget() {
    passivateIfForgotten();
    return this;
  }

  private void unwatch(String connection) {
    ActorRef<Reply> ended = connections.remove(connection);
    if (ended != null) {
      getContext().unwatch(ended);
    }
  }

  private void passivateIfForgotten() {
    if (claim.isForgotten(clock.millis())) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    }
  }
}
