package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.util.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * The seats of a room on one node: who has one, who waits for one, and who has none any more and
 * may not know yet.
 *
 * @see RoomFloor
 */
final class SeatDesk {
  private static final long RETRY_AFTER_MS = 1000;

  private final ActorContext<RoomActor.Command> context;
  private final TimerScheduler<RoomActor.Command> timers;
  private final RoomName room;
  private final RoomActor.Tools tools;
  private final ActorRef<Rooms.FromRoom> rooms;
  private final LedgerLink ledger;
  private final FanOut fanOut;
  private final Supplier<Greeting> greeting;

  /** By session, those who wait to be let in included. */
  private final Map<String, Seat> seats = new LinkedHashMap<>();

  /** Who was admitted and is let in with the next flush. */
  private final List<Seat> arriving = new ArrayList<>();

  /** The sessions that lost their place and may still have sent something. */
  private final Map<String, Seat> outside = new HashMap<>();

  private record Departure(Seat seat, @Nullable String re) {}

  /** The sessions that have left, until the ledger knows. */
  private final Map<String, Departure> departing = new HashMap<>();

  private int opened;

  /**
   * A room without seats.
   *
   * @param rooms told when nobody has a seat any more
   * @param greeting what a newcomer is shown now
   */
  SeatDesk(
      ActorContext<RoomActor.Command> context,
      TimerScheduler<RoomActor.Command> timers,
      RoomName room,
      RoomActor.Tools tools,
      ActorRef<Rooms.FromRoom> rooms,
      LedgerLink ledger,
      FanOut fanOut,
      Supplier<Greeting> greeting) {
    this.context = context;
    this.timers = timers;
    this.room = room;
    this.tools = tools;
    this.rooms = rooms;
    this.ledger = ledger;
    this.fanOut = fanOut;
    this.greeting = greeting;
  }

  @Nullable Seat of(String session) {
    return seats.get(session);
  }

  /** Whose request it is; null if the place is gone, which is said then. */
  @Nullable Seat of(String session, ClientFrame frame) {
    Seat gone = outside.get(session);
    if (gone != null) {
      gone.outlet.answer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
    }
    return seats.get(session);
  }

  /** Who joins although inside; null if the place is gone, and a new one is asked for. */
  @Nullable Seat of(RoomActor.JoinAgain again) {
    Seat gone = outside.get(again.session());
    if (gone != null) {
      gone.connection.tell(new ConnectionEvent.ToJoinAnew(gone.actor, again.frame()));
    }
    return seats.get(again.session());
  }

  /** Who was let in, or is about to be. */
  List<RoomLedger.SeatOf> admitted() {
    Set<Seat> admitted = new HashSet<>(arriving);
    return seats.values().stream()
        .filter(seat -> seat.joining == null || admitted.contains(seat))
        .map(Seat::named)
        .toList();
  }

  boolean nobodyIsIn() {
    return seats.values().stream().allMatch(seat -> seat.joining != null);
  }

  /** Offers a frame to everybody who is in, but not to that person. */
  void offerToOthers(PersonId person, ByteString frame) {
    for (Seat seat : seats.values()) {
      if (seat.joining == null && !seat.person().id().equals(person)) {
        seat.outlet.offer(frame);
      }
    }
  }

  // Coming

  void open(RoomActor.Open open) {
    opened++;
    ActorRef<UserSession.Command> session =
        context.spawn(
            UserSession.create(
                open.session(),
                open.visitor().id(),
                room,
                new UserSession.Tools(tools, open.outlet(), context.getSelf()),
                open.connection()),
            open.session());
    context.watchWith(session, new RoomActor.SessionGone(open.session()));
    startJoinTimer(open.session());
    open.connection().tell(new ConnectionEvent.SessionOpened(room, session));
    Seat seat = new Seat(open, session);
    seats.put(open.session(), seat);
    enter(seat);
  }

  private void enter(Seat seat) {
    ledger.tellIfUp(new RoomLedger.Enter(context.getSelf().narrow(), seat.named()));
  }

  /**
   * The ledger has heard anew who sits here, and has yet to hear who waits; and whom the attaching
   * did not name, because it was under way already when they were admitted or had registered.
   */
  void enterWhoWasNotNamed(long attempt) {
    for (Seat seat : seats.values()) {
      if (seat.joining != null || seat.unnamedIn >= attempt) {
        enter(seat);
      }
    }
  }

  /** A guest here has an account now, by which the ledger has to know them. */
  void registered(RoomActor.Registered registered) {
    Seat seat = seats.get(registered.session());
    if (seat != null) {
      seat.visitor = registered.visitor();
      seat.unnamedIn = ledger.attempt();
      enter(seat);
    }
  }

  /** That somebody enters may get lost, and so may the answer, which is not numbered. */
  void enterWhoStillWaits() {
    for (Seat seat : seats.values()) {
      if (seat.joining != null && seat.waited) {
        enter(seat);
      }
      seat.waited = true;
    }
  }

  /** Waits for the next flush: many who come at once are let in together. */
  void admit(String session) {
    Seat seat = seats.get(session);
    // What was admitted before the ledger hears anew who sits here is entered again after that.
    if (seat != null && seat.joining != null && ledger.isUp()) {
      if (arriving.isEmpty()) {
        context.getSelf().tell(new RoomActor.Flush());
      }
      arriving.add(seat);
      seat.unnamedIn = ledger.attempt();
      seat.waited = false;
    }
  }

  /** What was gathered is for those who were here; whoever arrives is shown where it has led. */
  void letIn() {
    if (arriving.isEmpty()) {
      return;
    }
    Greeting now = greeting.get();
    for (Seat seat : arriving) {
      if (seat.joining != null && seats.containsKey(seat.session)) {
        var join = seat.joining;
        seat.joining = null;
        timers.cancel(seat.session);
        if (seat.quiet) {
          callIn(seat, join, now);
        } else {
          welcome(seat, join, now);
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
  private void welcome(Seat seat, ClientFrame.Join join, Greeting now) {
    if (!room.isPrivate()) {
      seat.remembered = tools.memberships().join(seat.person().id(), room.value(), now.seq());
      Remembering.logged(seat.remembered, room.value());
    }
    seat.outlet.answer(now.joined(join, seat.visitor));
  }

  private void callIn(Seat seat, ClientFrame.Join join, Greeting now) {
    if (join.after() != null) {
      for (byte[] frame : now.after(join.after())) {
        seat.outlet.offer(ByteString.fromArrayUnsafe(frame));
      }
    }
    seat.connection.tell(new ConnectionEvent.CalledIn(room));
  }

  void joinOverdue(String session) {
    Seat seat = seats.get(session);
    if (seat != null && seat.joining != null && seat.quiet) {
      keepWaiting(seat, seat.joining);
    } else if (seat != null && seat.joining != null) {
      refuse(
          seat,
          new RoomActor.Refused(ErrorCode.UNAVAILABLE, "The room did not answer", RETRY_AFTER_MS));
    }
  }

  /**
   * Nobody asked for this place, so nobody would ask again: it waits on for the ledger, while the
   * connection goes on with the rest. It is shown then what has been said after now.
   */
  private void keepWaiting(Seat seat, ClientFrame.Join join) {
    if (join.after() == null) {
      seat.joining = new ClientFrame.Join(join.id(), room, greeting.get().standing(), null);
    }
    seat.actor.tell(new UserSession.Delayed());
    startJoinTimer(seat.session);
    seat.connection.tell(new ConnectionEvent.CalledIn(room));
  }

  private void startJoinTimer(String session) {
    timers.startSingleTimer(
        session, new RoomActor.JoinOverdue(session), tools.settings().answerTimeout());
  }

  /** Somebody who waits is not let in. */
  void refuse(Seat seat, RoomActor.Refused why) {
    if (why.code() == ErrorCode.FORBIDDEN) {
      forget(seat.person());
    }
    if (seat.joining != null && !seat.quiet) {
      seat.outlet.answer(Frames.refusal(seat.joining.id(), why));
    }
    putOut(seat);
  }

  // Going

  /** Everybody has been shown that the person is gone; the person's connections are told last. */
  void putOut(Person person, LeaveReason reason) {
    if (seats.values().stream().noneMatch(seat -> seat.person().id().equals(person.id()))) {
      // Another node's; they may be back there by the time this one would forget them.
      return;
    }
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

  void leave(RoomActor.Leave leave) {
    Seat seat = of(leave.session(), leave.frame());
    if (seat != null) {
      seat.leaving = leave.frame();
      if (seat.posts == 0) {
        letLeave(seat);
      }
    }
  }

  /**
   * Somebody who wanted to leave and had to wait, if they are still here. Everything of the room
   * goes out before {@code left}, nothing after it; and the ledger, perhaps on another node, may
   * forget them only after this one has stored that they came.
   */
  void letLeave(Seat seat) {
    if (seat.leaving == null || !seats.containsKey(seat.session)) {
      return;
    }
    CompletableFuture<Void> remembered = seat.remembered.toCompletableFuture();
    if (!remembered.isDone()) {
      long patienceMs = tools.settings().answerTimeout().toMillis();
      context.pipeToSelf(
          remembered.copy().orTimeout(patienceMs, TimeUnit.MILLISECONDS),
          (stored, failure) -> new RoomActor.Remembered(seat.session));
    } else {
      departing.put(seat.session, new Departure(seat, seat.leaving.id()));
      timers.startSingleTimer(
          new RoomActor.LeaveOverdue(seat.session), tools.settings().answerTimeout());
      giveUp(seat, RoomLedger.Ending.LEFT);
    }
  }

  /** It is stored that they came, or will not be known in time. */
  void letLeaveRemembered(String session) {
    Seat seat = seats.get(session);
    if (seat != null) {
      seat.remembered = CompletableFuture.completedFuture(null);
      letLeave(seat);
    }
  }

  void sayLeft(String session) {
    Departure gone = departing.remove(session);
    if (gone != null) {
      timers.cancel(new RoomActor.LeaveOverdue(session));
      gone.seat.outlet.answer(Frames.encode(new ServerFrame.Left(gone.re, room.value())));
      context.stop(gone.seat.actor);
      reportIfEmpty();
    }
  }

  void end(RoomActor.End end) {
    Seat seat = seats.get(end.session());
    if (seat != null) {
      giveUp(seat, end.lost() ? RoomLedger.Ending.LOST : RoomLedger.Ending.ENDED);
    }
  }

  private void giveUp(Seat seat, RoomLedger.Ending ending) {
    seats.remove(seat.session);
    timers.cancel(seat.session);
    fanOut.detach(seat.session);
    ledger.tell(new RoomLedger.Exit(context.getSelf().narrow(), seat.named(), ending));
    reportIfEmpty();
  }

  /** A session that failed, whose connection has seen it end and ends too; or one put out. */
  void sessionGone(String session) {
    if (outside.remove(session) != null) {
      reportIfEmpty();
    } else {
      end(new RoomActor.End(session, true));
    }
  }

  private void reportIfEmpty() {
    if (seats.isEmpty() && outside.isEmpty() && departing.isEmpty()) {
      rooms.tell(new Rooms.RoomEmpty(room, context.getSelf(), opened));
    }
  }
}
