package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The nodes that follow a room. What is published to them is numbered without gaps; while there is
 * silence the ledger repeats to other nodes where it stands, so that a loss is noticed.
 */
final class Followers {
  private static final Duration REPEAT_STANDING = Duration.ofSeconds(3);

  private final TimerScheduler<RoomLedger.Command> timers;

  /** How many leaves each of them has told, as far as they were heard. */
  private final Map<ActorRef<RoomActor.FromLedger>, Long> nodes = new LinkedHashMap<>();

  private long lastNumber;

  Followers(TimerScheduler<RoomLedger.Command> timers) {
    this.timers = timers;
  }

  /** Adds a node; what is numbered above the returned number goes to it. */
  long add(ActorRef<RoomActor.FromLedger> node, long exits) {
    if (nodes.put(node, exits) == null && isRemote(node)) {
      timers.startTimerWithFixedDelay(
          RoomLedger.RepeatStanding.class, new RoomLedger.RepeatStanding(), REPEAT_STANDING);
    }
    return lastNumber;
  }

  void remove(ActorRef<RoomActor.FromLedger> node) {
    if (nodes.remove(node) != null && nodes.keySet().stream().noneMatch(Followers::isRemote)) {
      timers.cancel(RoomLedger.RepeatStanding.class);
    }
  }

  /** A node has told that somebody gave up a seat there. */
  void heardExit(ActorRef<RoomActor.FromLedger> node) {
    nodes.computeIfPresent(node, (from, exits) -> exits + 1);
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
    for (ActorRef<RoomActor.FromLedger> node : nodes.keySet()) {
      node.tell(passing);
    }
  }

  void repeatStanding() {
    nodes.forEach(
        (node, exits) -> {
          if (isRemote(node)) {
            node.tell(new RoomActor.Standing(lastNumber, exits));
          }
        });
  }

  private static boolean isRemote(ActorRef<?> node) {
    return node.path().address().hasGlobalScope();
  }
}
