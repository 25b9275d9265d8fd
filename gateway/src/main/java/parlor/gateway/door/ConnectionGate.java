package parlor.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import parlor.room.Gauges;

/**
 * Counts the connections of all front doors, so that neither all together nor one address can take
 * what others need; a /64 of IPv6 is one address. Any thread may ask.
 */
public final class ConnectionGate {
  private static final Counter FULL = refusals("all");
  private static final Counter ADDRESS = refusals("address");
  private static final Counter HANDSHAKES = refusals("handshakes");

  private final int max;
  private final int maxPerAddress;
  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private int open;

  /**
   * Nobody is here yet.
   *
   * @param max connections in all
   * @param maxPerAddress of them from one address; {@link Integer#MAX_VALUE} for any number
   */
  public ConnectionGate(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
    Gauges.show("parlor.connections", this, ConnectionGate::open);
  }

  private static Counter refusals(String bound) {
    return Counter.builder("parlor.connections.refused")
        .description("Connections that were closed at once, by the bound that was reached")
        .tag("bound", bound)
        .register(Metrics.globalRegistry);
  }

  /** Whether one more from there may come in; if so, {@link #leave} has to follow. */
  public boolean enter(InetAddress from) {
    return enterFrom(Networks.of(from));
  }

  private synchronized boolean enterFrom(InetAddress from) {
    if (open >= max) {
      FULL.increment();
      return false;
    }
    int already = byAddress.getOrDefault(from, 0);
    if (already >= maxPerAddress) {
      ADDRESS.increment();
      return false;
    }
    byAddress.put(from, already + 1);
    open++;
    return true;
  }

  /** One that had come in from there is gone. */
  public void leave(InetAddress from) {
    leaveFrom(Networks.of(from));
  }

  private synchronized void leaveFrom(InetAddress from) {
    open--;
    byAddress.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
  }

  /** One is closed because too many others begin to speak TLS. */
  public void handshakeRefused() {
    HANDSHAKES.increment();
  }

  synchronized int open() {
    return open;
  }
}
