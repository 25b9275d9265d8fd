package parlor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How deliveries a second change with members, rooms and the size of messages: a plot of each. */
enum Growth {
  /** One room, one sender with 64 messages on their way. */
  MEMBERS,
  /** Rooms of 10 in which everybody talks; a client is in up to 50 of them. */
  ROOMS,
  /** One room of 100, one sender with 64 messages on their way. */
  SIZE;

  private String axis() {
    return switch (this) {
      case MEMBERS -> "members of a room";
      case ROOMS -> "rooms";
      case SIZE -> "bytes of a message";
    };
  }

  private List<Integer> steps() {
    return switch (this) {
      case MEMBERS -> List.of(10, 30, 100, 300, 1000, 3000, 10_000);
      case ROOMS -> List.of(1, 10, 100, 1000, 10_000);
      case SIZE -> List.of(20, 100, 500, 2000, 8000, 16_384);
    };
  }

  private Shape shape(int step) {
    return switch (this) {
      case MEMBERS -> Shape.of(step, 1, 1, 64, 0, 100);
      case ROOMS -> new Shape(10 * Math.max(1, step / 50), step, Math.min(step, 50), 10, 1, 0, 100);
      case SIZE -> Shape.of(100, 1, 1, 64, 0, step);
    };
  }

  /** Measures all curves; false if there were faults. */
  static boolean measure(Options options) throws IOException, InterruptedException {
    boolean faultless = true;
    for (Growth growth : values()) {
      faultless &= growth.draw(options);
    }
    return faultless;
  }

  private boolean draw(Options options) throws IOException, InterruptedException {
    Plot plot = new Plot("Deliveries a second", axis(), "deliveries/s");
    boolean faultless = true;
    for (ServerSettings server : options.servers()) {
      List<Plot.Point> points = new ArrayList<>();
      for (int step : steps()) {
        Result median = Result.median(runs(options, server, step));
        System.out.println(Report.json(median));
        faultless &= median.isFaultless();
        points.add(new Plot.Point(step, median.figures().get(Figure.DELIVERIES_PER_SECOND)));
      }
      plot.add(server.label(), points);
    }
    Files.writeString(options.out().resolve("growth-" + lowerName() + ".svg"), plot.svg());
    return faultless;
  }

  private List<Result> runs(Options options, ServerSettings server, int step)
      throws IOException, InterruptedException {
    List<Result> runs = new ArrayList<>();
    for (int run = 0; run < options.runs(); run++) {
      String name = lowerName() + " " + step;
      runs.add(BenchMain.once(options, name, Scenario.A, shape(step), server));
    }
    return runs;
  }

  private String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
