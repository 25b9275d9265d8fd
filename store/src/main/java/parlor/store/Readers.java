package parlor.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The threads that read, a connection each. What they cannot do soon is refused. */
final class Readers implements AutoCloseable {
  private static final int MAX_WAITING = 2_000;

  /** Asks the database something. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Handle handle) throws SQLException;
  }

  private final DataSource source;
  private final Jdbi jdbi;
  private final ThreadPoolExecutor threads;

  Readers(Database database, int connections) {
    AtomicInteger number = new AtomicInteger();
    this.source = database.openForReading(connections);
    this.jdbi = Silent.jdbi(source);
    this.threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> new Thread(task, "parlor-store-reader-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  <T> CompletionStage<T> ask(Question<T> question) {
    var result = new CompletableFuture<T>();
    try {
      threads.execute(
          () -> {
            try {
              result.complete(jdbi.withHandle(question::ask));
            } catch (Exception e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new StoreBusyException(threads.getQueue().size()));
    }
    return result;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (source instanceof HikariDataSource pool) {
      pool.close();
    }
  }
}
