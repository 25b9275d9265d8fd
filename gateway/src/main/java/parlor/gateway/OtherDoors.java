package parlor.gateway;

import akka.actor.Address;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The doors for chat of the other nodes of the cluster, {@code host:port} each, in an order that is
 * another each time, so that not everybody goes to the same one. {@link Neighbours} finds them out.
 *
 * <p>Nodes that are leaving are not among them. Those that cannot be reached from here are the last
 * resort: whoever is cut off from all others sends people to where they went on without it. So does
 * whoever was put out of the cluster, which then tells it of nobody any more.
 */
final class OtherDoors implements Supplier<List<String>> {
  private static final Set<MemberStatus> AT_WORK =
      Set.of(MemberStatus.up(), MemberStatus.weaklyUp());

  private final Cluster cluster;
  private final Map<Address, String> known = new ConcurrentHashMap<>();

  OtherDoors(Cluster cluster) {
    this.cluster = cluster;
  }

  void learn(Address node, String door) {
    known.put(node, door);
  }

  /** Forgets all nodes but these; not if this one was put out, for then it is told of none. */
  void keep(Set<Address> nodes) {
    if (!isPutOut()) {
      known.keySet().retainAll(nodes);
    }
  }

  private boolean isPutOut() {
    MemberStatus self = cluster.selfMember().status();
    return cluster.isTerminated()
        || self.equals(MemberStatus.down())
        || self.equals(MemberStatus.removed());
  }

  @Override
  public List<String> get() {
    if (isPutOut()) {
      return shuffled(known.values());
    }
    CurrentClusterState state = cluster.state();
    List<String> reachable = new ArrayList<>();
    List<String> cutOff = new ArrayList<>();
    for (Member member : state.getMembers()) {
      String door = known.get(member.address());
      if (door != null && AT_WORK.contains(member.status())) {
        (state.getUnreachable().contains(member) ? cutOff : reachable).add(door);
      }
    }
    return shuffled(reachable.isEmpty() ? cutOff : reachable);
  }

  private static List<String> shuffled(Collection<String> doors) {
    List<String> others = new ArrayList<>(doors);
    Collections.shuffle(others);
    return List.copyOf(others);
  }
}
