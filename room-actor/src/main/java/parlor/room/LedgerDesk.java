package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parlor.actor.Switch;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.RoomName;

/**
 * A {@link RoomLedger} whose log is open: it decides, in one order, who is in the room and what was
 * said there.
 *
 * <p>When storing fails, whatever the cause, it refuses what it holds and stops: the nodes attach
 * anew, and the ledger that then starts reads where the log really stands. Overtaken by another
 * writer, it does not start again at once.
 */
final class LedgerDesk extends AbstractBehavior<RoomLedger.Command> {
  private static final long RETRY_AFTER_MS = 1000;
  private static final String TOO_MUCH_TO_STORE = "There is too much to store just now";

  /** So often it is asked what the log has forgotten by the operator's rules. */
  private static final Duration LOOK_FOR_FORGOTTEN = Duration.ofMinutes(1);

  private final String room;
  private final RoomLedger.Tools tools;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final Overtaken overtaken;
  private final TimerScheduler<RoomLedger.Command> timers;
  private final MessageLog.Opened log;
  private final @Nullable PairDesk pair;
  private final ModerationDesk moderation;
  private String topic;
  private long firstSeq;
  private final Postings postings;
  private final Paces paces;
  private final Newest newest;
  private final Roster<ActorRef<RoomActor.FromLedger>> roster = new Roster<>();
  private final Followers followers;
  private final RosterDesk seats;
  private final Entrance entrance;
  private final Map<ActorRef<RoomActor.FromLedger>, Parts<RoomLedger.AttachPart>> attaching =
      new HashMap<>();
  private final @Nullable RobotDesk robot;

  LedgerDesk(
      String room,
      RoomLedger.Tools tools,
      ActorRef<ClusterSharding.ShardCommand> shard,
      Overtaken overtaken,
      ActorContext<RoomLedger.Command> context,
      TimerScheduler<RoomLedger.Command> timers,
      RoomLedger.OpenLog open) {
    super(context);
    this.room = room;
    this.tools = tools;
    this.shard = shard;
    this.overtaken = overtaken;
    this.timers = timers;
    this.log = open.opened();
    this.pair =
        open.pair() == null
            ? null
            : new PairDesk(room, open.pair(), tools, context, timers, log.seq());
    long lastAt = open.newest().isEmpty() ? 0 : open.newest().getLast().at();
    this.postings = new Postings(log.seq(), lastAt, open.recent(), this::recipient, now());
    this.paces = new Paces(tools.settings().messageRate(), now());
    this.newest = new Newest(tools.settings().historyMessages(), log.seq());
    this.newest.addAll(open.newest());
    this.topic = log.topic();
    this.firstSeq = log.firstSeq();
    this.followers = new Followers(timers);
    this.seats = new RosterDesk(tools, timers, followers, roster);
    this.moderation =
        new ModerationDesk(room, tools, context, open, roster, newest, new ModeratedRoom());
    this.entrance = new Entrance(moderation, seats);
    this.robot = tools.robot() == null ? null : new RobotDesk(room, tools.robot(), context, timers);
    timers.startTimerWithFixedDelay(new RoomLedger.LookForForgotten(), LOOK_FOR_FORGOTTEN);
    startIdleTimer();
  }

  @Override
  public Receive<RoomLedger.Command> createReceive() {
    return new Switch<>(this::on);
  }

  private Behavior<RoomLedger.Command> on(RoomLedger.Command message) {
    return switch (message) {
      case RoomLedger.Post post -> onPost(post);
      case RoomLedger.LogAppended appended -> onLogAppended(appended);
      case RoomLedger.Gathered gathered -> onGathered();
      case RoomLedger.Act act -> onAct(act);
      case RoomLedger.Settled settled -> onSettled(settled);
      case RoomLedger.Typing typing -> onTyping(typing);
      case RoomLedger.Enter enter -> onEnter(enter);
      case RoomLedger.Exit exit -> onExit(exit);
      case RoomLedger.ResumeExpired expired -> onResumeExpired(expired);
      case RoomLedger.RosterDue due -> onRosterDue();
      case RoomLedger.AttachPart part -> onAttachPart(part);
      case RoomLedger.Attach attach -> onAttach(attach);
      case RoomLedger.LogRead read -> onLogRead(read);
      case RoomLedger.Detach detach -> onNodeGone(detach.node());
      case RoomLedger.NodeGone gone -> onNodeGone(gone.node());
      case RoomLedger.RobotAnswered answered -> onRobotAnswered(answered);
      case RoomLedger.RobotStillThinks still -> onRobotStillThinks();
      case RoomLedger.PresenceFollows follows -> onPresenceFollows(follows);
      case RoomLedger.PresenceGone gone -> onPresenceGone(gone);
      case RoomLedger.FollowAgain again -> onFollowAgain();
      case RoomLedger.LookForForgotten look -> onLookForForgotten();
      case RoomLedger.FirstKept kept -> onFirstKept(kept);
      case RoomLedger.RepeatStanding repeat -> onRepeatStanding();
      case RoomLedger.Idle idle -> onIdle();
      case RoomLedger.Stop stop -> stop();
      case RoomLedger.LogOpened before -> Behaviors.unhandled();
      case RoomLedger.OpenAgain before -> Behaviors.unhandled();
    };
  }

  // What is said

  private Behavior<RoomLedger.Command> onPost(RoomLedger.Post post) {
    if (RoomName.isPrivate(room) && recipient(post.author().id()) == null) {
      answer(
          post,
          new RoomActor.Refused(
              ErrorCode.RECIPIENT_UNKNOWN, ErrorCode.RECIPIENT_UNKNOWN.meaning(), null));
      return Behaviors.same();
    }
    RoomActor.Outcome outcome = postings.take(post, now(), this::refusesToTake);
    if (outcome != null) {
      answer(post, outcome);
    }
    storeNextBatch();
    return Behaviors.same();
  }

  private RoomActor.@Nullable Outcome refusesToTake(PersonId author) {
    RoomActor.Outcome refused = moderation.refusesSpeech(author);
    if (refused != null) {
      return refused;
    }
    if (postings.storingForMs(now()) > tools.settings().overload().toMillis()) {
      Limit.OVERLOAD.bit();
      return tooMuchToStore();
    }
    long wait = paces.takeOrWait(author, now());
    if (wait > 0) {
      Limit.MESSAGE_RATE.bit();
      return new RoomActor.Refused(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.meaning(), wait);
    }
    return null;
  }

  private static RoomActor.Refused tooMuchToStore() {
    return new RoomActor.Refused(ErrorCode.UNAVAILABLE, TOO_MUCH_TO_STORE, RETRY_AFTER_MS);
  }

  /** To whom somebody speaks in a private conversation; null in a room, and for a stranger. */
  private @Nullable String recipient(PersonId author) {
    return pair == null ? null : pair.recipient(author);
  }

  private void storeNextBatch() {
    List<Postings.Pending> batch = postings.nextBatch(now());
    if (batch.isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>(batch.size());
    for (Postings.Pending pending : batch) {
      entries.add(pending.entry());
    }
    getContext()
        .pipeToSelf(
            tools.log().append(room, log.term(), entries),
            (stored, failure) -> new RoomLedger.LogAppended(batch, failure));
  }

  private Behavior<RoomLedger.Command> onLogAppended(RoomLedger.LogAppended result) {
    if (isBusy(result.failure())) {
      Limit.OVERLOAD.bit();
      refuse(result, TOO_MUCH_TO_STORE);
      postings.giveUpUnstored(newest.lastSeq());
      return Behaviors.same();
    }
    if (result.failure() != null) {
      return stepDown(result);
    }
    postings.stored(result.batch(), now());
    List<Entry> entries = new ArrayList<>(result.batch().size());
    for (Postings.Pending pending : result.batch()) {
      entries.add(pending.entry());
      if (pending.entry() instanceof Entry.Topic set) {
        topic = set.topic();
      }
    }
    RoomMeters.stored(entries.size(), now() - entries.getFirst().at());
    newest.addAll(entries);
    for (List<Entry> piece : Pieces.of(entries, Pieces::bytes)) {
      followers.publish(number -> new RoomActor.Entries(number, piece));
    }
    for (Postings.Pending pending : result.batch()) {
      for (RoomLedger.Request request : pending.requests()) {
        switch (request) {
          case RoomLedger.Post post ->
              answer(post, new RoomActor.Said(pending.entry().seq(), pending.entry().at()));
          case RoomLedger.Act act -> moderation.logged(act, pending.entry());
        }
      }
    }
    if (robot != null && (pair == null || pair.hasRobot())) {
      robot.listen(result.batch(), pair != null, newest, followers);
    }
    Duration gathering = tools.log().gathering();
    if (gathering.isPositive() && Postings.callsForGathering(result.batch())) {
      gather(gathering);
    } else {
      storeNextBatch();
    }
    return Behaviors.same();
  }

  /** Akka's own timers are too coarse for this. */
  private void gather(Duration time) {
    postings.gather();
    getContext()
        .pipeToSelf(
            new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS),
            (timeIsUp, never) -> new RoomLedger.Gathered());
  }

  private Behavior<RoomLedger.Command> onGathered() {
    postings.gathered();
    storeNextBatch();
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> stepDown(RoomLedger.LogAppended result) {
    if (isFenced(result.failure())) {
      getContext().getLog().warn("Room {} has another writer: this one steps down", room);
      overtaken.add(room, now());
    } else {
      getContext()
          .getLog()
          .error("Room {} could not be stored and starts anew", room, result.failure());
    }
    refuse(result, "It could not be stored");
    return stop();
  }

  private Behavior<RoomLedger.Command> stop() {
    followers.tell(new RoomActor.LedgerStops(getContext().getSelf()));
    return Behaviors.stopped();
  }

  /** Whether the store has taken nothing, so that the log stands where it stood. */
  private static boolean isBusy(@Nullable Throwable failure) {
    return failure instanceof MessageLog.BusyException
        || (failure != null && failure.getCause() instanceof MessageLog.BusyException);
  }

  private void refuse(RoomLedger.LogAppended result, String why) {
    for (Postings.Pending pending : postings.unstored(result.batch())) {
      for (RoomLedger.Request request : pending.requests()) {
        answer(request, new RoomActor.Refused(ErrorCode.UNAVAILABLE, why, RETRY_AFTER_MS));
      }
    }
  }

  private static boolean isFenced(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof MessageLog.FencedException;
  }

  private static void answer(RoomLedger.Request request, RoomActor.Outcome outcome) {
    request.node().tell(new RoomActor.Answered(request.number(), outcome));
  }

  // What is done by virtue of a role

  private Behavior<RoomLedger.Command> onAct(RoomLedger.Act act) {
    moderation.take(act);
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onSettled(RoomLedger.Settled settled) {
    settled.then().run();
    return Behaviors.same();
  }

  private final class ModeratedRoom implements ModerationDesk.Room {
    @Override
    public void expel(PersonId person, LeaveReason reason, Person by, @Nullable String text) {
      seats.expel(person, reason, by.nickname(), text);
    }

    @Override
    public void show(RoomFace face, RulesChange change) {
      followers.publish(number -> new RoomActor.RulesChanged(number, face, change));
    }

    @Override
    public void log(RoomLedger.Act act, Postings.Making making) {
      postings.take(act, making, now());
      storeNextBatch();
    }

    @Override
    public void giveWay() {
      overtaken.add(room, tools.clock().millis());
      getContext().getSelf().tell(new RoomLedger.Stop());
    }

    @Override
    public long now() {
      return tools.clock().millis();
    }
  }

  private Behavior<RoomLedger.Command> onTyping(RoomLedger.Typing typing) {
    followers.tell(new RoomActor.Writing(typing.person()));
    return Behaviors.same();
  }

  // The robot

  private Behavior<RoomLedger.Command> onRobotAnswered(RoomLedger.RobotAnswered answered) {
    if (robot != null) {
      robot.answered();
    }
    postings.takeFromRobot(answered.answer().text(), answered.answer().seq(), now());
    storeNextBatch();
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onRobotStillThinks() {
    followers.tell(new RoomActor.Writing(RobotIdentity.PERSON));
    return Behaviors.same();
  }

  // Who is here

  private Behavior<RoomLedger.Command> onEnter(RoomLedger.Enter enter) {
    entrance.enter(enter);
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onExit(RoomLedger.Exit exit) {
    entrance.exit(exit);
    PersonId person = exit.seat().person().id();
    boolean last = seats.giveUp(exit);
    if (exit.ending() == RoomLedger.Ending.LEFT) {
      forget(person, last)
          .whenComplete(
              (done, failure) -> exit.node().tell(new RoomActor.SeatLeft(exit.seat().session())));
    }
    return Behaviors.same();
  }

  /** The room stays a person's until the last of their connections there leaves it. */
  private CompletionStage<Void> forget(PersonId person, boolean last) {
    if (!last || RoomName.isPrivate(room)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Void> forgotten = tools.memberships().leave(person, room);
    Remembering.logged(forgotten, room);
    return forgotten;
  }

  private Behavior<RoomLedger.Command> onResumeExpired(RoomLedger.ResumeExpired expired) {
    seats.resumeExpired(expired.person());
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onRosterDue() {
    seats.rosterDue();
    return Behaviors.same();
  }

  // The two of a private conversation

  private Behavior<RoomLedger.Command> onPresenceFollows(RoomLedger.PresenceFollows follows) {
    if (pair != null) {
      pair.followed(follows.told());
    }
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onPresenceGone(RoomLedger.PresenceGone gone) {
    if (pair != null) {
      pair.presenceGone(gone.presence());
    }
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onFollowAgain() {
    if (pair != null) {
      pair.follow();
    }
    return Behaviors.same();
  }

  // Which nodes follow

  private Behavior<RoomLedger.Command> onAttachPart(RoomLedger.AttachPart part) {
    watch(part.node());
    attaching.computeIfAbsent(part.node(), node -> new Parts<>()).add(part.attempt(), part);
    return Behaviors.same();
  }

  /** If a part got lost the node attaches again in time. */
  private Behavior<RoomLedger.Command> onAttach(RoomLedger.Attach last) {
    Parts<RoomLedger.AttachPart> parts = attaching.get(last.node());
    List<RoomLedger.AttachPart> before =
        parts == null ? List.of() : parts.take(last.attempt(), last.parts());
    if (before != null && before.size() == last.parts()) {
      attaching.remove(last.node());
      attach(last.with(before));
    }
    return Behaviors.same();
  }

  private void watch(ActorRef<RoomActor.FromLedger> node) {
    getContext().watchWith(node, new RoomLedger.NodeGone(node));
  }

  private void attach(RoomLedger.Attach attach) {
    watch(attach.node());
    followers.remove(attach.node());
    seats.takeOver(attach, getContext().getSelf(), moderation::refusesSeat);
    boolean sameLog = log.epoch().equals(attach.epoch());
    if (!sameLog) {
      follow(attach, newest.all());
    } else if (attach.have() + 1 >= newest.firstSeq()) {
      follow(attach, newest.after(attach.have()));
    } else {
      getContext()
          .pipeToSelf(
              tools.log().after(room, attach.have(), tools.settings().historyMessages()),
              (entries, failure) ->
                  new RoomLedger.LogRead(attach, entries == null ? List.of() : entries, failure));
    }
  }

  private Behavior<RoomLedger.Command> onLogRead(RoomLedger.LogRead read) {
    if (read.failure() == null) {
      follow(read.asked(), read.entries());
    } else {
      // The node asks again.
      getContext().getLog().error("Cannot read the log of room {}", room, read.failure());
    }
    return Behaviors.same();
  }

  private void follow(RoomLedger.Attach attach, List<Entry> entries) {
    timers.cancel(RoomLedger.Idle.class);
    long number = followers.add(attach.node(), attach.exits());
    List<RoomActor.AttachedPart> pieces =
        Pieces.of(
            entries,
            Pieces::bytes,
            List.copyOf(roster.persons()),
            Pieces::bytes,
            (some, persons) -> new RoomActor.AttachedPart(attach.attempt(), some, persons));
    int before = pieces.size() - 1;
    pieces.subList(0, before).forEach(attach.node()::tell);
    RoomActor.AttachedPart last = pieces.getLast();
    attach
        .node()
        .tell(
            new RoomActor.Attached(
                getContext().getSelf(),
                attach.attempt(),
                before,
                number,
                log.epoch(),
                newest.lastSeq(),
                firstSeq,
                log.seq(),
                last.entries(),
                last.roster(),
                topic,
                moderation.face()));
  }

  private Behavior<RoomLedger.Command> onLookForForgotten() {
    getContext().pipeToSelf(tools.log().firstSeq(room), RoomLedger.FirstKept::new);
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onFirstKept(RoomLedger.FirstKept kept) {
    if (kept.seq() == null) {
      getContext()
          .getLog()
          .warn("What room {} has forgotten is asked again later", room, kept.failure());
    } else if (kept.seq() > firstSeq) {
      long first = kept.seq();
      firstSeq = first;
      newest.forgetBelow(first);
      followers.publish(number -> new RoomActor.Forgotten(number, first));
    }
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onNodeGone(ActorRef<RoomActor.FromLedger> node) {
    getContext().unwatch(node);
    attaching.remove(node);
    followers.remove(node);
    entrance.nodeGone(node);
    seats.loseNode(node);
    if (followers.isEmpty()) {
      startIdleTimer();
    }
    return Behaviors.same();
  }

  private Behavior<RoomLedger.Command> onRepeatStanding() {
    followers.repeatStanding();
    return Behaviors.same();
  }

  private void startIdleTimer() {
    timers.startSingleTimer(
        RoomLedger.Idle.class, new RoomLedger.Idle(), tools.settings().idleLedger());
  }

  private Behavior<RoomLedger.Command> onIdle() {
    if (followers.isEmpty() && roster.isEmpty()) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    } else if (followers.isEmpty()) {
      startIdleTimer();
    }
    return Behaviors.same();
  }

  private long now() {
    return tools.clock().millis();
  }
}
