package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

/** Makes an actor for each connection whose carrier is no actor itself. */
public final class ConnectionActors {

  /** What the actor of a connection tells it, on any thread. */
  public interface Ear {
    /** The actor is there. */
    void started(ActorRef<Object> self);

    void message(Object message);

    void watchedEnded();
  }

  /** A connection wants an actor. */
  public record Start(Ear ear) {}

  /** The connection wants to know when that actor ends. */
  public record Watch(ActorRef<?> actor) {}

  /** The connection has ended. */
  public record Stop() {}

  private record Ended() {}

  private ConnectionActors() {}

  /** No connection yet. */
  public static Behavior<Start> create() {
    return Behaviors.receive(
        (context, start) -> {
          start.ear.started(context.spawnAnonymous(connection(start.ear)));
          return Behaviors.same();
        });
  }

  private static Behavior<Object> connection(Ear ear) {
    return Behaviors.receive(
        (context, message) -> {
          switch (message) {
            case Watch watch -> context.watchWith(watch.actor, new Ended());
            case Ended ended -> ear.watchedEnded();
            case Stop stop -> {
              return Behaviors.stopped();
            }
            default -> ear.message(message);
          }
          return Behaviors.same();
        });
  }
}
