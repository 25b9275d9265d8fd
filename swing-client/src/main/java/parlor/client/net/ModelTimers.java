package parlor.client.net;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import parlor.client.model.Timers;

/** Real time; tasks run on the model's thread. */
public final class ModelTimers implements Timers {
  private final Executor model;
  private final ScheduledExecutorService scheduler;

  public ModelTimers(Executor model) {
    this.model = model;
    this.scheduler =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timers").factory());
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public Timer start(Duration delay, Runnable task) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Runnable due =
        () ->
            model.execute(
                () -> {
                  if (!cancelled.get()) {
                    task.run();
                  }
                });
    Future<?> scheduled = scheduler.schedule(due, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      cancelled.set(true);
      scheduled.cancel(false);
    };
  }
}
