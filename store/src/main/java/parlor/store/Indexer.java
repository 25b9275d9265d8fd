package parlor.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.history.Entry;
import parlor.history.Words;

/**
 * The one thread that makes messages findable, behind the commits: it takes a fraction of the
 * writer's time, and until it has come to a message, a search reads the message itself. So it may
 * gather for a moment what is said, and stand aside while more is said than it comes to.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

  /** Entries of a round, which are committed together. */
  private static final int CHUNK = 100;

  /** It rests this many times as long as it has worked. */
  private static final int REST = 3;

  /** The same while more is stored than it comes to. */
  private static final int REST_WHEN_OVERTAKEN = 12;

  private static final int MIN_REST_MS = 20;

  /** What is said in so long is one round, if it is no more than that. */
  private static final int GATHER_MS = 250;

  private static final int AFTER_FAILURE_MS = 5_000;

  private final GroupCommit writer;
  private final Readers readers;
  private final WordIndex index;
  private final Thread thread = new Thread(this::run, "parlor-store-indexer");
  private final Backlog backlog = new Backlog();

  /** Begins with what an earlier process left. */
  Indexer(GroupCommit writer, Readers readers, WordIndex index) {
    this.writer = writer;
    this.readers = readers;
    this.index = index;
    thread.start();
  }

  /** A room's log has grown by so many entries. */
  void grown(String room, int entries) {
    backlog.grown(room, entries);
  }

  private void run() {
    try {
      retrying(this::collectWhatIsBehind);
      while (backlog.await()) {
        retrying(this::round);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Task {
    void run() throws InterruptedException, ExecutionException;
  }

  private void retrying(Task task) throws InterruptedException {
    while (!backlog.isClosed()) {
      try {
        task.run();
        return;
      } catch (ExecutionException e) {
        if (backlog.isClosed()) {
          return;
        }
        LOG.warn("Messages cannot be made findable just now: {}", e.getCause().toString());
        Thread.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private void collectWhatIsBehind() throws InterruptedException, ExecutionException {
    List<String> rooms =
        done(
            readers.ask(
                handle ->
                    handle
                        .createQuery("SELECT name FROM room WHERE indexed_seq < seq")
                        .map(Column.TEXT)
                        .list()));
    rooms.forEach(backlog::add);
  }

  /** What the rooms that have waited longest have, as far as one round goes; then a rest. */
  private void round() throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    List<String> taken = new ArrayList<>();
    int entries = 0;
    try {
      List<SearchRows.Unindexed> chunks = done(readers.ask(handle -> collect(handle, taken)));
      List<CompletionStage<?>> added = new ArrayList<>();
      for (SearchRows.Unindexed chunk : chunks) {
        added.add(add(chunk));
        entries += chunk.entries().size();
      }
      for (CompletionStage<?> stage : added) {
        done(stage);
      }
    } catch (ExecutionException e) {
      taken.forEach(backlog::add);
      throw e;
    }
    long workedMs = (System.nanoTime() - began) / 1_000_000;
    int rest = backlog.storedMeanwhile() > entries ? REST_WHEN_OVERTAKEN : REST;
    Thread.sleep(Math.max(entries < CHUNK ? GATHER_MS : MIN_REST_MS, rest * workedMs));
  }

  /**
   * Reads a round: what is said meanwhile is for the next one. A room of which it may not be all is
   * behind again, after all others.
   */
  private List<SearchRows.Unindexed> collect(Handle handle, List<String> taken) {
    List<SearchRows.Unindexed> chunks = new ArrayList<>();
    int left = CHUNK;
    Iterator<String> rooms = backlog.round();
    while (left > 0 && rooms.hasNext()) {
      String room = rooms.next();
      taken.add(room);
      SearchRows.Unindexed chunk = SearchRows.unindexed(handle, room, left).orElse(null);
      if (chunk != null && !chunk.entries().isEmpty()) {
        chunks.add(chunk);
        left -= chunk.entries().size();
        if (left == 0) {
          backlog.add(room);
        }
      }
    }
    return chunks;
  }

  private CompletionStage<?> add(SearchRows.Unindexed chunk) {
    List<Entry> entries = chunk.entries();
    List<WordIndex.Indexed> indexed =
        entries.stream()
            .filter(Entry.Message.class::isInstance)
            .map(Entry.Message.class::cast)
            .filter(message -> !message.removed())
            .map(
                message -> new WordIndex.Indexed(message.seq(), Words.of(message.text()).indexed()))
            .toList();
    long room = chunk.room().id();
    return writer.submit(
        chunk.room().name(),
        handle -> {
          // Another node may have come to some of them first: the others are read anew.
          int advanced =
              handle
                  .createUpdate(
                      """
                      UPDATE room SET indexed_seq = :to
                      WHERE id = :room AND indexed_seq <= :from
                      """)
                  .bind("to", entries.getLast().seq())
                  .bind("room", room)
                  .bind("from", entries.getFirst().seq() - 1)
                  .execute();
          if (advanced == 1) {
            index.add(handle, room, withoutRemoved(handle, room, indexed));
          } else {
            backlog.add(chunk.room().name());
          }
          return null;
        });
  }

  /** What was taken away since it was read is not to be found again. */
  private static List<WordIndex.Indexed> withoutRemoved(
      Handle handle, long room, List<WordIndex.Indexed> indexed) {
    if (indexed.isEmpty()) {
      return indexed;
    }
    List<Long> removed =
        handle
            .createQuery(
                """
                SELECT seq FROM entry
                WHERE room = :room AND seq BETWEEN :first AND :last AND removed = 1
                """)
            .bind("room", room)
            .bind("first", indexed.getFirst().seq())
            .bind("last", indexed.getLast().seq())
            .map(Column.LONG)
            .list();
    return indexed.stream().filter(entry -> !removed.contains(entry.seq())).toList();
  }

  private static <T> T done(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException {
    return stage.toCompletableFuture().get();
  }

  @Override
  public void close() {
    backlog.close();
    thread.interrupt();
    Threads.join(thread);
  }
}
