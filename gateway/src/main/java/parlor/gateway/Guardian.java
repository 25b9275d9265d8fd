package parlor.gateway;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import akka.stream.javadsl.Tcp;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.Connections;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tcp.TcpDoor;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.people.Presence;
import parlor.protocol.ClientFrameCodec;
import parlor.robot.RobotActor;
import parlor.room.RoomActor;
import parlor.room.RoomLedger;
import parlor.room.Rooms;

/** Starts the parts of a node: joins the cluster, then opens the door. */
final class Guardian extends AbstractBehavior<Guardian.Command> {

  sealed interface Command {}

  private record Joined() implements Command {}

  private record DoorOpened(Tcp.@Nullable ServerBinding binding, @Nullable Throwable failure)
      implements Command {}

  /**
   * A node that starts.
   *
   * @param ready completed with the address of the chat door, or with why it could not be opened
   */
  static Behavior<Command> create(
      GatewaySettings settings, CompletableFuture<InetSocketAddress> ready) {
    return Behaviors.setup(context -> new Guardian(context, settings, ready));
  }

  private final GatewaySettings settings;
  private final CompletableFuture<InetSocketAddress> ready;
  private final Connections connections = new Connections();

  private Guardian(
      ActorContext<Command> context,
      GatewaySettings settings,
      CompletableFuture<InetSocketAddress> ready) {
    super(context);
    this.settings = settings;
    this.ready = ready;
    joinCluster();
  }

  private void joinCluster() {
    Cluster cluster = Cluster.get(getContext().getSystem());
    ActorRef<SelfUp> joined = getContext().messageAdapter(SelfUp.class, up -> new Joined());
    cluster.subscriptions().tell(Subscribe.create(joined, SelfUp.class));
    if (settings.cluster().seedNodes().isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Joined.class, joined -> onJoined())
        .onMessage(DoorOpened.class, this::onDoorOpened)
        .build();
  }

  private Behavior<Command> onJoined() {
    getContext()
        .pipeToSelf(
            TcpDoor.open(
                getContext().getSystem(),
                settings.host(),
                settings.port(),
                settings.backlog(),
                startParts()),
            DoorOpened::new);
    return this;
  }

  private DoorTools startParts() {
    ActorSystem<Void> system = getContext().getSystem();
    Clock clock = Clock.systemUTC();
    MessageLog log = new InMemoryMessageLog(settings.entriesPerRoom());
    ActorRef<RobotActor.Command> robot =
        settings.robot().isOn()
            ? getContext().spawn(RobotActor.create(settings.robot()), "robot")
            : null;
    ClusterSharding sharding = ClusterSharding.get(system);
    Presence.init(sharding, settings.presence(), clock);
    RoomLedger.init(sharding, new RoomLedger.Tools(settings.rooms(), log, robot, clock));
    ActorRef<Rooms.Command> rooms =
        getContext()
            .spawn(
                Rooms.create(
                    new RoomActor.Tools(settings.rooms(), log, robot != null, clock),
                    room -> sharding.entityRefFor(RoomLedger.TYPE_KEY, room.value())),
                "rooms");
    return new DoorTools(
        settings.door(),
        new ClientFrameCodec(settings.door().limits()),
        skeleton -> sharding.entityRefFor(Presence.TYPE_KEY, skeleton.value()),
        rooms,
        connections,
        clock);
  }

  private Behavior<Command> onDoorOpened(DoorOpened result) {
    if (result.binding() == null) {
      ready.completeExceptionally(result.failure());
    } else {
      closeInOrder(result.binding());
      ready.complete(result.binding().localAddress());
    }
    return this;
  }

  /** Before anything inside stops: nobody new comes in, and everybody inside is told. */
  private void closeInOrder(Tcp.ServerBinding binding) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(getContext().getSystem());
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "close the door",
        () -> binding.unbind().thenApply(unbound -> Done.getInstance()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "tell everybody",
        () -> connections.drain(List.of()));
  }
}
