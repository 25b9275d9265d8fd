package parlor.gateway;

import akka.Done;
import akka.actor.ActorSelection;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.DurationConverters;

/**
 * Keeps the oldest node in the cluster until the shards that it gives up have a place elsewhere.
 * The oldest is the one that says where shards live; if it left as soon as its own shards have
 * stopped, those in between would wait for the next oldest to take that over.
 */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  /** Between the end of the shards here and leaving, as {@code parlor-akka.conf} has it. */
  private static final String PHASE = "shards-elsewhere";

  private static final Duration AT_MOST = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final Map<String, Set<String>> given = new ConcurrentHashMap<>();

  private HandOver(ActorSystem<?> system) {
    this.system = system;
  }

  /** When this node ends in order; {@code types} are the names of what is sharded. */
  static void prepare(ActorSystem<?> system, List<String> types) {
    HandOver handOver = new HandOver(system);
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    for (String type : types) {
      shutdown.addTask(
          CoordinatedShutdown.PhaseServiceStop(),
          "note shards of " + type,
          () -> handOver.note(type));
      shutdown.addTask(
          PHASE,
          "await shards of " + type,
          () -> handOver.await(type, System.nanoTime() + AT_MOST.toNanos()));
    }
  }

  private CompletionStage<Done> note(String type) {
    if (!isOldestOfSeveral()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return shards(type, true)
        .thenApply(
            mine -> {
              given.put(type, mine);
              return Done.getInstance();
            });
  }

  private boolean isOldestOfSeveral() {
    Cluster cluster = Cluster.get(system);
    boolean others = false;
    for (Member member : cluster.state().getMembers()) {
      if (!member.equals(cluster.selfMember())) {
        others = true;
        if (member.isOlderThan(cluster.selfMember())) {
          return false;
        }
      }
    }
    return others;
  }

  private CompletionStage<Done> await(String type, long deadline) {
    Set<String> mine = given.getOrDefault(type, Set.of());
    if (mine.isEmpty()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return shards(type, false)
        .thenCompose(
            elsewhere -> {
              if (elsewhere.containsAll(mine)) {
                return CompletableFuture.completedFuture(Done.getInstance());
              }
              if (System.nanoTime() > deadline) {
                LOG.warn("Not all shards of {} have a place elsewhere after {}", type, AT_MOST);
                return CompletableFuture.completedFuture(Done.getInstance());
              }
              return Patterns.after(
                  AGAIN,
                  system.classicSystem().scheduler(),
                  system.executionContext(),
                  () -> await(type, deadline));
            });
  }

  /** The shards on this node, or those on all others; none if that cannot be told just now. */
  private CompletionStage<Set<String>> shards(String type, boolean here) {
    ActorSelection whoSays =
        Adapter.toClassic(system)
            .actorSelection("/system/sharding/" + type + "Coordinator/singleton/coordinator");
    Object question = new ShardRegion.GetClusterShardingStats(DurationConverters.toScala(ANSWER));
    Address self = Cluster.get(system).selfMember().address();
    return Patterns.ask(whoSays, question, ANSWER)
        .handle(
            (answer, failure) -> {
              Set<String> shards = new HashSet<>();
              if (answer instanceof ShardRegion.ClusterShardingStats stats) {
                stats
                    .getRegions()
                    .forEach(
                        (node, region) -> {
                          if (node.equals(self) == here) {
                            shards.addAll(region.getStats().keySet());
                          }
                        });
              }
              return shards;
            });
  }
}
