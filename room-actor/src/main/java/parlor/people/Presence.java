package parlor.people;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import parlor.cluster.ClusterMessage;
import parlor.protocol.ClientFrame;

/**
 * Holds one nickname for one person in the whole cluster. The entity's id is the nickname's
 * skeleton, so whatever looks alike meets here, and here one login at a time is decided.
 *
 * <p>This file is its protocol and how it starts; {@link PresenceDesk} is the presence at work.
 */
public final class Presence {

  public sealed interface Command extends ClusterMessage {}

  /**
   * A login.
   *
   * @param resume the token of an earlier login, or null
   * @param password of the account, or null
   * @param from the address, by which guesses are slowed down
   * @param connection unique among connections; named again in later requests
   * @param again whether the connection was granted the nickname already and wants a new presence
   *     to know it: that replaces nobody, for whoever has come with that token since is newer
   * @param replyTo the connection itself: when it terminates it counts as lost
   */
  public record Claim(
      String nickname,
      @Nullable String resume,
      @Nullable String password,
      String from,
      String connection,
      boolean again,
      ActorRef<Reply> replyTo)
      implements Command {
    /** An earlier version did not tell the address. */
    public Claim {
      from = Objects.requireNonNullElse(from, "");
    }

    Asker asker() {
      return new Asker(replyTo, connection);
    }

    /** Without the secrets, for logs. */
    @Override
    public String toString() {
      return "Claim[" + nickname + ", " + connection + "]";
    }
  }

  /**
   * The person said {@code bye}, or was never told of the login; or the connection was {@code lost}
   * although it goes on, so that the person may resume.
   */
  public record Release(String connection, ActorRef<Reply> replyTo, boolean lost)
      implements Command {}

  /**
   * Who has this nickname and can be told something?
   *
   * @param folded the nickname as it is compared
   */
  public record Find(String folded, ActorRef<Reply> replyTo) implements Command {
    Asker asker() {
      return new Asker(replyTo, folded);
    }
  }

  /**
   * Makes an account of the nickname.
   *
   * @param request returned in the answer
   */
  public record Register(
      String connection, String request, String password, ActorRef<Reply> replyTo)
      implements Command {
    Asker asker() {
      return new Asker(replyTo, request);
    }

    /** Without the password, for logs. */
    @Override
    public String toString() {
      return "Register[" + connection + "]";
    }
  }

  /**
   * Changes the account.
   *
   * @param request returned in the answer
   */
  public record ChangeAccount(
      String connection,
      String request,
      ClientFrame.Account.Action action,
      String password,
      @Nullable String newPassword,
      ActorRef<Reply> replyTo)
      implements Command {
    Asker asker() {
      return new Asker(replyTo, request);
    }

    /** Without the passwords, for logs. */
    @Override
    public String toString() {
      return "ChangeAccount[" + connection + ", " + action + "]";
    }
  }

  /**
   * The ledger of a private conversation is awake: from now on the person's connections are called
   * into it.
   *
   * @param seq the newest entry at that time; who is called now is shown what came after it
   */
  public record Follow(PersonId person, String room, long seq, ActorRef<ToFollower> follower)
      implements Command {}

  /** The person has read a room up to there by that connection; the others are to know. */
  public record SpreadRead(String connection, String room, long seq) implements Command {}

  /** The person has blocked somebody by that connection, or no longer; the others are to know. */
  public record SpreadBlock(String connection, String nickname, boolean blocked)
      implements Command {}

  record ConnectionEnded(String connection) implements Command {}

  record FollowerGone(String room) implements Command {}

  /**
   * A login whose password is looked at only now.
   *
   * @param counted whether it still counts among those that are looked at later
   */
  record Delayed(Claim claim, boolean counted) implements Command {}

  record Lapse(PersonId guest) implements Command {}

  record LookAround() implements Command {}

  /** Sessions that were ended by others than this presence. */
  record SessionsEnded(@Nullable Set<String> tokens, @Nullable Throwable failure)
      implements Command {}

  /** Something asked of the store or the hashing has come to its end. */
  record Settled(Runnable then) implements Command {}

  record Stop() implements Command {}

  /** What a connection is told. */
  public sealed interface Reply extends ClusterMessage {}

  /**
   * Logged in.
   *
   * @param connection as named in the claim
   * @param session the token that proves to be the same person
   * @param account whether the nickname is an account's
   * @param admin whether the operator named that account
   * @param isNew whether this is a guest of whom nothing can be known yet
   * @param conversations private ones that are awake and that the connection has to be in, at most
   *     {@link #CONVERSATIONS_AT_ONCE}; others follow in {@link CallInToo}
   * @param presence to be watched: when it ends, the connection claims again, to be known
   */
  public record Granted(
      String connection,
      PersonId person,
      String nickname,
      String session,
      boolean account,
      boolean admin,
      boolean isNew,
      List<String> conversations,
      ActorRef<Command> presence)
      implements Reply {
    /** Without the token, for logs. */
    @Override
    public String toString() {
      return "Granted[" + nickname + ", " + connection + "]";
    }
  }

  /**
   * What did not fit into {@link Granted}.
   *
   * @param connection as named in the claim
   */
  public record CallInToo(String connection, List<String> conversations) implements Reply {}

  /** Why something is not done. */
  public enum Refusal {
    TAKEN,
    RESERVED,
    SESSION_UNKNOWN,
    PASSWORD_REQUIRED,
    WRONG_PASSWORD,
    PASSWORD_TOO_SHORT,
    NOT_AN_ACCOUNT,
    ALREADY_AN_ACCOUNT,
    TOO_FAST,
    UNAVAILABLE
  }

  /**
   * A claim, a registration or a change was refused.
   *
   * @param request which one: a claim's connection, else the request as it was named
   */
  public record Refused(String request, Refusal reason, long retryAfterMs) implements Reply {}

  /** The nickname is an account's now. */
  public record Registered(String request, String nickname) implements Reply {}

  /** The account was changed. */
  public record AccountChanged(String request, ClientFrame.Account.Action action)
      implements Reply {}

  /** The login has ended in order. */
  public record Released() implements Reply {}

  /** The session was taken over by another connection, or ended from elsewhere. */
  public record Replaced() implements Reply {}

  /**
   * The answer to {@link Find}.
   *
   * @param person null if there is nobody
   * @param account whether the nickname is an account's
   * @param admin whether the operator named that account
   */
  public record Found(@Nullable Person person, boolean account, boolean admin) implements Reply {}

  /** A private conversation of the person is awake; entries after {@code seq} are to be shown. */
  public record CallIn(String room, long seq) implements Reply {}

  /** The person has read a room up to there by another connection. */
  public record ReadElsewhere(String room, long seq) implements Reply {}

  /** The person has blocked somebody by another connection, or no longer. */
  public record BlockedElsewhere(String nickname, boolean blocked) implements Reply {}

  /** What the ledger of a private conversation is told. */
  public sealed interface ToFollower extends ClusterMessage {}

  /** Where to watch for the end of the presence, after which one has to follow again. */
  public record Following(ActorRef<Command> presence) implements ToFollower {}

  /**
   * What a presence works with.
   *
   * @param aloneSince when this node started if it is the only one, in UTC milliseconds: no
   *     connection of before can be alive; 0 if there are others
   * @param ending whether this node is being ended in order
   */
  public record Tools(
      PresenceSettings settings,
      People people,
      Passwords passwords,
      Clock clock,
      LongSupplier aloneSince,
      BooleanSupplier ending) {}

  /** Whom a request is answered to, and by which name the answer is known. */
  record Asker(ActorRef<Reply> ref, String request) {
    void refuse(Refusal reason) {
      refuse(reason, reason == Refusal.UNAVAILABLE ? RETRY_AFTER_MS : 0);
    }

    void refuse(Refusal reason, long retryAfterMs) {
      ref.tell(new Refused(request, reason, retryAfterMs));
    }
  }

  /**
   * What takes longer between a claim and the welcome makes the claim stale: this node may have
   * stood still, and others may have counted the time to resume from when it was made.
   */
  public static final Duration PROMPT = Duration.ofSeconds(2);

  private static final long RETRY_AFTER_MS = 1_000;

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "Presence");

  private static final int MAX_STASHED = 1_000;

  /** Their names are some 40 KB, which is little between nodes. */
  static final int CONVERSATIONS_AT_ONCE = 1_000;

  private Presence() {}

  /** Starts the nicknames of this node. */
  public static void init(ClusterSharding sharding, Tools tools) {
    sharding.init(
        Entity.of(
                TYPE_KEY,
                entity ->
                    create(
                        new Skeleton(entity.getEntityId()),
                        tools,
                        entity.getShard(),
                        sharding.entityRefFor(TYPE_KEY, entity.getEntityId())))
            .withStopMessage(new Stop()));
  }

  /**
   * A presence that has looked at nothing yet.
   *
   * @param next leads to this one's successor once it has asked to be stopped
   */
  static Behavior<Command> create(
      Skeleton skeleton,
      Tools tools,
      ActorRef<ClusterSharding.ShardCommand> shard,
      RecipientRef<Command> next) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        MAX_STASHED,
                        stash ->
                            new PresenceDesk(
                                skeleton, tools, shard, next, context, timers, stash))));
  }
}
