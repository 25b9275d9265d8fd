package parlor.gateway;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.SelfUp;
import akka.http.javadsl.ServerBinding;
import akka.stream.javadsl.Tcp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.Bounds;
import parlor.gateway.door.ConnectionActors;
import parlor.gateway.door.Connections;
import parlor.gateway.door.DoorTools;
import parlor.gateway.door.Pulse;
import parlor.gateway.lan.Announcer;
import parlor.gateway.lan.Found;
import parlor.gateway.ops.MetricsDoor;
import parlor.gateway.tcp.TcpDoor;
import parlor.gateway.tls.Tls;
import parlor.gateway.web.WebDoor;
import parlor.gateway.web.WebTools;
import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.moderation.InMemoryRules;
import parlor.people.Passwords;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.Nickname;
import parlor.robot.RobotActor;
import parlor.room.RoomActor;
import parlor.room.RoomLedger;
import parlor.room.Rooms;
import parlor.store.DataDirectory;
import parlor.store.Store;

/** Starts the parts of a node: joins the cluster and opens the store, then opens the door. */
final class Guardian extends AbstractBehavior<Guardian.Command> {

  sealed interface Command {}

  private static final Duration NEVER_STALE = Duration.ofDays(1);

  private record Joined() implements Command {}

  private record JoinTimedOut() implements Command {}

  private record LookForRenewedKey() implements Command {}

  private record KeyLookedFor() implements Command {}

  private record StoreOpened(@Nullable Store store, @Nullable Throwable failure)
      implements Command {}

  private record DoorsOpened(
      @Nullable Doors doors, List<Supplier<CompletionStage<?>>> close, @Nullable Throwable failure)
      implements Command {}

  /**
   * A node that starts.
   *
   * @param tls null if both doors speak in clear
   * @param ready completed with the address of the chat door, or with why it could not be opened
   */
  static Behavior<Command> create(
      GatewaySettings settings, @Nullable Tls tls, CompletableFuture<Doors> ready) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new Guardian(context, timers, settings, tls, ready)));
  }

  private final GatewaySettings settings;
  private final CompletableFuture<Doors> ready;
  private final Connections connections = new Connections();
  private final OtherDoors otherDoors;
  private final Bounds bounds;
  private final Clock clock = Clock.systemUTC();
  private final @Nullable Tls tls;
  private @Nullable Store store;
  private final ActorRef<ConnectionActors.Start> connectionActors;
  private boolean joined;

  private Guardian(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      GatewaySettings settings,
      @Nullable Tls tls,
      CompletableFuture<Doors> ready) {
    super(context);
    this.settings = settings;
    this.tls = tls;
    this.bounds = settings.bounds().bounds(clock);
    context
        .getSystem()
        .scheduler()
        .scheduleWithFixedDelay(
            Pulse.EVERY, Pulse.EVERY, bounds.pulse()::beat, context.getExecutionContext());
    this.ready = ready;
    this.connectionActors = context.spawn(ConnectionActors.create(), "connections");
    this.otherDoors = new OtherDoors(Cluster.get(context.getSystem()));
    openStore();
    Membership.enter(
        context.getSystem(),
        settings.cluster(),
        context.messageAdapter(SelfUp.class, up -> new Joined()));
    if (!settings.cluster().isAlone()) {
      timers.startSingleTimer(new JoinTimedOut(), settings.cluster().joinTimeout());
    }
    if (tls != null) {
      timers.startTimerWithFixedDelay(new LookForRenewedKey(), tls.interval());
    }
  }

  private void openStore() {
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(
                () -> Store.open(DataDirectory.claim(settings.dataDir()), settings.store(), clock)),
            StoreOpened::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(StoreOpened.class, this::onStoreOpened)
        .onMessage(Joined.class, joined -> onJoined())
        .onMessage(JoinTimedOut.class, late -> onJoinTimedOut())
        .onMessage(DoorsOpened.class, this::onDoorsOpened)
        .onMessage(LookForRenewedKey.class, look -> onLookForRenewedKey())
        .onMessage(KeyLookedFor.class, looked -> this)
        .build();
  }

  private Behavior<Command> onLookForRenewedKey() {
    if (tls != null) {
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(tls::lookAgain), (done, failure) -> new KeyLookedFor());
    }
    return this;
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

  private Behavior<Command> onJoinTimedOut() {
    if (!joined) {
      ready.completeExceptionally(
          Membership.notJoined(getContext().getSystem(), settings.cluster()));
    }
    return this;
  }

  private void openDoorIfReady() {
    if (!joined || store == null) {
      return;
    }
    WebTools webTools = webTools(store);
    DoorTools doorTools = startParts(store, webTools.log());
    ActorSystem<Void> system = getContext().getSystem();
    getContext()
        .pipeToSelf(
            MetricsDoor.open(system, settings.metrics())
                .thenCompose(
                    metrics ->
                        WebDoor.open(system, settings.httpTls() ? tls : null, webTools, doorTools)
                            .thenCompose(web -> openChat(doorTools, metrics, web))),
            (opened, failure) ->
                opened == null ? new DoorsOpened(null, List.of(), failure) : opened);
  }

  private CompletionStage<DoorsOpened> openChat(
      DoorTools tools, ServerBinding metrics, Tcp.ServerBinding web) {
    ActorSystem<Void> system = getContext().getSystem();
    return TcpDoor.open(
            system,
            new TcpDoor.Settings(
                settings.host(),
                settings.port(),
                settings.backlog(),
                settings.tcpThreads(),
                settings.handshakeThreads(),
                settings.door().loginTimeout()),
            tls != null && settings.tcpTls() ? tls.sockets() : null,
            connectionActors,
            tools)
        .thenApply(
            chat ->
                new DoorsOpened(
                    new Doors(chat.localAddress(), web.localAddress(), metrics.localAddress()),
                    List.of(chat::unbind, web::unbind),
                    null));
  }

  private WebTools webTools(Store store) {
    return new WebTools(
        settings.web(),
        bounds,
        new Sessions(store.people(), settings.presence(), clock)::personOf,
        store.files(),
        store.memberships(),
        settings.inMemory()
            ? new InMemoryMessageLog(settings.entriesPerRoom())
            : store.messageLog(),
        clock);
  }

  private DoorTools startParts(Store store, MessageLog log) {
    ActorSystem<Void> system = getContext().getSystem();
    MessageSearch search =
        log instanceof InMemoryMessageLog inMemory ? inMemory : store.messageSearch();
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
        new RoomLedger.Tools(
            settings.rooms(),
            log,
            store.memberships(),
            settings.inMemory() ? new InMemoryRules() : store.rules(),
            settings.roomsOfAdmins(),
            presences,
            robot,
            () -> Cluster.get(system).state().getUnreachable().isEmpty(),
            clock));
    HandOver.prepare(system, List.of(Presence.TYPE_KEY.name(), RoomLedger.TYPE_KEY.name()));
    getContext().spawn(Housekeeping.create(store, settings.presence(), clock), "housekeeping");
    ActorRef<Rooms.Command> rooms =
        getContext()
            .spawn(
                Rooms.create(
                    new RoomActor.Tools(
                        settings.rooms(),
                        log,
                        store.memberships(),
                        store.files(),
                        robot != null,
                        clock),
                    room -> sharding.entityRefFor(RoomLedger.TYPE_KEY, room.value())),
                "rooms");
    closeBeforeLedgers(rooms);
    return new DoorTools(
        settings.door(),
        new ClientFrameCodec(settings.door().limits()),
        presences,
        rooms,
        nickname -> find(presences, nickname),
        store.memberships(),
        store.blocks(),
        search,
        connections,
        // Alone, there is nobody else who counts from when something was claimed.
        settings.cluster().isAlone() ? NEVER_STALE : Presence.PROMPT,
        otherDoors,
        bounds,
        log,
        clock);
  }

  private CompletionStage<Presence.Found> find(
      Function<Skeleton, RecipientRef<Presence.Command>> presences, Nickname nickname) {
    return AskPattern.ask(
            presences.apply(Skeleton.of(nickname)),
            (ActorRef<Presence.Reply> replyTo) -> new Presence.Find(nickname.folded(), replyTo),
            settings.door().answerTimeout(),
            getContext().getSystem().scheduler())
        .thenApply(
            reply -> {
              if (reply instanceof Presence.Found found) {
                return found;
              }
              throw new IllegalStateException("Who has a nickname cannot be told just now");
            });
  }

  private void closeBeforeLedgers(ActorRef<Rooms.Command> rooms) {
    ActorSystem<Void> system = getContext().getSystem();
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceStop(),
            "close the rooms",
            () ->
                AskPattern.ask(
                    rooms,
                    Rooms.CloseAll::new,
                    settings.door().answerTimeout(),
                    system.scheduler()));
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
    return () -> settings.cluster().isAlone() ? started : 0;
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

  private Behavior<Command> onDoorsOpened(DoorsOpened opened) {
    if (opened.doors() == null) {
      ready.completeExceptionally(opened.failure());
    } else {
      closeInOrder(opened.close());
      String door = settings.advertised().at(opened.doors().chat().getPort());
      getContext().spawn(Neighbours.create(door, otherDoors), "neighbours");
      ready.complete(opened.doors());
      announce(opened.doors().found(settings));
    }
    return this;
  }

  private void announce(Found found) {
    if (found.isAnnounced()) {
      getContext().spawn(Announcer.create(found), "announcer");
    }
  }

  /** Before anything inside stops: nobody new comes in, and everybody inside is told. */
  private void closeInOrder(List<Supplier<CompletionStage<?>>> doors) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(getContext().getSystem());
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "close the doors",
        () ->
            CompletableFuture.allOf(
                    doors.stream()
                        .map(close -> close.get().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .thenApply(closed -> Done.getInstance()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "tell everybody",
        () -> connections.drain(otherDoors));
  }
}
