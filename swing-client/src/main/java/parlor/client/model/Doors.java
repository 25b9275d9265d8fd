package parlor.client.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that lead to a server, typed by the person or told by the server, and the order in
 * which they are tried. Those that are one as good as another come in random order, so that a whole
 * node's worth of clients spreads over the others.
 */
final class Doors {
  /** Of those that were told; the latest are kept. */
  private static final int MAX_TOLD = 32;

  private final RandomGenerator random;
  private List<ServerAddress> typed = List.of();
  private List<ServerAddress> told = List.of();
  private final Deque<ServerAddress> round = new ArrayDeque<>();
  private @Nullable ServerAddress here;

  Doors(RandomGenerator random) {
    this.random = random;
  }

  /** Begins anew with what the person typed, to be tried in that order. */
  void begin(List<ServerAddress> addresses) {
    typed = List.copyOf(addresses);
    told = List.of();
    here = addresses.getFirst();
    round.clear();
    round.addAll(addresses);
  }

  /** Where one is logged in, or was last; null before anything was typed. */
  @Nullable ServerAddress here() {
    return here;
  }

  /** One is logged in there now. */
  void entered(ServerAddress door) {
    here = door;
    round.clear();
  }

  /** No door is tried any more until a round begins. */
  void stop() {
    round.clear();
  }

  /** The server that one talks to has named other doors of its own. */
  void told(List<ServerAddress> addresses) {
    Set<ServerAddress> latest = new LinkedHashSet<>(addresses);
    latest.addAll(told);
    told = latest.stream().limit(MAX_TOLD).toList();
  }

  List<ServerAddress> all() {
    Set<ServerAddress> all = new LinkedHashSet<>();
    if (here != null) {
      all.add(here);
    }
    all.addAll(typed);
    all.addAll(told);
    return List.copyOf(all);
  }

  /** The connection was lost: the same door once, then the others. */
  void startAtHere() {
    start(here == null ? List.of() : List.of(here), all(), List.of());
  }

  /** Nothing has helped so far: any of them. */
  void startAnywhere() {
    start(List.of(), all(), List.of());
  }

  /** The server goes away: those that it sends one to, then the others, this one last. */
  void startAway(List<ServerAddress> given) {
    List<ServerAddress> last = here == null ? List.of() : List.of(here);
    List<ServerAddress> others = new ArrayList<>(all());
    others.removeAll(last);
    start(shuffled(given), others, last);
  }

  private void start(
      List<ServerAddress> first, List<ServerAddress> others, List<ServerAddress> last) {
    Set<ServerAddress> order = new LinkedHashSet<>(first);
    order.addAll(shuffled(others));
    order.removeAll(last);
    order.addAll(last);
    round.clear();
    round.addAll(order);
  }

  private List<ServerAddress> shuffled(Collection<ServerAddress> addresses) {
    List<ServerAddress> order = new ArrayList<>(addresses);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order;
  }

  /** The one to try now; empty when all have been tried. */
  Optional<ServerAddress> next() {
    return Optional.ofNullable(round.poll());
  }

  /** Whether others are left to try in this round. */
  boolean hasNext() {
    return !round.isEmpty();
  }
}
