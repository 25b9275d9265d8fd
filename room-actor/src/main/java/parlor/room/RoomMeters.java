package parlor.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What rooms count: of each stored batch and of each batch that goes out, not of each delivery. */
final class RoomMeters {
  private static final Counter MESSAGES =
      Counter.builder("parlor.messages")
          .description("Messages that were stored")
          .register(Metrics.globalRegistry);
  private static final Timer COMMIT =
      Timer.builder("parlor.commit")
          .description("From a room's ledger taking a message until it was stored")
          .serviceLevelObjectives(
              Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100))
          .register(Metrics.globalRegistry);
  private static final Counter DELIVERIES =
      Counter.builder("parlor.deliveries")
          .description("Frames that were offered to members' outlets")
          .register(Metrics.globalRegistry);
  private static final Counter DELIVERED_BYTES =
      Counter.builder("parlor.deliveries.bytes")
          .description("Bytes of frames that were offered to members' outlets")
          .register(Metrics.globalRegistry);

  private static final Timer DELIVERY =
      Timer.builder("parlor.delivery")
          .description("From a room's ledger taking a message until the last outlet was offered it")
          .serviceLevelObjectives(
              Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100))
          .register(Metrics.globalRegistry);

  private RoomMeters() {}

  /** A batch, whose oldest entry was taken so long ago, was offered to everybody. */
  static void delivered(long afterMs) {
    DELIVERY.record(Math.max(0, afterMs), TimeUnit.MILLISECONDS);
  }

  /** Messages, the first of which was taken so long ago, were stored. */
  static void stored(int messages, long afterMs) {
    MESSAGES.increment(messages);
    COMMIT.record(Math.max(0, afterMs), TimeUnit.MILLISECONDS);
  }

  /** A batch was offered to so many outlets. */
  static void fannedOut(int frames, long bytes, int outlets) {
    DELIVERIES.increment((double) frames * outlets);
    DELIVERED_BYTES.increment((double) bytes * outlets);
  }
}
