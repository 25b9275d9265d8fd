package parlor.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Crowds of several shapes come, talk and go, so that a gateway's JVM sees what it will have to do
 * and can keep what it has learnt (JEP 515). Measures nothing.
 */
final class Rehearsal {
  static final Duration ACT = Duration.ofSeconds(3);

  private static final List<Shape> ACTS =
      List.of(
          Shape.of(500, 1, 0, 1, 0, 100),
          Shape.of(400, 40, 10, 1, 0, 100),
          Shape.of(100, 1, 1, 64, 0, 100),
          Shape.of(500, 1, 10, 1, 50, 100));

  private Rehearsal() {}

  /**
   * Rehearses with a gateway whose limits are off and whose door is in clear.
   *
   * @param act how long each crowd talks
   * @throws IOException if it does not, or if it loses something
   */
  static void hold(InetSocketAddress gateway, Duration act) throws IOException {
    Target target = Target.of(gateway, false);
    for (int i = 0; i < ACTS.size(); i++) {
      try (Crowd crowd = new Crowd(target, ACTS.get(i), "r" + (char) ('a' + i))) {
        crowd.join(Plan.JOINING);
        crowd.hearArrivals(Plan.JOINING);
        crowd.talk(act);
        crowd.settle(Plan.SETTLING);
        crowd.leave(Plan.LEAVING);
        if (!crowd.account().faults().equals(Account.Faults.NONE)) {
          throw new IOException("The gateway made faults: " + crowd.account().faults());
        }
      }
    }
  }
}
