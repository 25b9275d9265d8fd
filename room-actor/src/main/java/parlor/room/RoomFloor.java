package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.actor.Switch;
import parlor.people.Person;
import parlor.protocol.LeaveReason;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** A {@link RoomActor} at work: what has been said, who is in the room, and who is told what. */
final class RoomFloor extends AbstractBehavior<RoomActor.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(RoomFloor.class);

  /** So many hear at once of who comes and goes. */
  private static final int TOLD_AT_ONCE = 100;

  /** More hear of it so much later at most, and of what has happened by then together. */
  private static final Duration TOLD_TOGETHER = Duration.ofMillis(100);

  private final RoomName room;
  private final RoomActor.Tools tools;
  private final ActorRef<Rooms.FromRoom> rooms;
  private final LedgerLink ledger;
  private RoomFace face = RoomFace.PLAIN;
  private final SeatDesk seats;
  private final PostDesk posts;
  private final TimerScheduler<RoomActor.Command> timers;
  private final FanOut fanOut = new FanOut();
  private final Company company;
  private final Transcript transcript;

  /** Whether what the list of rooms shows has changed since the last flush. */
  private boolean reportDue;

  /** Whether what was gathered goes out with the next flush. */
  private boolean showDue;

  /** When the oldest entry was taken that waits for the next flush; 0 if none does. */
  private long gatheredSince;

  RoomFloor(
      ActorContext<RoomActor.Command> context,
      TimerScheduler<RoomActor.Command> timers,
      RoomName room,
      RoomActor.Tools tools,
      RecipientRef<RoomLedger.Command> anyLedger,
      ActorRef<Rooms.FromRoom> rooms) {
    super(context);
    this.room = room;
    this.tools = tools;
    this.rooms = rooms;
    this.timers = timers;
    this.company = new Company(room, tools, timers, id -> face.roleOf(id), this::notice);
    this.transcript = new Transcript(room.value(), tools.settings().historyMessages());
    this.ledger = new LedgerLink(context, timers, anyLedger, this::whatIsKnown);
    this.seats = new SeatDesk(context, timers, room, tools, rooms, ledger, fanOut, this::greeting);
    this.posts =
        new PostDesk(context.getSelf().narrow(), timers, room, tools, ledger, seats::letLeave);
    ledger.attach();
  }

  @Override
  public Receive<RoomActor.Command> createReceive() {
    return new Switch<>(this::on);
  }

  private Behavior<RoomActor.Command> on(RoomActor.Command message) {
    return switch (message) {
      case RoomActor.Entries entries -> onEntries(entries);
      case RoomActor.Forgotten forgotten -> onForgotten(forgotten);
      case RoomActor.Flush flush -> onFlush();
      case RoomActor.NoticesDue due -> onNoticesDue();
      case RoomActor.Say say -> onSay(say);
      case RoomActor.Moderate moderate -> onModerate(moderate);
      case RoomActor.RulesChanged changed -> onRulesChanged(changed);
      case RoomActor.Answered answered -> onAnswered(answered);
      case RoomActor.RefuseOverdue refuse -> onRefuseOverdue();
      case RoomActor.Type type -> onType(type);
      case RoomActor.Writing writing -> onWriting(writing);
      case RoomActor.Open open -> onOpen(open);
      case RoomActor.Registered registered -> onRegistered(registered);
      case RoomActor.Admitted admitted -> onAdmitted(admitted);
      case RoomActor.NotAdmitted admitted -> onNotAdmitted(admitted);
      case RoomActor.JoinOverdue overdue -> onJoinOverdue(overdue);
      case RoomActor.SeatLeft left -> onLeft(left.session());
      case RoomActor.LeaveOverdue overdue -> onLeft(overdue.session());
      case RoomActor.Remembered remembered -> onRemembered(remembered);
      case RoomActor.JoinAgain again -> onJoinAgain(again);
      case RoomActor.ListMembers members -> onListMembers(members);
      case RoomActor.Read read -> onRead(read);
      case RoomActor.Leave leave -> onLeave(leave);
      case RoomActor.End end -> onEnd(end);
      case RoomActor.SessionGone gone -> onSessionGone(gone);
      case RoomActor.PersonEntered entered -> onPersonEntered(entered);
      case RoomActor.PersonLeft left -> onPersonLeft(left);
      case RoomActor.WindowOver over -> onWindowOver();
      case RoomActor.AttachedPart part -> onAttachedPart(part);
      case RoomActor.Attached attached -> onAttached(attached);
      case RoomActor.Standing standing -> onStanding(standing);
      case RoomActor.LedgerStops stops -> onLedgerStops(stops);
      case RoomActor.LedgerGone gone -> onLedgerSilent();
      case RoomActor.AttachAgain again -> onLedgerSilent();
      case RoomActor.Close close -> onClose();
    };
  }

  // What is said

  private Behavior<RoomActor.Command> onSay(RoomActor.Say say) {
    Seat seat = seats.of(say.session(), say.frame());
    if (seat != null) {
      posts.post(seat, say);
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onEntries(RoomActor.Entries published) {
    if (ledger.isNext(published)) {
      if (gatheredSince == 0) {
        gatheredSince = published.entries().getFirst().at();
      }
      String topic = transcript.topic();
      for (byte[] frame : transcript.add(published.entries())) {
        show(frame);
      }
      if (!topic.equals(transcript.topic())) {
        reportSoon();
      }
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onForgotten(RoomActor.Forgotten forgotten) {
    if (ledger.isNext(forgotten)) {
      transcript.forgetBelow(forgotten.firstSeq());
    }
    return Behaviors.same();
  }

  /** Gathers a frame for everybody here; what lies in the mailbox by then goes out with it. */
  private void show(byte[] frame) {
    fanOut.add(frame);
    if (!showDue) {
      showDue = true;
      getContext().getSelf().tell(new RoomActor.Flush());
    }
  }

  /**
   * Gathers a frame about who comes or goes. In a large room it waits for the next message, or for
   * those who come and go a moment later: two thousand who come at once are two million notices.
   */
  private void notice(byte[] frame) {
    if (fanOut.members() <= TOLD_AT_ONCE) {
      show(frame);
    } else {
      fanOut.add(frame);
      if (!timers.isTimerActive(RoomActor.NoticesDue.class)) {
        timers.startSingleTimer(
            RoomActor.NoticesDue.class, new RoomActor.NoticesDue(), TOLD_TOGETHER);
      }
    }
  }

  private Behavior<RoomActor.Command> onNoticesDue() {
    showDue = true;
    return onFlush();
  }

  /** The list of rooms comes first: whoever has been shown a change may ask for it at once. */
  private Behavior<RoomActor.Command> onFlush() {
    if (reportDue) {
      reportDue = false;
      reportToRooms();
    }
    if (showDue) {
      showDue = false;
      fanOut.flush();
    }
    if (gatheredSince != 0) {
      RoomMeters.delivered(tools.clock().millis() - gatheredSince);
      gatheredSince = 0;
    }
    seats.letIn();
    return Behaviors.same();
  }

  // What is done by virtue of a role

  private Behavior<RoomActor.Command> onModerate(RoomActor.Moderate act) {
    Seat seat = seats.of(act.session(), act.frame());
    if (seat != null) {
      posts.act(seat, act.frame());
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onRulesChanged(RoomActor.RulesChanged changed) {
    if (ledger.isNext(changed)) {
      face = changed.face();
      reportToRooms();
      show(ServerFrameCodec.encode(changed.change().frame(room.value(), face)));
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onNotAdmitted(RoomActor.NotAdmitted refused) {
    Seat seat = seats.of(refused.session());
    if (seat != null && seat.joining == null) {
      boolean kicked = RosterDesk.KICKED.equals(refused.why().reason());
      putOut(seat.person(), kicked ? LeaveReason.KICKED : LeaveReason.BANNED);
    } else if (seat != null) {
      seats.refuse(seat, refused.why());
    }
    return Behaviors.same();
  }

  /** Everybody here is shown first what was gathered. */
  private void putOut(Person person, LeaveReason reason) {
    onNoticesDue();
    seats.putOut(person, reason);
  }

  private Behavior<RoomActor.Command> onAnswered(RoomActor.Answered answered) {
    posts.answered(answered);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onRefuseOverdue() {
    posts.refuseOverdue();
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onType(RoomActor.Type type) {
    Seat seat = seats.of(type.session());
    if (seat != null && showsTyping()) {
      ledger.tellIfUp(new RoomLedger.Typing(seat.person()));
    }
    return Behaviors.same();
  }

  private boolean showsTyping() {
    return company.members().personCount() <= tools.settings().typingUpTo();
  }

  private Behavior<RoomActor.Command> onWriting(RoomActor.Writing writing) {
    if (!showsTyping()) {
      return Behaviors.same();
    }
    Person person = writing.person();
    fanOut.flush();
    var frame = Frames.encode(new ServerFrame.Typing(room.value(), person.nickname()));
    seats.offerToOthers(person.id(), frame);
    return Behaviors.same();
  }

  // Who sits here

  private Behavior<RoomActor.Command> onOpen(RoomActor.Open open) {
    seats.open(open);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onRegistered(RoomActor.Registered registered) {
    seats.registered(registered);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onAdmitted(RoomActor.Admitted admitted) {
    seats.admit(admitted.session());
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onJoinOverdue(RoomActor.JoinOverdue overdue) {
    seats.joinOverdue(overdue.session());
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onLeave(RoomActor.Leave leave) {
    seats.leave(leave);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onRemembered(RoomActor.Remembered stored) {
    seats.letLeaveRemembered(stored.session());
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onLeft(String session) {
    seats.sayLeft(session);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onEnd(RoomActor.End end) {
    seats.end(end);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onSessionGone(RoomActor.SessionGone gone) {
    seats.sessionGone(gone.session());
    return Behaviors.same();
  }

  /** Holds as long as nothing happens in the room. */
  private Greeting greeting() {
    return new Greeting(
        room.value(), transcript, company.members(), face, tools.settings().membersPage());
  }

  private Behavior<RoomActor.Command> onJoinAgain(RoomActor.JoinAgain again) {
    Seat seat = seats.of(again);
    if (seat != null) {
      fanOut.flush();
      seat.outlet.answer(greeting().joined(again.frame(), seat.visitor));
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onListMembers(RoomActor.ListMembers list) {
    Seat seat = seats.of(list.session(), list.frame());
    if (seat != null) {
      MemberList.Page page =
          company.members().page(list.frame().after(), tools.settings().membersPage(), face);
      seat.outlet.answer(
          Frames.encode(
              new ServerFrame.Members(
                  list.frame().id(), room.value(), page.members(), page.more())));
    }
    return Behaviors.same();
  }

  /** Nobody can have read what is not there yet. */
  private Behavior<RoomActor.Command> onRead(RoomActor.Read read) {
    Seat seat = seats.of(read.session(), read.frame());
    if (seat != null) {
      long seq = Math.min(read.frame().seq(), transcript.seq());
      String re = read.frame().id();
      tools
          .memberships()
          .read(seat.person().id(), room.value(), seq)
          .whenComplete(
              (rose, failure) -> {
                if (failure == null) {
                  if (rose) {
                    seat.connection.tell(new ConnectionEvent.HasRead(room, seq));
                  }
                  seat.outlet.answer(Frames.encode(new ServerFrame.Ok(re)));
                } else {
                  LOG.error("A read position could not be stored", failure);
                  seat.outlet.answer(Frames.unavailable(re));
                }
              });
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onClose() {
    posts.refuseAll();
    ledger.tellIfUp(new RoomLedger.Detach(getContext().getSelf().narrow()));
    return Behaviors.stopped();
  }

  // Who is in the room anywhere

  private Behavior<RoomActor.Command> onPersonEntered(RoomActor.PersonEntered entered) {
    if (ledger.isNext(entered)) {
      company.enter(entered.person(), entered.at());
      reportSoon();
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onPersonLeft(RoomActor.PersonLeft left) {
    if (ledger.isNext(left)) {
      company.leave(left);
      if (left.by() != null) {
        putOut(left.person(), left.reason());
      }
      reportSoon();
    }
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onWindowOver() {
    company.windowOver();
    return Behaviors.same();
  }

  /** With the next flush, however much changes until then. */
  private void reportSoon() {
    if (!reportDue) {
      reportDue = true;
      getContext().getSelf().tell(new RoomActor.Flush());
    }
  }

  private void reportToRooms() {
    rooms.tell(
        new Rooms.RoomChanged(
            room,
            getContext().getSelf(),
            new RoomInfo(room.value(), transcript.topic(), company.members().personCount()),
            face.hidden()));
  }

  // Following the ledger

  /** Who is about to be let in has been admitted, and would count as lost if it were not told. */
  private LedgerLink.Known whatIsKnown() {
    return new LedgerLink.Known(
        transcript.epoch(),
        transcript.seq(),
        seats.admitted(),
        List.copyOf(company.members().persons()));
  }

  private Behavior<RoomActor.Command> onAttachedPart(RoomActor.AttachedPart part) {
    ledger.gather(part);
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onAttached(RoomActor.Attached last) {
    RoomActor.Attached attached = ledger.whole(last);
    if (attached == null) {
      return Behaviors.same();
    }
    if (transcript.isOfAnother(attached.epoch())) {
      getContext()
          .getLog()
          .warn("Room {} has another log than before: its members join anew", room);
      return Behaviors.stopped();
    }
    ledger.attached(attached);
    face = attached.face();
    for (byte[] frame : transcript.begin(attached)) {
      show(frame);
    }
    if (seats.nobodyIsIn()) {
      company.learn(attached.roster());
    } else {
      company.take(attached.roster(), tools.clock().millis());
    }
    reportSoon();
    if (transcript.seq() < attached.seq()) {
      ledger.attach();
      return Behaviors.same();
    }
    seats.enterWhoWasNotNamed(attached.attempt());
    posts.repeat();
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onStanding(RoomActor.Standing standing) {
    ledger.check(standing);
    seats.enterWhoStillWaits();
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onLedgerStops(RoomActor.LedgerStops told) {
    ledger.stops(told.ledger());
    return Behaviors.same();
  }

  private Behavior<RoomActor.Command> onLedgerSilent() {
    ledger.attach();
    return Behaviors.same();
  }
}
