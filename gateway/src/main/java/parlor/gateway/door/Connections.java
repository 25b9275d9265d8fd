package parlor.gateway.door;

import akka.Done;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parlor.room.Gauges;

/** All open connections of this node, whatever their door. */
public final class Connections {

  /** Ends a connection in order: what was acknowledged goes out, then {@code moving}. */
  interface Drainable {
    void drain(List<String> addresses);
  }

  private final Set<Drainable> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Done> allClosed = new CompletableFuture<>();
  private final AtomicInteger loggedIn = new AtomicInteger();

  /** Where people are sent; null while this node stays. */
  private volatile @Nullable Supplier<List<String>> elsewhere;

  /** Nobody is connected yet. */
  public Connections() {
    Gauges.show("parlor.sessions", loggedIn, Number::doubleValue);
  }

  /** Somebody has logged in on a connection. */
  void loggedIn() {
    loggedIn.incrementAndGet();
  }

  /** A connection on which somebody had logged in is gone. */
  void loggedOut() {
    loggedIn.decrementAndGet();
  }

  void opened(Drainable connection) {
    open.add(connection);
    Supplier<List<String>> addresses = elsewhere;
    if (addresses != null) {
      connection.drain(addresses.get());
    }
  }

  void closed(Drainable connection) {
    open.remove(connection);
    completeIfAllClosed();
  }

  /**
   * Tells everybody that this node goes away; completes when all connections are closed.
   *
   * @param addresses where to go instead, {@code host:port}; asked for each connection
   */
  public CompletionStage<Done> drain(Supplier<List<String>> addresses) {
    elsewhere = addresses;
    open.forEach(connection -> connection.drain(addresses.get()));
    completeIfAllClosed();
    return allClosed;
  }

  private void completeIfAllClosed() {
    if (elsewhere != null && open.isEmpty()) {
      allClosed.complete(Done.getInstance());
    }
  }
}
