package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;

/**
 * A node's line to a room's ledger. While it is down, attaching is tried again and again; leaves
 * are kept until it is up, everything else is told anew by what attaching brings back.
 */
final class LedgerLink {
  private static final Duration ATTACH_AGAIN = Duration.ofMillis(400);

  /** Each part takes its time: of both ways, as there may be as many in the answer. */
  private static final Duration FOR_EACH_PART = Duration.ofMillis(50);

  /** What a node knows of its room when it attaches. */
  record Known(
      @Nullable String epoch, long have, List<RoomLedger.SeatOf> seats, List<Person> roster) {}

  private final ActorContext<RoomActor.Command> context;
  private final ActorRef<RoomActor.FromLedger> node;
  private final TimerScheduler<RoomActor.Command> timers;
  private final RecipientRef<RoomLedger.Command> anyLedger;
  private final Supplier<Known> known;
  private final Parts<RoomActor.AttachedPart> parts = new Parts<>();
  private final List<RoomLedger.Exit> unsent = new ArrayList<>();
  private @Nullable ActorRef<RoomLedger.Command> ledger;
  private boolean up;
  private long attempt;
  private long number;

  /**
   * How many leaves were sent; and how many of them by the time the ledger last told its standing.
   */
  private long exits;

  private long exitsBefore;

  /**
   * A line that is down.
   *
   * @param anyLedger leads to the ledger wherever it lives
   * @param known says what the node knows of the room now
   */
  LedgerLink(
      ActorContext<RoomActor.Command> context,
      TimerScheduler<RoomActor.Command> timers,
      RecipientRef<RoomLedger.Command> anyLedger,
      Supplier<Known> known) {
    this.context = context;
    this.node = context.getSelf().narrow();
    this.timers = timers;
    this.anyLedger = anyLedger;
    this.known = known;
  }

  /** Whether the ledger knows all that this node has told it by attaching. */
  boolean isUp() {
    return up;
  }

  /** Numbers the last attaching: it told, as those before it, what the node knew by then. */
  long attempt() {
    return attempt;
  }

  /** Asks the ledger, wherever it lives, to let this node follow the room. */
  void attach() {
    up = false;
    attempt++;
    Known now = known.get();
    List<RoomLedger.AttachPart> pieces =
        Pieces.of(
            now.seats,
            Pieces::bytes,
            now.roster,
            Pieces::bytes,
            (seats, roster) -> new RoomLedger.AttachPart(node, attempt, seats, roster));
    int before = pieces.size() - 1;
    timers.startSingleTimer(
        RoomActor.AttachAgain.class,
        new RoomActor.AttachAgain(),
        ATTACH_AGAIN.plus(FOR_EACH_PART.multipliedBy(before)));
    pieces.subList(0, before).forEach(anyLedger::tell);
    RoomLedger.AttachPart last = pieces.getLast();
    anyLedger.tell(
        new RoomLedger.Attach(
            node,
            attempt,
            before,
            ledger,
            now.epoch,
            now.have,
            exits,
            last.seats(),
            last.roster()));
  }

  void gather(RoomActor.AttachedPart part) {
    parts.add(part.attempt(), part);
  }

  /** With all its parts; null if one got lost: then the node attaches again in time. */
  RoomActor.@Nullable Attached whole(RoomActor.Attached attached) {
    List<RoomActor.AttachedPart> before = parts.take(attached.attempt(), attached.parts());
    return before == null ? null : attached.with(before);
  }

  void attached(RoomActor.Attached attached) {
    if (ledger != null && !ledger.equals(attached.ledger())) {
      context.unwatch(ledger);
    }
    if (!attached.ledger().equals(ledger)) {
      context.watchWith(attached.ledger(), new RoomActor.LedgerGone());
    }
    ledger = attached.ledger();
    number = attached.number();
    up = true;
    timers.cancel(RoomActor.AttachAgain.class);
    unsent.forEach(this::tell);
    unsent.clear();
    exitsBefore = 0;
  }

  /** A ledger stops, perhaps not the one that this node follows by now. */
  void stops(ActorRef<RoomLedger.Command> stopped) {
    if (up && stopped.equals(ledger)) {
      attach();
    }
  }

  /** Sends now, or never: what attaching brings back makes it good. */
  void tellIfUp(RoomLedger.Command command) {
    if (up && ledger != null) {
      ledger.tell(command);
    }
  }

  /** Sends now, or as soon as the line is up. */
  void tell(RoomLedger.Exit exit) {
    if (up && ledger != null) {
      ledger.tell(exit);
      exits++;
    } else {
      unsent.add(exit);
    }
  }

  /** Whether a numbered message is the next one; if one is missing the node attaches again. */
  boolean isNext(RoomActor.Numbered numbered) {
    if (!up) {
      return false;
    }
    if (numbered.number() != number + 1) {
      attach();
      return false;
    }
    number = numbered.number();
    return true;
  }

  /** Attaches again if something got lost, on the way here or on the way there. */
  void check(RoomActor.Standing standing) {
    if (!up) {
      return;
    }
    if (standing.number() != number || standing.exits() < exitsBefore) {
      attach();
    }
    exitsBefore = exits;
  }
}
