package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion.CurrentShardRegionState;
import akka.cluster.sharding.typed.ClusterShardingQuery;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import parlor.files.NoFiles;
import parlor.history.MessageLog;
import parlor.moderation.InMemoryRules;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitors;
import parlor.protocol.ClientFrame;
import parlor.protocol.RoomName;

/** A node with rooms and nothing else, in this process, for tests. */
public final class RoomNode implements AutoCloseable {
  /** As the gateway sets them, but an empty room's ledger leaves memory soon. */
  static final RoomSettings SETTINGS =
      new RoomSettings(
          Duration.ofSeconds(5),
          50,
          500,
          Duration.ofMinutes(1),
          Duration.ofMillis(500),
          1_000_000,
          200,
          200,
          Rate.UNLIMITED,
          Duration.ofSeconds(3));

  private static final String CONFIG =
      """
      akka {
        actor.provider = cluster
        actor.default-dispatcher.fork-join-executor.parallelism-max = 2
        remote.artery {
          canonical { hostname = 127.0.0.1, port = 0 }
          advanced.instruments = ["parlor.room.Crossings"]
        }
        cluster {
          jmx.enabled = off
          gossip-interval = 200ms
          leader-actions-interval = 200ms
          sharding { passivation.strategy = none, number-of-shards = 20, retry-interval = 500ms }
        }
        coordinated-shutdown { exit-jvm = off, run-by-actor-system-terminate = on }
      }
      """;

  private static final AtomicLong PERSONS = new AtomicLong();

  private final ActorSystem<Void> system;
  private final ActorRef<Rooms.Command> rooms;

  private RoomNode(ActorSystem<Void> system, ActorRef<Rooms.Command> rooms) {
    this.system = system;
    this.rooms = rooms;
  }

  /** So many nodes that know each other, with one log. */
  public static List<RoomNode> start(int count, MessageLog log) {
    List<RoomNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(start(log, nodes.isEmpty() ? null : nodes.getFirst()));
    }
    return nodes;
  }

  /**
   * One more node.
   *
   * @param seed of the cluster that it joins; null for one of its own
   */
  public static RoomNode start(MessageLog log, @Nullable RoomNode seed) {
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.<Void>empty(),
            "rooms",
            ConfigFactory.parseString(CONFIG).withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    Cluster others = seed == null ? cluster : Cluster.get(seed.system);
    int before = seed == null ? 0 : members(others);
    cluster.manager().tell(Join.create(others.selfMember().address()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> members(cluster) == before + 1 && members(others) == before + 1);
    ClusterSharding sharding = ClusterSharding.get(system);
    RoomLedger.init(
        sharding,
        new RoomLedger.Tools(
            SETTINGS,
            log,
            new NoMemberships(null),
            new InMemoryRules(),
            Set.of(),
            skeleton -> {
              throw new IllegalStateException("Nobody has a nickname here");
            },
            null,
            () -> cluster.state().getUnreachable().isEmpty(),
            Clock.systemUTC()));
    ActorRef<Rooms.Command> rooms =
        system.systemActorOf(
            Rooms.create(
                new RoomActor.Tools(
                    SETTINGS,
                    log,
                    new NoMemberships(null),
                    new NoFiles(),
                    false,
                    Clock.systemUTC()),
                room -> sharding.entityRefFor(RoomLedger.TYPE_KEY, room.value())),
            "rooms",
            Props.empty());
    return new RoomNode(system, rooms);
  }

  private static int members(Cluster cluster) {
    int up = 0;
    for (var member : cluster.state().getMembers()) {
      if (member.status().equals(MemberStatus.up())) {
        up++;
      }
    }
    return up;
  }

  ActorSystem<Void> system() {
    return system;
  }

  ActorRef<Rooms.Command> rooms() {
    return rooms;
  }

  /** Somebody new on this node, who wants to be in a room; the answer is yet to come. */
  public Guest join(String room, String nickname) {
    return join(room, new Person(new PersonId("p-" + PERSONS.incrementAndGet()), nickname));
  }

  /** Somebody, perhaps known from elsewhere. */
  public Guest join(String room, Person person) {
    Guest guest = new Guest(new RoomName(room), person);
    ActorRef<ConnectionEvent> connection =
        system.systemActorOf(
            connection(guest), "connection-" + PERSONS.incrementAndGet(), Props.empty());
    guest.outlet().request();
    rooms.tell(
        new Rooms.Join(
            Visitors.guest(person),
            guest.outlet(),
            connection,
            new ClientFrame.Join("j", new RoomName(room), null, null),
            false));
    return guest;
  }

  private static Behavior<ConnectionEvent> connection(Guest guest) {
    return Behaviors.receiveMessage(
        event -> {
          if (event instanceof ConnectionEvent.SessionOpened opened) {
            guest.opened(opened.session());
          }
          return event instanceof ConnectionEvent.SessionEnded
              ? Behaviors.stopped()
              : Behaviors.same();
        });
  }

  /** How many ledgers are in memory on this node. */
  int ledgers() {
    CurrentShardRegionState state =
        AskPattern.<ClusterShardingQuery, CurrentShardRegionState>ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(RoomLedger.TYPE_KEY, replyTo),
                Duration.ofSeconds(20),
                system.scheduler())
            .toCompletableFuture()
            .join();
    return state.getShards().stream().mapToInt(shard -> shard.getEntityIds().size()).sum();
  }

  /** Rooms first, as in the gateway: one that looks for its ledger holds up the shards. */
  @Override
  public void close() {
    AskPattern.ask(rooms, Rooms.CloseAll::new, Duration.ofSeconds(20), system.scheduler())
        .toCompletableFuture()
        .join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
