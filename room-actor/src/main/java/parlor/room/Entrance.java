package parlor.room;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's door. While it is being stored who owns the room, everybody waits: the founder, who
 * may ask a second time because an answer is late, and whoever comes just behind.
 */
final class Entrance {
  private final ModerationDesk moderation;
  private final RosterDesk seats;

  /** Who waits, the founder included; null while nobody founds the room. */
  private @Nullable List<RoomLedger.Enter> founding;

  Entrance(ModerationDesk moderation, RosterDesk seats) {
    this.moderation = moderation;
    this.seats = seats;
  }

  void enter(RoomLedger.Enter enter) {
    RoomLedger.SeatOf seat = enter.seat();
    RoomActor.Refused refused = moderation.refusesEntry(seat.visitor());
    if (refused != null) {
      enter.node().tell(new RoomActor.NotAdmitted(seat.session(), refused));
    } else if (founding != null) {
      founding.add(enter);
    } else if (moderation.isFoundedBy(seat.visitor())) {
      founding = new ArrayList<>(List.of(enter));
      moderation.found(seat.visitor(), this::founded);
    } else {
      letIn(enter);
    }
  }

  private void founded() {
    List<RoomLedger.Enter> waiting = founding == null ? List.of() : founding;
    founding = null;
    waiting.forEach(this::letIn);
  }

  private void letIn(RoomLedger.Enter enter) {
    seats.takeSeat(enter.node(), enter.seat());
    enter.node().tell(new RoomActor.Admitted(enter.seat().session()));
  }

  /** Somebody goes who may still be waiting. */
  void exit(RoomLedger.Exit exit) {
    if (founding != null) {
      founding.removeIf(
          enter ->
              enter.node().equals(exit.node())
                  && enter.seat().session().equals(exit.seat().session()));
    }
  }

  void nodeGone(ActorRef<RoomActor.FromLedger> node) {
    if (founding != null) {
      founding.removeIf(enter -> enter.node().equals(node));
    }
  }
}
