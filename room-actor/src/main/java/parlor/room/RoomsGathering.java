package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the other nodes for a page of their rooms, and has all answers or none. */
final class RoomsGathering extends AbstractBehavior<RoomsGathering.Command> {
  private static final Duration TIME = Duration.ofSeconds(2);

  sealed interface Command {}

  private record Answered(Rooms.RoomsHere rooms) implements Command {}

  private record TimeOver() implements Command {}

  private final String after;
  private final int asked;
  private final ActorRef<Rooms.Gathered> replyTo;
  private final List<RoomList.Page> pages = new ArrayList<>();

  /**
   * Asks at once.
   *
   * @param after the last name of the page before; empty for the first page
   */
  static Behavior<Command> create(
      String after, Set<ActorRef<Rooms.FromOthers>> others, ActorRef<Rooms.Gathered> replyTo) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startSingleTimer(new TimeOver(), TIME);
                  return new RoomsGathering(context, after, others, replyTo);
                }));
  }

  private RoomsGathering(
      ActorContext<Command> context,
      String after,
      Set<ActorRef<Rooms.FromOthers>> others,
      ActorRef<Rooms.Gathered> replyTo) {
    super(context);
    this.after = after;
    this.asked = others.size();
    this.replyTo = replyTo;
    ActorRef<Rooms.RoomsHere> adapter =
        context.messageAdapter(Rooms.RoomsHere.class, Answered::new);
    others.forEach(other -> other.tell(new Rooms.TellRooms(after, adapter)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(TimeOver.class, over -> end(null))
        .build();
  }

  private Behavior<Command> onAnswered(Answered answered) {
    pages.add(new RoomList.Page(answered.rooms.rooms(), answered.rooms.more()));
    return pages.size() == asked ? end(pages) : this;
  }

  private Behavior<Command> end(@Nullable List<RoomList.Page> all) {
    replyTo.tell(new Rooms.Gathered(after, all));
    return Behaviors.stopped();
  }
}
