package parlor.bench;

import java.io.IOException;
import java.util.Map;

/** Everybody comes at once, is told of the others, and says nothing. */
final class StormRun {
  private StormRun() {}

  /** How long it takes until all have all notices: with a server just started, and later. */
  static Map<Figure, Double> measureTime(Server server, Shape shape, Plan plan) throws IOException {
    double cold = warmUp(server, shape, plan);
    Usage before = Usage.of(server.pid());
    try (Crowd crowd = new Crowd(server.target(), shape, "e")) {
      Usage used = come(crowd, server, before);
      crowd.settle(Plan.SETTLING);
      return new Figures()
          .put(Figure.SECONDS, used.seconds())
          .put(Figure.COLD_SECONDS, cold)
          .put(Figure.SERVER_CPU_SECONDS, used.server())
          .put(Figure.OTHER_CPUS, used.others() / used.seconds())
          .put(Figure.RSS_MIB, Usage.residentBytes(server.pid()) / 1048576.0)
          .put(Figure.READY_SECONDS, server.readySeconds())
          .faults(crowd.account().faults())
          .values();
    }
  }

  /**
   * What each connection holds of the server's memory while nothing happens. The server has seen
   * one room before: code that is compiled or loaded is not counted, nor is memory that it was
   * given for more people.
   */
  static Map<Figure, Double> measureMemory(Server server, Shape shape, Plan plan)
      throws IOException, InterruptedException {
    Shape oneRoom = Shape.of(shape.members(), 1, 0, shape.window(), shape.rate(), shape.size());
    warmUp(server, oneRoom, plan);
    long heapBefore = Heap.usedAfterCollection(server.pid());
    long residentBefore = Usage.residentBytes(server.pid());
    Usage before = Usage.of(server.pid());
    try (Crowd crowd = new Crowd(server.target(), shape, "d")) {
      Usage used = come(crowd, server, before);
      crowd.listen(plan.measured());
      long heap = Heap.usedAfterCollection(server.pid()) - heapBefore;
      long resident = Usage.residentBytes(server.pid());
      crowd.settle(Plan.SETTLING);
      return new Figures()
          .put(Figure.RSS_PER_CONNECTION, (double) (resident - residentBefore) / shape.clients())
          .put(Figure.HEAP_PER_CONNECTION, (double) heap / shape.clients())
          .put(Figure.RSS_MIB, resident / 1048576.0)
          .put(Figure.SECONDS, used.seconds())
          .put(Figure.SERVER_CPU_SECONDS, used.server())
          .put(Figure.READY_SECONDS, server.readySeconds())
          .faults(crowd.account().faults())
          .values();
    }
  }

  /** One crowd after the other comes and goes; returns the seconds that the first one took. */
  private static double warmUp(Server server, Shape shape, Plan plan) throws IOException {
    long end = System.nanoTime() + plan.warmUp().toNanos();
    double first = 0;
    for (int storm = 0; storm == 0 || System.nanoTime() < end; storm++) {
      Usage before = Usage.of(server.pid());
      try (Crowd crowd = new Crowd(server.target(), shape, "w" + storm)) {
        double seconds = come(crowd, server, before).seconds();
        first = storm == 0 ? seconds : first;
        crowd.leave(Plan.LEAVING);
      }
    }
    return first;
  }

  private static Usage come(Crowd crowd, Server server, Usage before) throws IOException {
    crowd.join(Plan.JOINING);
    crowd.hearArrivals(Plan.JOINING);
    return Usage.of(server.pid()).since(before);
  }
}
