package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The nodes that follow a room. What is published to them is numbered without gaps; while there is
 * silence the ledger repeats to other nodes where it stands, so that a loss is noticed.
 */
final class Followers {
  private static final Duration REPEAT_STANDING = Duration.ofSeconds(3);

  private final ActorContext<RoomLedger.Command> context;
  private final TimerScheduler<RoomLedger.Command> timers;
  private final Set<ActorRef<RoomActor.FromLedger>> nodes = new LinkedHashSet<>();
  private long lastNumber;

  Followers(ActorContext<RoomLedger.Command> context, TimerScheduler<RoomLedger.Command> timers) {
    this.context = context;
    this.timers = timers;
  }

  /** Adds a node; what is numbered above the returned number goes to it. */
  long add(ActorRef<RoomActor.FromLedger> node) {
    if (nodes.add(node)) {
      context.watchWith(node, new RoomLedger.NodeGone(node));
      if (isRemote(node)) {
        timers.startTimerWithFixedDelay(
            RoomLedger.RepeatStanding.class, new RoomLedger.RepeatStanding(), REPEAT_STANDING);
      }
    }
    return lastNumber;
  }

  void remove(ActorRef<RoomActor.FromLedger> node) {
    if (nodes.remove(node)) {
      context.unwatch(node);
      if (nodes.stream().noneMatch(Followers::isRemote)) {
        timers.cancel(RoomLedger.RepeatStanding.class);
      }
    }
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** Sends the next numbered message to every node. */
  void publish(LongFunction<RoomActor.FromLedger> numbered) {
    lastNumber++;
    tell(numbered.apply(lastNumber));
  }

  /** Sends a message to every node that may get lost without harm. */
  void tell(RoomActor.FromLedger passing) {
    for (ActorRef<RoomActor.FromLedger> node : nodes) {
      node.tell(passing);
    }
  }

  void repeatStanding() {
    RoomActor.Standing standing = new RoomActor.Standing(lastNumber);
    for (ActorRef<RoomActor.FromLedger> node : nodes) {
      if (isRemote(node)) {
        node.tell(standing);
      }
    }
  }

  private static boolean isRemote(ActorRef<?> node) {
    return node.path().address().hasGlobalScope();
  }
}
