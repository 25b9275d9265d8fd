package parlor.room;

import akka.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.protocol.ClientFrame;

/** A connection's place in a room, as the room on its node sees it. */
final class Seat {
  final String session;
  final Person person;
  final Outlet outlet;
  final ActorRef<UserSession.Command> actor;

  /** The join that waits for the ledger; null once it has been answered. */
  ClientFrame.@Nullable Join joining;

  /** The leave that waits for the answers to what was said before it. */
  ClientFrame.@Nullable Leave leaving;

  /** Posts that have no answer yet. */
  int posts;

  Seat(
      String session,
      Person person,
      Outlet outlet,
      ActorRef<UserSession.Command> actor,
      ClientFrame.Join joining) {
    this.session = session;
    this.person = person;
    this.outlet = outlet;
    this.actor = actor;
    this.joining = joining;
  }

  RoomLedger.SeatOf named() {
    return new RoomLedger.SeatOf(session, person);
  }
}
