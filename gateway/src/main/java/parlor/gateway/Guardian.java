package parlor.gateway;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
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
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.Connections;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tcp.TcpDoor;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.people.Passwords;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.protocol.ClientFrameCodec;
import parlor.robot.RobotActor;
import parlor.room.RoomActor;
import parlor.room.RoomLedger;
import parlor.room.Rooms;
import parlor.store.DataDirectory;
import parlor.store.Store;

/** Starts the parts of a node: joins the cluster and opens the store, then opens the door. */
final class Guardian extends AbstractBehavior<Guardian.Command> {

  sealed interface Command {}

  private record Joined() implements Command {}

  private record StoreOpened(@Nullable Store store, @Nullable Throwable failure)
      implements Command {}

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
  private final Clock clock = Clock.systemUTC();
  private @Nullable Store store;
  private boolean joined;

  private Guardian(
      ActorContext<Command> context,
      GatewaySettings settings,
      CompletableFuture<InetSocketAddress> ready) {
    super(context);
    this.settings = settings;
    this.ready = ready;
    openStore();
    joinCluster();
  }

  private void openStore() {
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(
                () -> Store.open(DataDirectory.claim(settings.dataDir()), settings.store(), clock)),
            StoreOpened::new);
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
        .onMessage(StoreOpened.class, this::onStoreOpened)
        .onMessage(Joined.class, joined -> onJoined())
        .onMessage(DoorOpened.class, this::onDoorOpened)
        .build();
  }

  private Behavior<Command> onStoreOpened(StoreOpened opened) {
    if (opened.store == null) {
      ready.completeExceptionally(opened.failure);
    } else {
      store = opened.store;
      closeLast(store);
      openDoorIfReady();
    }
    return this;
  }

  private Behavior<Command> onJoined() {
    joined = true;
    openDoorIfReady();
    return this;
  }

  private void openDoorIfReady() {
    if (!joined || store == null) {
      return;
    }
    getContext()
        .pipeToSelf(
            TcpDoor.open(
                getContext().getSystem(),
                settings.host(),
                settings.port(),
                settings.backlog(),
                startParts(store)),
            DoorOpened::new);
  }

  private DoorTools startParts(Store store) {
    ActorSystem<Void> system = getContext().getSystem();
    var inMemory = settings.inMemory() ? new InMemoryMessageLog(settings.entriesPerRoom()) : null;
    MessageLog log = inMemory == null ? store.messageLog() : inMemory;
    MessageSearch search = inMemory == null ? store.messageSearch() : inMemory;
    ActorRef<RobotActor.Command> robot =
        settings.robot().isOn()
            ? getContext().spawn(RobotActor.create(settings.robot()), "robot")
            : null;
    ClusterSharding sharding = ClusterSharding.get(system);
    Function<Skeleton, RecipientRef<Presence.Command>> presences =
        skeleton -> sharding.entityRefFor(Presence.TYPE_KEY, skeleton.value());
    Presence.init(
        sharding,
        new Presence.Tools(
            settings.presence(),
            store.people(),
            passwords(),
            clock,
            aloneSince(),
            () -> CoordinatedShutdown.get(system).getShutdownReason().isPresent()));
    RoomLedger.init(
        sharding,
        new RoomLedger.Tools(settings.rooms(), log, store.memberships(), presences, robot, clock));
    getContext().spawn(Housekeeping.create(store, settings.presence(), clock), "housekeeping");
    ActorRef<Rooms.Command> rooms =
        getContext()
            .spawn(
                Rooms.create(
                    new RoomActor.Tools(
                        settings.rooms(), log, store.memberships(), robot != null, clock),
                    room -> sharding.entityRefFor(RoomLedger.TYPE_KEY, room.value())),
                "rooms");
    return new DoorTools(
        settings.door(),
        new ClientFrameCodec(settings.door().limits()),
        presences,
        rooms,
        store.memberships(),
        search,
        connections,
        clock);
  }

  private Passwords passwords() {
    Passwords passwords = new Passwords();
    CoordinatedShutdown.get(getContext().getSystem())
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "hash no more passwords",
            () -> {
              passwords.close();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return passwords;
  }

  /** Alone, this node knows that no connection of before it started is alive. */
  private LongSupplier aloneSince() {
    long started = getContext().getSystem().classicSystem().startTime();
    return () -> settings.cluster().seedNodes().isEmpty() ? started : 0;
  }

  /** After all that writes has stopped. */
  private void closeLast(Store store) {
    CoordinatedShutdown.get(getContext().getSystem())
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close the store",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      store.close();
                      return Done.getInstance();
                    }));
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
