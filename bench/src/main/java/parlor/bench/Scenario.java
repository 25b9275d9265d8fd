package parlor.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** What is measured. */
enum Scenario {
  /** One hot room. */
  A,
  /** Many small rooms in which everybody talks. */
  B,
  /** A big room at a steady rate. */
  C,
  /** Connections that do nothing. */
  D,
  /** Everybody comes at once. */
  E,
  /** Quiet rooms, each with a message a second, alone and beside a room as in A. */
  F;

  static Scenario of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The shape that it has unless another is asked for. */
  Shape shape() {
    return switch (this) {
      case A -> Shape.of(100, 1, 1, 64, 0, 100);
      case B -> Shape.of(1000, 100, 10, 1, 0, 100);
      case C -> Shape.of(1000, 1, 10, 1, 50, 100);
      case D -> Shape.of(5000, 100, 0, 1, 0, 100);
      case E -> Shape.of(2000, 1, 0, 1, 0, 100);
      case F -> Shape.of(50, 10, 1, 1, 10, 100);
    };
  }

  /** Measures once, with a gateway that nobody has used before. */
  Map<Figure, Double> measure(Server server, Shape shape, Plan plan)
      throws IOException, InterruptedException {
    return switch (this) {
      case A, B, C -> TalkRun.measure(server, shape, plan);
      case D -> StormRun.measureMemory(server, shape, plan);
      case E -> StormRun.measureTime(server, shape, plan);
      case F -> FairnessRun.measure(server, shape, plan);
    };
  }
}
