package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private final Coverage coverage = new Coverage();

  @Test
  void stretchesThatTouchAreOne() {
    coverage.add(5, 7);
    coverage.add(10, 12);
    assertThat(coverage.holes()).containsExactly(new Coverage.Hole(7, 10));
    coverage.add(8, 9);

    assertThat(coverage.holes()).isEmpty();
    assertThat(coverage.first()).isEqualTo(5);
    assertThat(coverage.endFrom(4)).isEqualTo(12);
    assertThat(coverage.endFrom(3)).isEqualTo(3);
  }

  @Test
  void nothingIsAddedByAnEmptyStretch() {
    coverage.add(5, 4);

    assertThat(coverage.isEmpty()).isTrue();
    assertThat(coverage.first()).isZero();
  }

  @Test
  void itIsWhatASetOfEntriesIs() {
    SplittableRandom random = new SplittableRandom(7);
    TreeSet<Long> entries = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      long first = random.nextLong(1, 500);
      long last = first + random.nextLong(0, 6);
      coverage.add(first, last);
      for (long entry = first; entry <= last; entry++) {
        entries.add(entry);
      }

      long missing = entries.last() - entries.first() + 1 - entries.size();
      assertThat(
              coverage.holes().stream().mapToLong(hole -> hole.before() - hole.after() - 1).sum())
          .isEqualTo(missing);
      assertThat(coverage.holes())
          .allMatch(hole -> entries.contains(hole.after()) && entries.contains(hole.before()));
    }
  }
}
