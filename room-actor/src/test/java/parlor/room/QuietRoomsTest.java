package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.history.SentMessage;

/**
 * Rooms that were used once leave memory, and come back. {@code -Drooms.used=100000} makes many of
 * it, and {@code -Drooms.print=true} shows what they cost.
 */
class QuietRoomsTest {
  private static final int ROOMS = Integer.getInteger("rooms.used", 2_000);
  private static final int AT_ONCE = 500;

  private final RoomNode node = RoomNode.start(1, new NoLog()).getFirst();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void roomsThatWereUsedOnceCostNothingAndComeBack() {
    use(AT_ONCE, "warm");
    awaitNoLedgers();
    long before = usedBytes();
    for (int first = 0; first < ROOMS; first += AT_ONCE) {
      use(Math.min(AT_ONCE, ROOMS - first), "r" + first + "-");
    }
    awaitNoLedgers();
    long each = (usedBytes() - before) / ROOMS;
    if (Boolean.getBoolean("rooms.print")) {
      System.out.println(ROOMS + " rooms used once: " + each + " bytes each");
    }

    assertThat(each).isLessThan(1_000);
    use(AT_ONCE, "r0-");
  }

  /** Comes back while the ledger is about to leave, again and again. */
  @Test
  void aRoomThatIsAboutToLeaveMemoryIsNeverStuck() {
    for (int round = 0; round < 20; round++) {
      Guest guest = node.join("revolving", "g" + round);
      guest.hears("\"joined\"");
      guest.leave();
      guest.hears("\"left\"");
      long pause = 480 + 2L * round;
      Awaitility.await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
    }
  }

  private void use(int rooms, String prefix) {
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < rooms; i++) {
      guests.add(node.join(prefix + i, "somebody"));
    }
    guests.forEach(guest -> guest.hears("\"joined\""));
    guests.forEach(Guest::leave);
    guests.forEach(guest -> guest.hears("\"left\""));
  }

  private void awaitNoLedgers() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> node.ledgers() == 0);
  }

  private static long usedBytes() {
    AtomicInteger same = new AtomicInteger();
    long[] least = {Long.MAX_VALUE};
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              Runtime runtime = Runtime.getRuntime();
              long used = runtime.totalMemory() - runtime.freeMemory();
              least[0] = Math.min(least[0], used);
              return same.incrementAndGet() == 5;
            });
    return least[0];
  }

  /** Every room's log is empty, and no room leaves anything behind in it. */
  private static final class NoLog implements MessageLog {
    @Override
    public CompletionStage<Opened> open(String room) {
      return CompletableFuture.completedFuture(new Opened(1, "e", 1, 0, ""));
    }

    @Override
    public CompletionStage<Void> append(String room, long term, List<Entry> entries) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Entry>> newest(String room, int limit) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<Entry>> before(String room, long before, int limit) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<Entry>> after(String room, long after, int limit) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<SentMessage>> sentSince(String room, long at) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Long> firstSeq(String room) {
      return CompletableFuture.completedFuture(1L);
    }
  }
}
