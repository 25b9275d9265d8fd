package parlor.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.function.Function;

/**
 * What an actor does with messages of a sealed type, said by one {@code switch} over all of them.
 * Akka's builder makes two objects for each kind of message and looks through them one by one:
 * seventeen kinds, for each person who is here.
 */
public final class Switch<T> extends Receive<T> {
  private final Function<T, Behavior<T>> on;

  /** Hands each message to {@code on}; signals are not handled. */
  public Switch(Function<T, Behavior<T>> on) {
    this.on = on;
  }

  @Override
  public Behavior<T> receiveMessage(T message) {
    return on.apply(message);
  }

  @Override
  public Behavior<T> receiveSignal(Signal signal) {
    return Behaviors.unhandled();
  }
}
