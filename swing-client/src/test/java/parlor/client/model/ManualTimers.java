package parlor.client.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when the test says so. */
final class ManualTimers implements Timers {

  private static final class Due implements Timer {
    final long at;
    final Runnable task;
    boolean cancelled;

    Due(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final List<Due> due = new ArrayList<>();
  private long now = 1_000_000;

  @Override
  public long now() {
    return now;
  }

  @Override
  public Timer start(Duration delay, Runnable task) {
    Due added = new Due(now + delay.toMillis(), task);
    due.add(added);
    return added;
  }

  void pass(Duration time) {
    long until = now + time.toMillis();
    while (true) {
      Due next =
          due.stream()
              .filter(task -> !task.cancelled && task.at <= until)
              .min(Comparator.comparingLong(task -> task.at))
              .orElse(null);
      if (next == null) {
        break;
      }
      due.remove(next);
      now = next.at;
      next.task.run();
    }
    now = until;
  }
}
