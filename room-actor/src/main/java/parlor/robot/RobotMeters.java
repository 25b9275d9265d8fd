package parlor.robot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;

/** What became of the questions to the robot. */
final class RobotMeters {
  private RobotMeters() {}

  static void answered() {
    count("answered");
  }

  static void failed(Trouble trouble) {
    count(trouble.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static void count(String outcome) {
    Counter.builder("parlor.robot.questions")
        .description("Questions to the robot, by what became of them")
        .tag("outcome", outcome)
        .register(Metrics.globalRegistry)
        .increment();
  }
}
