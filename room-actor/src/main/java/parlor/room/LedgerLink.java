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

/**
 * A node's line to a room's ledger. While it is down, attaching is tried again and again; leaves
 * are kept until it is up, everything else is told anew by what attaching brings back.
 */
final class LedgerLink {
  private static final Duration ATTACH_AGAIN = Duration.ofMillis(400);

  private final ActorContext<RoomActor.Command> context;
  private final TimerScheduler<RoomActor.Command> timers;
  private final RecipientRef<RoomLedger.Command> anyLedger;
  private final Supplier<RoomLedger.Attach> attach;
  private final List<RoomLedger.Exit> unsent = new ArrayList<>();
  private @Nullable ActorRef<RoomLedger.Command> ledger;
  private boolean up;
  private long number;

  /**
   * A line that is down.
   *
   * @param anyLedger leads to the ledger wherever it lives
   * @param attach says what the node knows of the room now
   */
  LedgerLink(
      ActorContext<RoomActor.Command> context,
      TimerScheduler<RoomActor.Command> timers,
      RecipientRef<RoomLedger.Command> anyLedger,
      Supplier<RoomLedger.Attach> attach) {
    this.context = context;
    this.timers = timers;
    this.anyLedger = anyLedger;
    this.attach = attach;
  }

  /** Asks the ledger, wherever it lives, to let this node follow the room. */
  void attach() {
    up = false;
    anyLedger.tell(attach.get());
    timers.startSingleTimer(RoomActor.AttachAgain.class, new RoomActor.AttachAgain(), ATTACH_AGAIN);
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
    unsent.forEach(attached.ledger()::tell);
    unsent.clear();
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

  void check(RoomActor.Standing standing) {
    if (up && standing.number() != number) {
      attach();
    }
  }
}
