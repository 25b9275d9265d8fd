package parlor.gateway;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import parlor.cluster.ClusterMessage;

/** Tells the other nodes where this one's door for chat is, and asks them for theirs. */
final class Neighbours extends AbstractBehavior<Neighbours.Command> {

  sealed interface Command {}

  record WhereIsYourDoor(ActorRef<Command> replyTo) implements Command, ClusterMessage {}

  /**
   * The answer.
   *
   * @param door {@code host:port}
   */
  record HereIsMyDoor(ActorRef<Command> neighbour, String door)
      implements Command, ClusterMessage {}

  private record Found(Receptionist.Listing listing) implements Command {}

  private record AskAgain() implements Command {}

  private static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "neighbours");
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /**
   * One that nobody knows yet.
   *
   * @param door this node's, {@code host:port}
   * @param others told what is found out
   */
  static Behavior<Command> create(String door, OtherDoors others) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new AskAgain(), ASK_AGAIN);
                  return new Neighbours(context, door, others);
                }));
  }

  private final String door;
  private final OtherDoors others;
  private final Set<ActorRef<Command>> answered = new HashSet<>();
  private Set<ActorRef<Command>> neighbours = Set.of();

  private Neighbours(ActorContext<Command> context, String door, OtherDoors others) {
    super(context);
    this.door = door;
    this.others = others;
    ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(KEY, context.getSelf()));
    receptionist.tell(
        Receptionist.subscribe(
            KEY, context.messageAdapter(Receptionist.Listing.class, Found::new)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Found.class, this::onFound)
        .onMessage(AskAgain.class, again -> ask())
        .onMessage(WhereIsYourDoor.class, this::onWhereIsYourDoor)
        .onMessage(HereIsMyDoor.class, this::onHereIsMyDoor)
        .build();
  }

  private Behavior<Command> onFound(Found found) {
    neighbours =
        found.listing().getAllServiceInstances(KEY).stream()
            .filter(neighbour -> !neighbour.equals(getContext().getSelf()))
            .collect(Collectors.toSet());
    answered.retainAll(neighbours);
    others.keep(neighbours.stream().map(Neighbours::node).collect(Collectors.toSet()));
    return ask();
  }

  private Behavior<Command> ask() {
    for (ActorRef<Command> neighbour : neighbours) {
      if (!answered.contains(neighbour)) {
        neighbour.tell(new WhereIsYourDoor(getContext().getSelf()));
      }
    }
    return this;
  }

  private Behavior<Command> onWhereIsYourDoor(WhereIsYourDoor question) {
    question.replyTo().tell(new HereIsMyDoor(getContext().getSelf(), door));
    return this;
  }

  private Behavior<Command> onHereIsMyDoor(HereIsMyDoor answer) {
    if (neighbours.contains(answer.neighbour())) {
      answered.add(answer.neighbour());
      others.learn(node(answer.neighbour()), answer.door());
    }
    return this;
  }

  private static Address node(ActorRef<?> neighbour) {
    return neighbour.path().address();
  }
}
