package parlor.gateway.tcp;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import akka.dispatch.ForkJoinExecutorConfigurator;
import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Who does the work of actors: what an event loop has caused, that loop does itself, behind what it
 * has read already. So a message goes from its socket through the room to all sockets on one
 * thread, and what came at the same time goes with it in batches. What any other thread has caused
 * is done by a pool of threads.
 *
 * <p>Named in the configuration as the executor of Akka's dispatcher.
 */
final class LoopsFirst extends ExecutorServiceConfigurator {

  private final ForkJoinExecutorConfigurator pool;

  /** Called by Akka. */
  LoopsFirst(Config dispatcher, DispatcherPrerequisites prerequisites) {
    super(dispatcher, prerequisites);
    pool =
        new ForkJoinExecutorConfigurator(dispatcher.getConfig("fork-join-executor"), prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    ExecutorServiceFactory pools = pool.createExecutorServiceFactory(id, threads);
    return () -> new LoopOrPool(pools.createExecutorService());
  }

  private static final class LoopOrPool extends AbstractExecutorService {

    private final ExecutorService pool;

    LoopOrPool(ExecutorService pool) {
      this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
      Executor loop = LoopThread.current();
      if (loop == null) {
        pool.execute(work);
      } else {
        loop.execute(work);
      }
    }

    @Override
    public void shutdown() {
      pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return pool.awaitTermination(timeout, unit);
    }
  }
}
