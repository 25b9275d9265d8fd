package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each scenario in small, with an honest server in this very process. */
class SmokeTest {
  private static final Plan SHORT = new Plan(Duration.ofMillis(50), Duration.ofMillis(500));

  private FakeServer fake;
  private Server server;

  @BeforeEach
  void start() throws IOException {
    fake = FakeServer.start(FakeServer::honest);
    server = new Server(Target.of(fake.address(), false), ProcessHandle.current().pid(), 1.5);
  }

  @AfterEach
  void stop() throws IOException {
    fake.close();
  }

  private Map<Figure, Double> measure(Scenario scenario, Shape shape)
      throws IOException, InterruptedException {
    Map<Figure, Double> figures = scenario.measure(server, shape, SHORT);
    assertThat(new Result(scenario.name(), "fake", figures).isFaultless())
        .describedAs("%s", figures)
        .isTrue();
    return figures;
  }

  @Test
  void oneHotRoom() throws IOException, InterruptedException {
    Map<Figure, Double> figures = measure(Scenario.A, Shape.of(20, 1, 1, 16, 0, 100));

    assertThat(figures.get(Figure.DELIVERIES_PER_SECOND)).isPositive();
    assertThat(figures.get(Figure.P50_MS)).isPositive();
    assertThat(figures.get(Figure.RSS_MIB)).isPositive();
    assertThat(figures.get(Figure.READY_SECONDS)).isEqualTo(1.5);
  }

  @Test
  void manySmallRooms() throws IOException, InterruptedException {
    assertThat(measure(Scenario.B, Shape.of(30, 10, 3, 1, 0, 100))).containsKey(Figure.CPU_MICROS);
  }

  @Test
  void aSteadyRate() throws IOException, InterruptedException {
    assertThat(measure(Scenario.C, Shape.of(20, 1, 5, 1, 100, 100)))
        .containsKey(Figure.LOAD_CPU_MICROS);
  }

  @Test
  void idleConnections() throws IOException, InterruptedException {
    assertThat(measure(Scenario.D, Shape.of(40, 4, 0, 1, 0, 100)))
        .containsKeys(Figure.RSS_PER_CONNECTION, Figure.HEAP_PER_CONNECTION);
  }

  @Test
  void everybodyAtOnce() throws IOException, InterruptedException {
    Map<Figure, Double> figures = measure(Scenario.E, Shape.of(40, 1, 0, 1, 0, 100));

    assertThat(figures.get(Figure.SECONDS)).isPositive();
    assertThat(figures.get(Figure.COLD_SECONDS)).isPositive();
  }

  @Test
  void quietRoomsBesideALoudOne() throws IOException, InterruptedException {
    Map<Figure, Double> figures = measure(Scenario.F, Shape.of(10, 2, 1, 1, 100, 100));

    assertThat(figures.get(Figure.ALONE_P99_MS)).isPositive();
    assertThat(figures.get(Figure.TIMES))
        .isEqualTo(figures.get(Figure.BESIDE_P99_MS) / figures.get(Figure.ALONE_P99_MS));
  }
}
