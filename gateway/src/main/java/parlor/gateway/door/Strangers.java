package parlor.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import parlor.room.Gauges;

/**
 * The connections on which nobody has logged in yet. When there are too many, the one that has
 * waited longest at the address with most of them has to go: whoever logs in at once always gets
 * in. Any thread may ask.
 */
public final class Strangers {
  private static final Counter SENT_AWAY =
      Counter.builder("parlor.connections.refused")
          .description("Connections that were closed at once, by the bound that was reached")
          .tag("bound", "waiting-for-login")
          .register(Metrics.globalRegistry);

  /** A connection. */
  interface Stranger {
    InetAddress network();

    /** Called on any thread. */
    void sendAway();
  }

  private final int max;
  private final Map<InetAddress, SequencedSet<Stranger>> waiting = new LinkedHashMap<>();
  private int count;

  /**
   * Nobody waits yet.
   *
   * @param max connections
   */
  public Strangers(int max) {
    this.max = max;
    Gauges.show("parlor.connections.waiting", this, Strangers::count);
  }

  void enter(Stranger stranger) {
    Stranger tooMany = add(stranger);
    if (tooMany != null) {
      SENT_AWAY.increment();
      tooMany.sendAway();
    }
  }

  private synchronized @Nullable Stranger add(Stranger stranger) {
    waiting.computeIfAbsent(stranger.network(), from -> new LinkedHashSet<>()).addLast(stranger);
    count++;
    if (count <= max) {
      return null;
    }
    Stranger longest =
        waiting.values().stream()
            .max(Comparator.comparingInt(SequencedSet::size))
            .orElseThrow()
            .getFirst();
    leave(longest);
    return longest;
  }

  /** Somebody has logged in, or the connection has ended; without effect for one that has left. */
  synchronized void leave(Stranger stranger) {
    SequencedSet<Stranger> others = waiting.get(stranger.network());
    if (others != null && others.remove(stranger)) {
      count--;
      if (others.isEmpty()) {
        waiting.remove(stranger.network());
      }
    }
  }

  synchronized int count() {
    return count;
  }
}
