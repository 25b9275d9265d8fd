package parlor.store;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.history.MessageLog;

/**
 * The one thread that writes. What waits together is committed together, so no room is slower than
 * the disk and the more there is to do, the cheaper each becomes.
 *
 * <p>Work that fails takes nothing with it: the rest of its group is done again, each alone. If a
 * transaction cannot even be begun, all of the group fail, for each would wait as long in vain; and
 * so they do if the outcome of a commit is unknown.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_GROUP = 512;

  /** More than this is refused: at a disk's pace it is some ten seconds of work. */
  private static final int MAX_WAITING = 20_000;

  /** Changes the database; done again if something else in its group fails. */
  @FunctionalInterface
  interface Work<T> {
    T run(Handle handle) throws SQLException;
  }

  private sealed interface Job {
    void fail(Throwable cause);

    record Appending(String name, Append append, CompletableFuture<Void> result) implements Job {
      @Override
      public void fail(Throwable cause) {
        result.completeExceptionally(cause);
      }
    }

    record Working<T>(@Nullable String room, Work<T> work, CompletableFuture<T> result)
        implements Job {
      /** Does the work; what it came to is told once it is committed. */
      Runnable run(Handle handle) throws SQLException {
        T value = work.run(handle);
        return () -> result.complete(value);
      }

      @Override
      public void fail(Throwable cause) {
        result.completeExceptionally(cause);
      }
    }
  }

  private static final DistributionSummary GROUPS =
      DistributionSummary.builder("parlor.store.groups")
          .description("How much was committed together; the count is the number of commits")
          .register(Metrics.globalRegistry);

  private final Database database;

  private record Waiting(Job job, long since) {}

  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final long maxWaitNanos;

  /** When the oldest work that is not done was handed in, by {@link System#nanoTime}; 0 if none. */
  private volatile long oldest;

  private final Thread thread = new Thread(this::run, "parlor-store-writer");
  private volatile boolean closing;
  private @Nullable WriteConnection connection;

  /** Starts to write, however long it takes. */
  GroupCommit(Database database) {
    this(database, Duration.ofDays(1));
  }

  /**
   * Starts to write.
   *
   * @param maxWait while something has waited longer than this, nothing more is taken
   */
  GroupCommit(Database database, Duration maxWait) {
    this.database = database;
    this.maxWaitNanos = maxWait.toNanos();
    thread.start();
  }

  /** Stores entries; fails with {@link MessageLog.FencedException} if a newer term has begun. */
  CompletionStage<Void> append(String room, Append append) {
    var result = new CompletableFuture<Void>();
    enqueue(new Job.Appending(room, append, result));
    return result;
  }

  /** Does some work; what it returns is told when it is committed. */
  <T> CompletionStage<T> submit(Work<T> work) {
    return enqueue(null, work);
  }

  /** Does some work that changes a room's row, which others may be changing too. */
  <T> CompletionStage<T> submit(String room, Work<T> work) {
    return enqueue(room, work);
  }

  private <T> CompletionStage<T> enqueue(@Nullable String room, Work<T> work) {
    var result = new CompletableFuture<T>();
    enqueue(new Job.Working<>(room, work, result));
    return result;
  }

  private void enqueue(Job job) {
    if (closing) {
      job.fail(new IllegalStateException("The database is being closed"));
    } else if (isBehind() || !waiting.offer(new Waiting(job, System.nanoTime()))) {
      job.fail(new StoreBusyException(waiting.size()));
    }
  }

  /** To take more would only make everybody wait longer, and then fail. */
  private boolean isBehind() {
    long since = oldest;
    return since != 0 && System.nanoTime() - since > maxWaitNanos;
  }

  private void run() {
    List<Waiting> group = new ArrayList<>();
    try {
      while (!closing || !waiting.isEmpty()) {
        Waiting first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          oldest = first.since;
          group.add(first);
          waiting.drainTo(group, MAX_GROUP - 1);
          commit(group.stream().map(Waiting::job).toList());
          group.clear();
          oldest = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  /** A room's second append, which only a rival can have sent, waits for a group of its own. */
  private void commit(List<Job> group) {
    Set<Long> rooms = new HashSet<>();
    List<Job> together = new ArrayList<>(group.size());
    List<Job> rivals = new ArrayList<>();
    for (Job job : group) {
      boolean rival = job instanceof Job.Appending a && !rooms.add(a.append.room());
      (rival ? rivals : together).add(job);
    }
    commitOrSplit(together);
    if (!rivals.isEmpty()) {
      commit(rivals);
    }
  }

  private void commitOrSplit(List<Job> group) {
    WriteConnection open;
    try {
      open = connect();
      open.begin();
    } catch (Exception closed) {
      rollBack();
      group.forEach(job -> job.fail(closed));
      return;
    }
    List<Runnable> outcomes = new ArrayList<>(group.size());
    try {
      doAll(group, open, outcomes);
    } catch (Exception failure) {
      // Nothing of it was committed.
      rollBack();
      if (group.size() == 1) {
        group.getFirst().fail(failure);
      } else if (connection == null) {
        group.forEach(job -> job.fail(failure));
      } else {
        LOG.info("{} are done again, each alone: {}", group.size(), failure.toString());
        group.forEach(job -> commitOrSplit(List.of(job)));
      }
      return;
    }
    try {
      connect().commit();
    } catch (Exception unknown) {
      LOG.error("A commit failed and its outcome is not known", unknown);
      disconnect();
      group.forEach(job -> job.fail(unknown));
      return;
    }
    GROUPS.record(group.size());
    outcomes.forEach(Runnable::run);
  }

  private static void doAll(List<Job> group, WriteConnection open, List<Runnable> outcomes)
      throws SQLException {
    List<Job.Appending> appends = new ArrayList<>(group.size());
    List<Job.Working<?>> works = new ArrayList<>();
    Set<String> rooms = new HashSet<>();
    for (Job job : group) {
      switch (job) {
        case Job.Appending append -> appends.add(append);
        case Job.Working<?> work -> {
          works.add(work);
          if (work.room != null) {
            rooms.add(work.room);
          }
        }
      }
    }
    List<Append> entries = appends.stream().map(Job.Appending::append).toList();
    // Work takes other rows too: rooms come before them everywhere.
    if (!rooms.isEmpty() || (!works.isEmpty() && !entries.isEmpty())) {
      open.appender().lock(rooms, entries);
    }
    for (Job.Working<?> work : works) {
      outcomes.add(work.run(open.handle()));
    }
    if (appends.isEmpty()) {
      return;
    }
    boolean[] stored = open.appender().append(entries);
    for (int i = 0; i < stored.length; i++) {
      Job.Appending append = appends.get(i);
      outcomes.add(
          stored[i]
              ? () -> append.result.complete(null)
              : () ->
                  append.fail(new MessageLog.FencedException(append.name, append.append.term())));
    }
  }

  private WriteConnection connect() throws SQLException {
    if (connection == null) {
      connection = database.openForWriting();
    }
    return connection;
  }

  /** A connection that cannot even do this is of no more use. */
  private void rollBack() {
    if (connection == null) {
      return;
    }
    try {
      connection.rollBack();
    } catch (SQLException e) {
      LOG.warn("The database is connected to anew: {}", e.getMessage());
      disconnect();
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() {
    closing = true;
    Threads.join(thread);
    waiting.forEach(left -> left.job.fail(new IllegalStateException("The database is closed")));
  }
}
