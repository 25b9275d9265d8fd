package parlor.client.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;

/** Asks again, on the same connection, for what the server could not do just now. */
final class Repeats {
  private final Timers timers;
  private final Predicate<ClientFrame> isNeeded;
  private final Consumer<ClientFrame> send;

  /** How often each request was refused. */
  private final Map<String, Integer> refusals = new HashMap<>();

  private final Map<String, Timers.Timer> due = new HashMap<>();

  /**
   * Nothing to ask yet.
   *
   * @param isNeeded whether a request still is, when its time has come
   */
  Repeats(Timers timers, Predicate<ClientFrame> isNeeded, Consumer<ClientFrame> send) {
    this.timers = timers;
    this.isNeeded = isNeeded;
    this.send = send;
  }

  void later(ClientFrame request, @Nullable Long retryAfterMs) {
    String id = String.valueOf(request.id());
    int before = refusals.merge(id, 1, Integer::sum) - 1;
    due.put(
        id,
        timers.start(
            Patience.after(before, retryAfterMs),
            () -> {
              due.remove(id);
              if (isNeeded.test(request)) {
                send.accept(request);
              }
            }));
  }

  /** The connection is gone, and with it what was to be asked. */
  void lost() {
    due.values().forEach(Timers.Timer::cancel);
    due.clear();
    refusals.clear();
  }
}
