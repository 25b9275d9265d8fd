package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.util.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.people.Person;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** A {@link RoomActor} at work: who sits here, what has been said, and who is told what. */
final class RoomFloor extends AbstractBehavior<RoomActor.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(RoomFloor.class);
  private static final long RETRY_AFTER_MS = 1000;

  private final TimerScheduler<RoomActor.Command> timers;
  private final RoomName room;
  private final RoomActor.Tools tools;
  private final ActorRef<Rooms.FromRoom> rooms;
  private final LedgerLink ledger;
  private final Map<String, Seat> seats = new LinkedHashMap<>();

  /** The sessions that lost their place and may still have sent something. */
  private final Map<String, Seat> outside = new HashMap<>();

  private record Departure(Seat seat, @Nullable String re) {}

  /** The sessions that have left, until the ledger knows. */
  private final Map<String, Departure> departing = new HashMap<>();

  private RoomFace face = RoomFace.PLAIN;
  private final PostDesk posts;
  private final FanOut fanOut = new FanOut();
  private final List<Seat> arriving = new ArrayList<>();
  private final Company company;
  private final Transcript transcript;
  private int opened;

  /** Whether what the list of rooms shows has changed since the last flush. */
  private boolean reportDue;

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
    this.timers = timers;
    this.room = room;
    this.tools = tools;
    this.rooms = rooms;
    this.company = new Company(room, tools, timers, this::show);
    this.transcript = new Transcript(room.value(), tools.settings().historyMessages());
    this.ledger = new LedgerLink(context, timers, anyLedger, this::whatIsKnown);
    this.posts =
        new PostDesk(
            context.getSelf().narrow(), timers, room, tools, ledger, this::letLeaveIfWaiting);
    ledger.attach();
  }

  @Override
  public Receive<RoomActor.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(RoomActor.Entries.class, this::onEntries)
        .onMessage(RoomActor.Forgotten.class, this::onForgotten)
        .onMessage(RoomActor.Flush.class, flush -> onFlush())
        .onMessage(RoomActor.Say.class, this::onSay)
        .onMessage(RoomActor.Moderate.class, this::onModerate)
        .onMessage(RoomActor.RulesChanged.class, this::onRulesChanged)
        .onMessage(RoomActor.Answered.class, this::onAnswered)
        .onMessage(RoomActor.RefuseOverdue.class, refuse -> onRefuseOverdue())
        .onMessage(RoomActor.Type.class, this::onType)
        .onMessage(RoomActor.Writing.class, this::onWriting)
        .onMessage(RoomActor.Open.class, this::onOpen)
        .onMessage(RoomActor.Admitted.class, this::onAdmitted)
        .onMessage(RoomActor.NotAdmitted.class, this::onNotAdmitted)
        .onMessage(RoomActor.JoinOverdue.class, this::onJoinOverdue)
        .onMessage(RoomActor.SeatLeft.class, left -> sayLeft(left.session()))
        .onMessage(RoomActor.LeaveOverdue.class, overdue -> sayLeft(overdue.session()))
        .onMessage(RoomActor.JoinAgain.class, this::onJoinAgain)
        .onMessage(RoomActor.ListMembers.class, this::onListMembers)
        .onMessage(RoomActor.Read.class, this::onRead)
        .onMessage(RoomActor.Leave.class, this::onLeave)
        .onMessage(RoomActor.End.class, this::onEnd)
        .onMessage(RoomActor.SessionGone.class, this::onSessionGone)
        .onMessage(RoomActor.PersonEntered.class, this::onPersonEntered)
        .onMessage(RoomActor.PersonLeft.class, this::onPersonLeft)
        .onMessage(RoomActor.WindowOver.class, over -> onWindowOver())
        .onMessage(RoomActor.AttachedPart.class, this::onAttachedPart)
        .onMessage(RoomActor.Attached.class, this::onAttached)
        .onMessage(RoomActor.Standing.class, this::onStanding)
        .onMessage(RoomActor.LedgerStops.class, this::onLedgerStops)
        .onMessage(RoomActor.LedgerGone.class, gone -> onLedgerSilent())
        .onMessage(RoomActor.AttachAgain.class, again -> onLedgerSilent())
        .onMessage(RoomActor.Close.class, close -> onClose())
        .build();
  }

  // What is said

  private Behavior<RoomActor.Command> onSay(RoomActor.Say say) {
    Seat seat = seatOf(say.session(), say.frame());
    if (seat != null) {
      posts.post(seat, say);
    }
    return this;
  }

  /** Whose request it is; null if the place is gone, which is said then. */
  private @Nullable Seat seatOf(String session, ClientFrame frame) {
    Seat gone = outside.get(session);
    if (gone != null) {
      gone.outlet.answer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
    }
    return seats.get(session);
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
    return this;
  }

  private Behavior<RoomActor.Command> onForgotten(RoomActor.Forgotten forgotten) {
    if (ledger.isNext(forgotten)) {
      transcript.forgetBelow(forgotten.firstSeq());
    }
    return this;
  }

  /** Gathers a frame for everybody here; what lies in the mailbox by then goes out with it. */
  private void show(byte[] frame) {
    if (fanOut.add(frame)) {
      getContext().getSelf().tell(new RoomActor.Flush());
    }
  }

  /** The list of rooms comes first: whoever has been shown a change may ask for it at once. */
  private Behavior<RoomActor.Command> onFlush() {
    if (reportDue) {
      reportDue = false;
      reportToRooms();
    }
    fanOut.flush();
    if (gatheredSince != 0) {
      RoomMeters.delivered(tools.clock().millis() - gatheredSince);
      gatheredSince = 0;
    }
    letIn();
    return this;
  }

  // What is done by virtue of a role

  private Behavior<RoomActor.Command> onModerate(RoomActor.Moderate act) {
    Seat seat = seatOf(act.session(), act.frame());
    if (seat != null) {
      posts.act(seat, act.frame());
    }
    return this;
  }

  private Behavior<RoomActor.Command> onRulesChanged(RoomActor.RulesChanged changed) {
    if (ledger.isNext(changed)) {
      face = changed.face();
      reportToRooms();
      show(ServerFrameCodec.encode(changed.change().frame(room.value(), face)));
    }
    return this;
  }

  /** Everybody has been shown that the person is gone; the person's connections are told last. */
  private void putOut(Person person, LeaveReason reason) {
    onFlush();
    forget(person);
    var left = Frames.encode(new ServerFrame.Left(null, room.value(), reason));
    for (Seat seat : List.copyOf(seats.values())) {
      if (seat.joining == null && seat.person().id().equals(person.id())) {
        seat.outlet.offer(left);
        putOut(seat);
        if (seat.leaving != null) {
          seat.outlet.answer(Frames.encode(new ServerFrame.Left(seat.leaving.id(), room.value())));
        }
      }
    }
  }

  /** Behind what this node has stored of their coming; the ledger did it before for the others. */
  private void forget(Person person) {
    Remembering.logged(tools.memberships().leave(person.id(), room.value()), room.value());
  }

  private void putOut(Seat seat) {
    outside.put(seat.session, seat);
    giveUp(seat, RoomLedger.Ending.ENDED);
    seat.actor.tell(new UserSession.PutOut());
  }

  private Behavior<RoomActor.Command> onNotAdmitted(RoomActor.NotAdmitted refused) {
    Seat seat = seats.get(refused.session());
    if (seat != null) {
      if (seat.joining == null) {
        boolean kicked = RosterDesk.KICKED.equals(refused.why().reason());
        putOut(seat.person(), kicked ? LeaveReason.KICKED : LeaveReason.BANNED);
      } else {
        if (refused.why().code() == ErrorCode.FORBIDDEN) {
          forget(seat.person());
        }
        refuseJoin(seat, refused.why());
      }
    }
    return this;
  }

  private void refuseJoin(Seat seat, RoomActor.Refused why) {
    if (seat.joining != null && !seat.quiet) {
      seat.outlet.answer(Frames.refusal(seat.joining.id(), why));
    }
    putOut(seat);
  }

  private Behavior<RoomActor.Command> onAnswered(RoomActor.Answered answered) {
    posts.answered(answered);
    return this;
  }

  private Behavior<RoomActor.Command> onRefuseOverdue() {
    posts.refuseOverdue();
    return this;
  }

  private Behavior<RoomActor.Command> onType(RoomActor.Type type) {
    Seat seat = seats.get(type.session());
    if (seat != null && showsTyping()) {
      ledger.tellIfUp(new RoomLedger.Typing(seat.person()));
    }
    return this;
  }

  private boolean showsTyping() {
    return company.members().personCount() <= tools.settings().typingUpTo();
  }

  private Behavior<RoomActor.Command> onWriting(RoomActor.Writing writing) {
    if (!showsTyping()) {
      return this;
    }
    Person person = writing.person();
    fanOut.flush();
    var frame = Frames.encode(new ServerFrame.Typing(room.value(), person.nickname()));
    for (Seat seat : seats.values()) {
      if (seat.joining == null && !seat.person().id().equals(person.id())) {
        seat.outlet.offer(frame);
      }
    }
    return this;
  }

  // Who sits here

  private Behavior<RoomActor.Command> onOpen(RoomActor.Open open) {
    opened++;
    ActorRef<UserSession.Command> session =
        getContext()
            .spawn(
                UserSession.create(
                    open.session(),
                    open.visitor().id(),
                    room,
                    new UserSession.Tools(tools, open.outlet(), getContext().getSelf()),
                    open.connection()),
                open.session());
    getContext().watchWith(session, new RoomActor.SessionGone(open.session()));
    startJoinTimer(open.session());
    open.connection().tell(new ConnectionEvent.SessionOpened(room, session));
    Seat seat = new Seat(open, session);
    seats.put(open.session(), seat);
    enter(seat);
    return this;
  }

  private void enter(Seat seat) {
    ledger.tellIfUp(new RoomLedger.Enter(getContext().getSelf().narrow(), seat.named()));
  }

  /** Waits for the next flush: many who come at once are let in together. */
  private Behavior<RoomActor.Command> onAdmitted(RoomActor.Admitted admitted) {
    Seat seat = seats.get(admitted.session());
    // What was admitted before the ledger hears anew who sits here is entered again after that.
    if (seat != null && seat.joining != null && ledger.isUp()) {
      if (arriving.isEmpty()) {
        getContext().getSelf().tell(new RoomActor.Flush());
      }
      arriving.add(seat);
      seat.waited = false;
    }
    return this;
  }

  /** What was gathered is for those who were here; whoever arrives is shown where it has led. */
  private void letIn() {
    Greeting greeting = greeting();
    for (Seat seat : arriving) {
      if (seat.joining != null && seats.containsKey(seat.session)) {
        var join = seat.joining;
        seat.joining = null;
        timers.cancel(seat.session);
        if (seat.quiet) {
          callIn(seat, join);
        } else {
          admit(seat, join, greeting);
        }
        fanOut.attach(seat.session, seat.outlet);
        seat.actor.tell(new UserSession.Admitted());
      }
    }
    arriving.clear();
  }

  /**
   * Whose room it is goes to be stored first, so that whatever is asked after the answer sees it.
   */
  private void admit(Seat seat, ClientFrame.Join join, Greeting greeting) {
    if (!room.isPrivate()) {
      Remembering.logged(
          tools.memberships().join(seat.person().id(), room.value(), transcript.seq()),
          room.value());
    }
    seat.outlet.answer(greeting.joined(join, seat.visitor));
  }

  /** Holds as long as nothing happens in the room. */
  private Greeting greeting() {
    return new Greeting(
        room.value(), transcript, company.members(), face, tools.settings().membersPage());
  }

  private void callIn(Seat seat, ClientFrame.Join join) {
    if (join.after() != null) {
      for (byte[] frame : transcript.after(join.after())) {
        seat.outlet.offer(ByteString.fromArrayUnsafe(frame));
      }
    }
    seat.connection.tell(new ConnectionEvent.CalledIn(room));
  }

  private Behavior<RoomActor.Command> onJoinOverdue(RoomActor.JoinOverdue overdue) {
    Seat seat = seats.get(overdue.session());
    if (seat != null && seat.joining != null && seat.quiet) {
      keepWaiting(seat, seat.joining);
    } else if (seat != null && seat.joining != null) {
      refuseJoin(
          seat,
          new RoomActor.Refused(ErrorCode.UNAVAILABLE, "The room did not answer", RETRY_AFTER_MS));
    }
    return this;
  }

  /**
   * Nobody asked for this place, so nobody would ask again: it waits on for the ledger, while the
   * connection goes on with the rest. It is shown then what has been said after now.
   */
  private void keepWaiting(Seat seat, ClientFrame.Join join) {
    if (join.after() == null) {
      long after = transcript.epoch() == null ? Rooms.SINCE_AWAKE : transcript.seq();
      seat.joining = new ClientFrame.Join(join.id(), room, after, null);
    }
    seat.actor.tell(new UserSession.Delayed());
    startJoinTimer(seat.session);
    seat.connection.tell(new ConnectionEvent.CalledIn(room));
  }

  private void startJoinTimer(String session) {
    timers.startSingleTimer(
        session, new RoomActor.JoinOverdue(session), tools.settings().answerTimeout());
  }

  private Behavior<RoomActor.Command> onJoinAgain(RoomActor.JoinAgain again) {
    Seat gone = outside.get(again.session());
    Seat seat = seats.get(again.session());
    if (gone != null) {
      gone.connection.tell(new ConnectionEvent.ToJoinAnew(gone.actor, again.frame()));
    } else if (seat != null) {
      fanOut.flush();
      seat.outlet.answer(greeting().joined(again.frame(), seat.visitor));
    }
    return this;
  }

  private Behavior<RoomActor.Command> onListMembers(RoomActor.ListMembers list) {
    Seat seat = seatOf(list.session(), list.frame());
    if (seat != null) {
      MemberList.Page page =
          company.members().page(list.frame().after(), tools.settings().membersPage(), face);
      seat.outlet.answer(
          Frames.encode(
              new ServerFrame.Members(
                  list.frame().id(), room.value(), page.members(), page.more())));
    }
    return this;
  }

  /** Nobody can have read what is not there yet. */
  private Behavior<RoomActor.Command> onRead(RoomActor.Read read) {
    Seat seat = seatOf(read.session(), read.frame());
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
    return this;
  }

  private Behavior<RoomActor.Command> onLeave(RoomActor.Leave leave) {
    Seat seat = seatOf(leave.session(), leave.frame());
    if (seat != null) {
      if (seat.posts == 0) {
        letLeave(seat, leave.frame().id());
      } else {
        seat.leaving = leave.frame();
      }
    }
    return this;
  }

  private void letLeaveIfWaiting(Seat seat) {
    if (seat.leaving != null) {
      letLeave(seat, seat.leaving.id());
    }
  }

  /** Everything of the room goes out before {@code left}, nothing after it. */
  private void letLeave(Seat seat, @Nullable String re) {
    departing.put(seat.session, new Departure(seat, re));
    timers.startSingleTimer(
        new RoomActor.LeaveOverdue(seat.session), tools.settings().answerTimeout());
    giveUp(seat, RoomLedger.Ending.LEFT);
  }

  private Behavior<RoomActor.Command> sayLeft(String session) {
    Departure gone = departing.remove(session);
    if (gone != null) {
      timers.cancel(new RoomActor.LeaveOverdue(session));
      gone.seat.outlet.answer(Frames.encode(new ServerFrame.Left(gone.re, room.value())));
      getContext().stop(gone.seat.actor);
      reportIfEmpty();
    }
    return this;
  }

  private Behavior<RoomActor.Command> onEnd(RoomActor.End end) {
    Seat seat = seats.get(end.session());
    if (seat != null) {
      giveUp(seat, end.lost() ? RoomLedger.Ending.LOST : RoomLedger.Ending.ENDED);
    }
    return this;
  }

  private void giveUp(Seat seat, RoomLedger.Ending ending) {
    seats.remove(seat.session);
    timers.cancel(seat.session);
    fanOut.detach(seat.session);
    ledger.tell(new RoomLedger.Exit(getContext().getSelf().narrow(), seat.named(), ending));
    reportIfEmpty();
  }

  /** A session that failed; its connection has seen it end and ends too. */
  private Behavior<RoomActor.Command> onSessionGone(RoomActor.SessionGone gone) {
    if (outside.remove(gone.session()) != null) {
      reportIfEmpty();
      return this;
    }
    return onEnd(new RoomActor.End(gone.session(), true));
  }

  private void reportIfEmpty() {
    if (seats.isEmpty() && outside.isEmpty() && departing.isEmpty()) {
      rooms.tell(new Rooms.RoomEmpty(room, getContext().getSelf(), opened));
    }
  }

  private Behavior<RoomActor.Command> onClose() {
    ledger.tellIfUp(new RoomLedger.Detach(getContext().getSelf().narrow()));
    return Behaviors.stopped();
  }

  // Who is in the room anywhere

  private Behavior<RoomActor.Command> onPersonEntered(RoomActor.PersonEntered entered) {
    if (ledger.isNext(entered)) {
      company.enter(entered.person(), entered.at());
      reportSoon();
    }
    return this;
  }

  private Behavior<RoomActor.Command> onPersonLeft(RoomActor.PersonLeft left) {
    if (ledger.isNext(left)) {
      company.leave(left);
      if (left.by() != null) {
        putOut(left.person(), left.reason());
      }
      reportSoon();
    }
    return this;
  }

  private Behavior<RoomActor.Command> onWindowOver() {
    company.windowOver();
    return this;
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
    Set<Seat> admitted = new HashSet<>(arriving);
    return new LedgerLink.Known(
        transcript.epoch(),
        transcript.seq(),
        seats.values().stream()
            .filter(seat -> seat.joining == null || admitted.contains(seat))
            .map(Seat::named)
            .toList(),
        List.copyOf(company.members().persons()));
  }

  private Behavior<RoomActor.Command> onAttachedPart(RoomActor.AttachedPart part) {
    ledger.gather(part);
    return this;
  }

  private Behavior<RoomActor.Command> onAttached(RoomActor.Attached last) {
    RoomActor.Attached attached = ledger.whole(last);
    if (attached == null) {
      return this;
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
    if (seats.values().stream().allMatch(seat -> seat.joining != null)) {
      company.learn(attached.roster());
    } else {
      company.take(attached.roster(), tools.clock().millis());
    }
    reportSoon();
    if (transcript.seq() < attached.seq()) {
      ledger.attach();
      return this;
    }
    for (Seat seat : seats.values()) {
      if (seat.joining != null) {
        enter(seat);
      }
    }
    posts.repeat();
    return this;
  }

  private Behavior<RoomActor.Command> onStanding(RoomActor.Standing standing) {
    ledger.check(standing);
    enterWhoStillWait();
    return this;
  }

  /** That somebody enters may get lost, and so may the answer, which is not numbered. */
  private void enterWhoStillWait() {
    for (Seat seat : seats.values()) {
      if (seat.joining != null && seat.waited) {
        enter(seat);
      }
      seat.waited = true;
    }
  }

  private Behavior<RoomActor.Command> onLedgerStops(RoomActor.LedgerStops told) {
    ledger.stops(told.ledger());
    return this;
  }

  private Behavior<RoomActor.Command> onLedgerSilent() {
    ledger.attach();
    return this;
  }
}
