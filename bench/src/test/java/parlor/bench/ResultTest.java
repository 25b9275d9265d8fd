package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

  private static Result run(double cpu, double lost) {
    return new Result("A", "memory", Map.of(Figure.CPU_MICROS, cpu, Figure.LOST, lost));
  }

  @Test
  void ofSeveralRunsTheMedianIsToldAndTheWorstFault() {
    assertThat(Result.median(List.of(run(9, 0), run(1, 2), run(3, 0)))).isEqualTo(run(3, 2));
    assertThat(Result.median(List.of(run(1, 0), run(2, -1)))).isEqualTo(run(1.5, -1));
  }

  @Test
  void aFaultInOneRunIsAFault() {
    assertThat(run(1, 0).isFaultless()).isTrue();
    assertThat(run(1, 1).isFaultless()).isFalse();
    assertThat(run(1, -1).isFaultless()).isFalse();
  }

  @Test
  void eachIsALineOfJson() throws IOException {
    assertThat(Report.json(run(0.25, 0)))
        .isEqualTo("{\"scenario\":\"A\",\"server\":\"memory\",\"cpuMicros\":0.25,\"lost\":0.0}");
  }

  @Test
  void aTableNamesTheFaultsThereWere() {
    assertThat(Report.table(List.of(run(0.25, 0))))
        .isEqualTo(
            """
            | scenario | messages in | CPU µs each | faults |
            |---|---|---:|---:|
            | A | memory | 0.250 | none |
            """);
    assertThat(Report.table(List.of(run(0.25, 3))))
        .contains("| CPU µs each | lost | faults |", "| 0.250 | 3 | **yes** |");
  }
}
