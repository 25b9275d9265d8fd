package parlor.room;

import akka.actor.typed.ActorRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;

/** A connection's place in a room, as the room on its node sees it. */
final class Seat {
  final String session;

  /** As whom the ledger is to see the person; a guest may register. */
  Visitor visitor;

  final Outlet outlet;
  final ActorRef<UserSession.Command> actor;
  final ActorRef<ConnectionEvent> connection;

  /** The join that waits for the ledger; null once it has been answered. */
  ClientFrame.@Nullable Join joining;

  /** Whether it waited for the ledger already when that told its standing last. */
  boolean waited;

  /** The last attaching that did not tell the ledger of this seat as it is now. */
  long unnamedIn;

  /** Whether the connection was called in: then the join gets no answer. */
  final boolean quiet;

  /** The leave that waits for the answers to what was said before it. */
  ClientFrame.@Nullable Leave leaving;

  /** That the person's coming is stored; a leave waits for it. */
  CompletionStage<Void> remembered = CompletableFuture.completedFuture(null);

  /** Posts that have no answer yet. */
  int posts;

  Seat(RoomActor.Open open, ActorRef<UserSession.Command> actor) {
    this.session = open.session();
    this.visitor = open.visitor();
    this.outlet = open.outlet();
    this.actor = actor;
    this.connection = open.connection();
    this.joining = open.join();
    this.quiet = open.quiet();
  }

  Person person() {
    return visitor.person();
  }

  RoomLedger.SeatOf named() {
    return new RoomLedger.SeatOf(session, visitor);
  }
}
