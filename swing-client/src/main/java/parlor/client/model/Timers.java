package parlor.client.model;

import java.time.Duration;

/** Time as the model sees it. */
public interface Timers {

  /** Milliseconds of UTC. */
  long now();

  /** Runs the task on the model's thread after the delay, unless it is cancelled before. */
  Timer start(Duration delay, Runnable task);

  /** Something that is due. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }
}
