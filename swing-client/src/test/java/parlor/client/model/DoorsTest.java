package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorsTest {
  private final ServerAddress a = address("a");
  private final ServerAddress b = address("b");
  private final ServerAddress c = address("c");
  private final ServerAddress d = address("d");

  @Test
  void whatWasTypedIsTriedInThatOrder() {
    Doors doors = new Doors(new SplittableRandom(1));
    doors.begin(List.of(b, a, c));

    assertThat(doors.here()).isEqualTo(b);
    assertThat(round(doors)).containsExactly(b, a, c);
  }

  @Test
  void whoLosesTheConnectionTriesTheSameDoorFirstAndTheOthersInAnyOrder() {
    Set<List<ServerAddress>> orders = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      Doors doors = inA(seed);
      doors.startAtHere();
      List<ServerAddress> round = round(doors);
      assertThat(round).startsWith(a).containsExactlyInAnyOrder(a, b, c, d);
      orders.add(round);
    }
    assertThat(orders).hasSize(6);
  }

  @Test
  void whoIsSentAwayGoesWhereTheyAreSentThenToTheOthersAndBackHereAtLast() {
    Set<ServerAddress> firsts = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      Doors doors = inA(seed);
      doors.startAway(List.of(c, d));
      List<ServerAddress> round = round(doors);
      assertThat(round.subList(0, 2)).containsExactlyInAnyOrder(c, d);
      assertThat(round.subList(2, 4)).containsExactly(b, a);
      firsts.add(round.getFirst());
    }
    assertThat(firsts).containsExactlyInAnyOrder(c, d);
  }

  @Test
  void ofWhatServersTellTheLatestAreKept() {
    Doors doors = inA(1);
    doors.told(IntStream.range(0, 100).mapToObj(i -> address("n" + i)).toList());

    assertThat(doors.all()).hasSize(34).contains(a, b, address("n0")).doesNotContain(c);
  }

  /** Typed were two, and the server has named two more. */
  private Doors inA(int seed) {
    Doors doors = new Doors(new SplittableRandom(seed));
    doors.begin(List.of(b, a));
    doors.entered(a);
    doors.told(List.of(c, d));
    return doors;
  }

  private static List<ServerAddress> round(Doors doors) {
    List<ServerAddress> round = new ArrayList<>();
    while (doors.hasNext()) {
      round.add(doors.next().orElseThrow());
    }
    return round;
  }

  private static ServerAddress address(String host) {
    return new ServerAddress(host, 7420, true);
  }
}
