package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.cluster.ClusterMessage;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.history.SentMessage;
import parlor.moderation.Deed;
import parlor.moderation.HouseRules;
import parlor.moderation.RulesStore;
import parlor.people.Memberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.people.Visitor;
import parlor.protocol.Attachment;
import parlor.protocol.RoomName;
import parlor.robot.RobotActor;

/**
 * The one writer of a room in the whole cluster. It gives each entry its sequence number, has it
 * stored, then publishes it once to every node that has members there; and it keeps the roster.
 *
 * <p>This file is its protocol and how it starts; {@link LedgerDesk} is the ledger at work.
 */
public final class RoomLedger {

  public sealed interface Command extends ClusterMessage {}

  /**
   * What would not fit into {@link Attach}, which comes behind it.
   *
   * @param attempt as named there
   */
  public record AttachPart(
      ActorRef<RoomActor.FromLedger> node, long attempt, List<SeatOf> seats, List<Person> roster)
      implements Command {}

  /**
   * A node wants to follow the room from now on, or again after it missed something.
   *
   * @param attempt the node's count of these; returned in the answer
   * @param parts how many {@link AttachPart}s came before
   * @param followed the ledger from which the node has what it knows, or null
   * @param epoch and {@code have}: the log and the last entry that the node knows, or null and 0
   * @param exits how many the node has told so far
   * @param seats the connections that are in the room on that node
   * @param roster everybody the node believes to be in the room
   */
  public record Attach(
      ActorRef<RoomActor.FromLedger> node,
      long attempt,
      int parts,
      @Nullable ActorRef<Command> followed,
      @Nullable String epoch,
      long have,
      long exits,
      List<SeatOf> seats,
      List<Person> roster)
      implements Command {

    /** With everything in it that came in parts before. */
    Attach with(List<AttachPart> before) {
      List<SeatOf> allSeats = new ArrayList<>();
      List<Person> wholeRoster = new ArrayList<>();
      for (AttachPart part : before) {
        allSeats.addAll(part.seats());
        wholeRoster.addAll(part.roster());
      }
      allSeats.addAll(seats);
      wholeRoster.addAll(roster);
      return new Attach(node, attempt, 0, followed, epoch, have, exits, allSeats, wholeRoster);
    }
  }

  /** A connection's seat and whose it is. */
  public record SeatOf(String session, Visitor visitor) {
    Person person() {
      return visitor.person();
    }
  }

  /** The node has nobody in the room any more. */
  public record Detach(ActorRef<RoomActor.FromLedger> node) implements Command {}

  /**
   * A connection wants to take a seat; answered by {@link RoomActor.Admitted} or {@link
   * RoomActor.NotAdmitted}.
   */
  public record Enter(ActorRef<RoomActor.FromLedger> node, SeatOf seat) implements Command {}

  /** How a seat is given up. */
  public enum Ending {
    /** The room was left; answered by {@link RoomActor.SeatLeft}. */
    LEFT,
    /** The login has ended, or the person was put out. */
    ENDED,
    /** The connection was lost and perhaps comes back. */
    LOST
  }

  /** A connection gives up its seat. */
  public record Exit(ActorRef<RoomActor.FromLedger> node, SeatOf seat, Ending ending)
      implements Command {}

  /** What is answered by {@link RoomActor.Answered}. */
  public sealed interface Request extends Command {
    ActorRef<RoomActor.FromLedger> node();

    /** The node's own, returned in the answer. */
    long number();
  }

  /**
   * Something to be said.
   *
   * @param clientId by which a retry is known, or null
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments the author's own files
   */
  public record Post(
      ActorRef<RoomActor.FromLedger> node,
      long number,
      Person author,
      String text,
      @Nullable String clientId,
      @Nullable Long replyTo,
      List<Attachment> attachments)
      implements Request {}

  /** Something to be done by virtue of a role. */
  public record Act(ActorRef<RoomActor.FromLedger> node, long number, Visitor by, Deed deed)
      implements Request {}

  /** Somebody is writing. */
  public record Typing(Person person) implements Command {}

  record NodeGone(ActorRef<RoomActor.FromLedger> node) implements Command {}

  /** The log is open, or there was a failure. */
  record LogOpened(@Nullable OpenLog log, @Nullable Throwable failure) implements Command {}

  /**
   * A log as its ledger finds it.
   *
   * @param newest the newest entries, as many as a joiner is shown
   * @param recent what is remembered so that retries are known
   * @param pair who talks here, if this is a private conversation that exists; else null
   * @param rules who may do what here
   */
  record OpenLog(
      MessageLog.Opened opened,
      List<Entry> newest,
      List<SentMessage> recent,
      Memberships.@Nullable Pair pair,
      HouseRules rules) {
    OpenLog between(Optional<Memberships.Pair> persons) {
      return new OpenLog(opened, newest, recent, persons.orElse(null), rules);
    }

    OpenLog under(HouseRules itsRules) {
      return new OpenLog(opened, newest, recent, pair, itsRules);
    }
  }

  record LogAppended(List<Postings.Pending> batch, @Nullable Throwable failure)
      implements Command {}

  /** The next batch has been gathered. */
  record Gathered() implements Command {}

  record LogRead(Attach asked, List<Entry> entries, @Nullable Throwable failure)
      implements Command {}

  /** Something asked of the store or of a presence has come to its end. */
  record Settled(Runnable then) implements Command {}

  record ResumeExpired(PersonId person) implements Command {}

  /** The nodes have had the time to tell a new ledger who is there. */
  record RosterDue() implements Command {}

  record RobotAnswered(RobotActor.Answer answer) implements Command {}

  record RobotStillThinks() implements Command {}

  record RepeatStanding() implements Command {}

  record PresenceFollows(Presence.ToFollower told) implements Command {}

  record PresenceGone(ActorRef<Presence.Command> presence) implements Command {}

  record FollowAgain() implements Command {}

  record OpenAgain() implements Command {}

  record LookForForgotten() implements Command {}

  record FirstKept(@Nullable Long seq, @Nullable Throwable failure) implements Command {}

  record Idle() implements Command {}

  record Stop() implements Command {}

  /**
   * What a ledger works with.
   *
   * @param rules the rules of all rooms
   * @param ofAdmins the rooms that nobody owns but the admins
   * @param presences leads to who decides on nicknames that look like this
   * @param robot the node's robot, or null if there is none
   * @param clusterIsWhole whether every other node can be reached, or has been given up
   */
  public record Tools(
      RoomSettings settings,
      MessageLog log,
      Memberships memberships,
      RulesStore rules,
      Set<String> ofAdmins,
      Function<Skeleton, RecipientRef<Presence.Command>> presences,
      @Nullable ActorRef<RobotActor.Command> robot,
      BooleanSupplier clusterIsWhole,
      Clock clock) {}

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "RoomLedger");

  private static final Duration OPEN_AGAIN = Duration.ofSeconds(1);
  private static final int MAX_STASHED = 10_000;

  private RoomLedger() {}

  /** Starts the ledgers of this node. */
  public static void init(ClusterSharding sharding, Tools tools) {
    Overtaken overtaken = new Overtaken();
    sharding.init(
        Entity.of(
                TYPE_KEY,
                entity -> create(entity.getEntityId(), tools, entity.getShard(), overtaken))
            .withStopMessage(new Stop()));
  }

  static Behavior<Command> create(
      String room, Tools tools, ActorRef<ClusterSharding.ShardCommand> shard, Overtaken overtaken) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        MAX_STASHED,
                        stash ->
                            new Opening(room, tools, shard, overtaken, context, timers, stash)
                                .openWhenRested())));
  }

  /** A ledger that waits for its log; what comes meanwhile is kept for later. */
  private record Opening(
      String room,
      Tools tools,
      ActorRef<ClusterSharding.ShardCommand> shard,
      Overtaken overtaken,
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      StashBuffer<Command> stash) {

    Behavior<Command> openWhenRested() {
      long rest = overtaken.restMs(room, tools.clock.millis());
      if (rest == 0) {
        return open();
      }
      timers.startSingleTimer(new OpenAgain(), Duration.ofMillis(rest));
      return waiting();
    }

    private Behavior<Command> open() {
      context.pipeToSelf(read(), LogOpened::new);
      return waiting();
    }

    private Behavior<Command> waiting() {
      return Behaviors.receive(Command.class)
          .onMessage(LogOpened.class, this::onLogOpened)
          .onMessage(OpenAgain.class, again -> open())
          .onMessage(Stop.class, stop -> Behaviors.stopped())
          .onMessage(Command.class, this::keep)
          .build();
    }

    private CompletionStage<OpenLog> read() {
      MessageLog log = tools.log;
      long since = tools.clock.millis() - Postings.REMEMBER_IDS_MS;
      return log.open(room)
          .thenCompose(
              opened ->
                  log.newest(room, tools.settings.historyMessages())
                      .thenCombine(
                          log.sentSince(room, since),
                          (newest, recent) ->
                              new OpenLog(opened, newest, recent, null, HouseRules.NONE)))
          .thenCombine(pair(), OpenLog::between)
          .thenCombine(tools.rules.rules(room), OpenLog::under);
    }

    private CompletionStage<Optional<Memberships.Pair>> pair() {
      return RoomName.isPrivate(room)
          ? tools.memberships.pair(room)
          : CompletableFuture.completedFuture(Optional.empty());
    }

    private Behavior<Command> onLogOpened(LogOpened result) {
      if (result.log == null) {
        timers.startSingleTimer(new OpenAgain(), OPEN_AGAIN);
        context.getLog().error("Cannot open the log of room {}", room, result.failure);
        return Behaviors.same();
      }
      return stash.unstashAll(
          new LedgerDesk(room, tools, shard, overtaken, context, timers, result.log));
    }

    /** Beyond the bound a node's message is dropped; the node repeats itself or times out. */
    private Behavior<Command> keep(Command command) {
      if (stash.isFull()) {
        context.getLog().warn("Room {} has no log and too much to do", room);
      } else {
        stash.stash(command);
      }
      return Behaviors.same();
    }
  }
}
