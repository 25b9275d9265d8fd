package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitor;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;

/**
 * Who is in a room: seats are taken, given up and lost, and what nodes tell when they attach is
 * merged.
 *
 * <p>A ledger that has just started knows nobody and learns the roster from the nodes. Whom only
 * the other nodes know may have sat on one that is gone, or that is slow: such a person is kept
 * without a seat until every node had the time to tell and the person had the time to resume. After
 * that a node's roster counts no more, only its seats.
 *
 * @see LedgerDesk
 */
final class RosterDesk {
  /** Why somebody has no seat any more who was put out and whose node did not hear of it. */
  static final String KICKED = "kicked";

  /** In which every node that is alive attaches. */
  private static final Duration ATTACHING = Duration.ofSeconds(3);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final RoomLedger.Tools tools;
  private final TimerScheduler<RoomLedger.Command> timers;
  private final Followers followers;
  private final Roster<ActorRef<RoomActor.FromLedger>> roster;

  /** The seats of those who were put out, until their nodes have heard of it. */
  private final Set<Roster.Seat<ActorRef<RoomActor.FromLedger>>> lostByForce = new HashSet<>();

  /** Who left while the roster was being learnt: no node's belief brings them back. */
  private final Set<PersonId> gone = new HashSet<>();

  private boolean learning = true;

  /** A desk that has yet to learn who is there. */
  RosterDesk(
      RoomLedger.Tools tools,
      TimerScheduler<RoomLedger.Command> timers,
      Followers followers,
      Roster<ActorRef<RoomActor.FromLedger>> roster) {
    this.tools = tools;
    this.timers = timers;
    this.followers = followers;
    this.roster = roster;
    Duration resume = tools.settings().resume();
    awaitRoster(resume.compareTo(ATTACHING) > 0 ? resume : ATTACHING);
  }

  private void awaitRoster(Duration time) {
    timers.startSingleTimer(RoomLedger.RosterDue.class, new RoomLedger.RosterDue(), time);
  }

  /** While a node cannot be reached and may yet come back, nobody knows who sits there. */
  void rosterDue() {
    if (tools.clusterIsWhole().getAsBoolean()) {
      learning = false;
      gone.clear();
      roster.abandon().forEach(person -> publishExit(person, LeaveReason.LOST));
    } else {
      awaitRoster(LOOK_AGAIN);
    }
  }

  void takeSeat(ActorRef<RoomActor.FromLedger> node, RoomLedger.SeatOf seat) {
    Person person = seat.person();
    timers.cancel(person.id());
    gone.remove(person.id());
    Roster.Entered entered = roster.enter(new Roster.Seat<>(node, seat.session()), seat.visitor());
    if (entered.evicted() != null) {
      publishExit(entered.evicted(), LeaveReason.LOST);
    }
    if (entered.joined()) {
      publishEntry(person);
    }
  }

  /** Takes a seat back; whether it was the last one of somebody who has left for good. */
  boolean giveUp(RoomLedger.Exit exit) {
    followers.heardExit(exit.node());
    var seat = new Roster.Seat<>(exit.node(), exit.seat().session());
    PersonId person = exit.seat().person().id();
    lostByForce.remove(seat);
    if (exit.ending() == RoomLedger.Ending.LOST) {
      if (roster.lose(seat, person)) {
        awaitReturn(person);
      }
      return false;
    }
    Person left = roster.leave(seat, person);
    if (left != null) {
      publishExit(left, LeaveReason.LEFT);
    }
    return left != null;
  }

  void loseNode(ActorRef<RoomActor.FromLedger> node) {
    lostByForce.removeIf(seat -> seat.node().equals(node));
    roster.loseNode(node).forEach(this::awaitReturn);
  }

  private void awaitReturn(PersonId person) {
    timers.startSingleTimer(
        person, new RoomLedger.ResumeExpired(person), tools.settings().resume());
  }

  void resumeExpired(PersonId person) {
    Person expired = roster.expire(person);
    if (expired != null) {
      publishExit(expired, LeaveReason.LOST);
    }
  }

  /** Puts somebody out, who may have gone already. */
  void expel(PersonId person, LeaveReason reason, String by, @Nullable String text) {
    Set<Roster.Seat<ActorRef<RoomActor.FromLedger>>> seats = roster.seats(person);
    Person expelled = roster.expel(person);
    if (expelled != null) {
      lostByForce.addAll(seats);
      publishExit(expelled, reason, by, text);
    }
  }

  /**
   * What the node knows of the room counts: the ledger may be new and the node may have missed.
   *
   * @param ledger this one
   * @param refuses why somebody may not have a seat, or null
   */
  void takeOver(
      RoomLedger.Attach attach,
      ActorRef<RoomLedger.Command> ledger,
      Function<Visitor, RoomActor.@Nullable Refused> refuses) {
    List<PersonId> lost = roster.loseNode(attach.node());
    for (RoomLedger.SeatOf seat : attach.seats()) {
      RoomActor.Refused refused = refusal(attach.node(), seat, refuses);
      if (refused == null) {
        takeSeat(attach.node(), seat);
      } else {
        attach.node().tell(new RoomActor.NotAdmitted(seat.session(), refused));
      }
    }
    for (PersonId person : lost) {
      if (roster.isWithoutSeat(person)) {
        awaitReturn(person);
      }
    }
    if (learning && !ledger.equals(attach.followed())) {
      for (Person person : attach.roster()) {
        if (!gone.contains(person.id())) {
          roster.adopt(person);
        }
      }
    }
  }

  private RoomActor.@Nullable Refused refusal(
      ActorRef<RoomActor.FromLedger> node,
      RoomLedger.SeatOf seat,
      Function<Visitor, RoomActor.@Nullable Refused> refuses) {
    return lostByForce.contains(new Roster.Seat<>(node, seat.session()))
        ? new RoomActor.Refused(ErrorCode.FORBIDDEN, "Put out of this room", null, KICKED)
        : refuses.apply(seat.visitor());
  }

  /** Told to nodes of which some may know it already. */
  private void publishEntry(Person person) {
    long at = tools.clock().millis();
    followers.publish(number -> new RoomActor.PersonEntered(number, person, at));
  }

  private void publishExit(Person person, LeaveReason reason) {
    publishExit(person, reason, null, null);
  }

  private void publishExit(
      Person person, LeaveReason reason, @Nullable String by, @Nullable String text) {
    timers.cancel(person.id());
    if (learning) {
      gone.add(person.id());
    }
    long at = tools.clock().millis();
    followers.publish(number -> new RoomActor.PersonLeft(number, person, at, reason, by, text));
  }
}
