package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutletTest {
  private static final long PLENTY = 1_000_000_000;

  private final AtomicInteger woken = new AtomicInteger();

  private Outlet outlet(long maxBytes, OutletsBound all) {
    return new Outlet(maxBytes, all, woken::incrementAndGet);
  }

  private Outlet outlet(long maxBytes) {
    return outlet(maxBytes, new OutletsBound(PLENTY, PLENTY));
  }

  private static ByteString frame(String text) {
    return ByteString.fromString(text + "\n");
  }

  private static List<String> takeAll(Outlet outlet) {
    StringBuilder taken = new StringBuilder();
    for (ByteString next = outlet.take(16); next != null; next = outlet.take(16)) {
      taken.append(next.utf8String());
    }
    return taken.toString().lines().toList();
  }

  @Test
  void whatWasOfferedComesOutInItsOrder() {
    Outlet outlet = outlet(PLENTY);
    outlet.offer(frame("one"));
    outlet.offer(frame("two"));
    assertThat(takeAll(outlet)).containsExactly("one", "two");
    outlet.offer(frame("three"));
    assertThat(outlet.bytes()).isEqualTo(6);
    assertThat(takeAll(outlet)).containsExactly("three");
    assertThat(outlet.bytes()).isZero();
  }

  @Test
  void moreIsTakenTogetherUntilItIsEnough() {
    Outlet outlet = outlet(PLENTY);
    for (String text : List.of("aaaa", "bbbb", "cccc", "dddd")) {
      outlet.offer(frame(text));
    }
    assertThat(outlet.take(10)).isEqualTo(frame("aaaa").concat(frame("bbbb")));
    outlet.offer(frame("eeee"));
    assertThat(outlet.bytes()).isEqualTo(15);
    assertThat(takeAll(outlet)).containsExactly("cccc", "dddd", "eeee");
  }

  @Test
  void theConnectionIsWokenOnceForAllThatWaits() {
    Outlet outlet = outlet(PLENTY);
    outlet.offer(frame("one"));
    outlet.offer(frame("two"));
    assertThat(woken).hasValue(1);
    takeAll(outlet);
    outlet.offer(frame("three"));
    assertThat(woken).hasValue(2);
  }

  @Test
  void whatIsTooMuchIsDroppedWithAllThatWaits() {
    Outlet outlet = outlet(10);
    outlet.offer(frame("aaaa"));
    outlet.offer(frame("bbbb"));
    outlet.take(1);
    assertThat(outlet.overflowed()).isFalse();
    // One taken and one turned over, though not taken: that one counts.
    outlet.offer(frame("cccccc"));
    assertThat(outlet.overflowed()).isTrue();
    assertThat(woken).hasValue(2);
    assertThat(outlet.take(100)).isNull();
    outlet.offer(frame("d"));
    assertThat(outlet.take(100)).isNull();
    assertThat(outlet.bytes()).isZero();
    assertThat(woken).hasValue(2);
  }

  @Test
  void whatIsSlowMakesRoomForTheOthersWhenAllIsTooMuch() {
    OutletsBound all = new OutletsBound(100_000, 80_000);
    ByteString large = ByteString.fromArray(new byte[170_000]);
    Outlet slow = outlet(PLENTY, all);
    slow.offer(large);
    assertThat(slow.overflowed()).isFalse();
    assertThat(all.isFull()).isTrue();
    Outlet quick = outlet(PLENTY, all);
    quick.offer(frame("one"));
    assertThat(quick.overflowed()).isFalse();
    slow.offer(frame("two"));
    assertThat(slow.overflowed()).isTrue();
    assertThat(all.isFull()).isFalse();
  }

  @Test
  void whatTheConnectionHasLookedAtAndNotTakenIsCountedToo() {
    OutletsBound all = new OutletsBound(50_000, PLENTY);
    Outlet outlet = outlet(PLENTY, all);
    outlet.offer(frame("first"));
    outlet.offer(ByteString.fromArray(new byte[60_000]));
    outlet.take(1);
    outlet.offer(ByteString.fromArray(new byte[60_000]));
    assertThat(outlet.bytes()).isEqualTo(120_000);
    assertThat(all.isFull()).isTrue();
    takeAll(outlet);
    assertThat(all.isFull()).isFalse();
  }

  @Test
  void nothingIsCountedOfWhatIsGone() {
    OutletsBound all = new OutletsBound(0, PLENTY);
    Outlet outlet = outlet(PLENTY, all);
    outlet.offer(ByteString.fromArray(new byte[100_000]));
    outlet.offer(ByteString.fromArray(new byte[100_000]));
    outlet.take(1);
    outlet.offer(ByteString.fromArray(new byte[100_000]));
    assertThat(all.isFull()).isTrue();
    outlet.discard();
    assertThat(all.isFull()).isFalse();
    outlet.offer(frame("late"));
    assertThat(outlet.take(100)).isNull();
  }

  /** Beside a bound of 0 nothing too much was counted at the end, beside -1 nothing too little. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatManyOfferAtOnceArrivesWholeAndInEachOnesOrder(long maxBytes) throws Exception {
    int offering = 4;
    int each = 20_000;
    OutletsBound all = new OutletsBound(maxBytes, PLENTY);
    CountDownLatch awake = new CountDownLatch(1);
    Outlet outlet = new Outlet(PLENTY, all, awake::countDown);
    List<Thread> threads = new ArrayList<>();
    String filling = "x".repeat(90);
    for (int i = 0; i < offering; i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int count = 0; count < each; count++) {
                      outlet.offer(frame(number + " " + count + " " + filling));
                    }
                  }));
    }
    awake.await();
    int[] next = new int[offering];
    int left = offering * each;
    while (left > 0) {
      ByteString taken = outlet.take(4_000);
      for (String line : taken == null ? List.<String>of() : taken.utf8String().lines().toList()) {
        String[] parts = line.split(" ", 3);
        assertThat(parts[2]).isEqualTo(filling);
        assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
        left--;
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(outlet.take(1)).isNull();
    assertThat(outlet.bytes()).isZero();
    assertThat(all.isFull()).isEqualTo(maxBytes < 0);
  }
}
