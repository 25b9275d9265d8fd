package parlor.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.history.Entry;
import parlor.history.Words;

/**
 * The one thread that makes messages findable, behind the commits: it takes a fraction of the
 * writer's time, and until it has come to a message, a search reads the message itself.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final int CHUNK = 100;

  /** It rests this many times as long as it has worked. */
  private static final int REST = 3;

  private static final int MIN_REST_MS = 20;
  private static final int AFTER_FAILURE_MS = 5_000;

  private final GroupCommit writer;
  private final Readers readers;
  private final WordIndex index;
  private final Thread thread = new Thread(this::run, "parlor-store-indexer");
  private final Set<String> behind = new LinkedHashSet<>();
  private boolean closing;

  /** Begins with what an earlier process left. */
  Indexer(GroupCommit writer, Readers readers, WordIndex index) {
    this.writer = writer;
    this.readers = readers;
    this.index = index;
    thread.start();
  }

  /** A room's log has grown. */
  synchronized void grown(String room) {
    if (behind.add(room)) {
      notifyAll();
    }
  }

  private void run() {
    try {
      retrying(this::collectWhatIsBehind);
      for (String room = next(); room != null; room = next()) {
        String name = room;
        retrying(() -> index(name));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable String next() throws InterruptedException {
    while (!closing && behind.isEmpty()) {
      wait();
    }
    if (closing) {
      return null;
    }
    String room = behind.iterator().next();
    behind.remove(room);
    return room;
  }

  @FunctionalInterface
  private interface Task {
    void run() throws InterruptedException, ExecutionException;
  }

  private void retrying(Task task) throws InterruptedException {
    while (!isClosing()) {
      try {
        task.run();
        return;
      } catch (ExecutionException e) {
        if (isClosing()) {
          return;
        }
        LOG.warn("Messages cannot be made findable just now: {}", e.getCause().toString());
        Thread.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private synchronized boolean isClosing() {
    return closing;
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
    rooms.forEach(this::grown);
  }

  private record Unindexed(long room, List<Entry> entries) {}

  private void index(String room) throws InterruptedException, ExecutionException {
    while (!isClosing()) {
      long began = System.nanoTime();
      Unindexed chunk =
          done(readers.ask(handle -> SearchRows.unindexed(handle, room, CHUNK)))
              .map(found -> new Unindexed(found.room().id(), found.entries()))
              .orElse(null);
      if (chunk == null || chunk.entries.isEmpty()) {
        return;
      }
      add(room, chunk);
      long workedMs = (System.nanoTime() - began) / 1_000_000;
      Thread.sleep(Math.max(MIN_REST_MS, REST * workedMs));
    }
  }

  private void add(String room, Unindexed chunk) throws InterruptedException, ExecutionException {
    List<WordIndex.Indexed> indexed =
        chunk.entries.stream()
            .filter(Entry.Message.class::isInstance)
            .map(Entry.Message.class::cast)
            .filter(message -> !message.removed())
            .map(
                message -> new WordIndex.Indexed(message.seq(), Words.of(message.text()).indexed()))
            .toList();
    long from = chunk.entries.getFirst().seq() - 1;
    long to = chunk.entries.getLast().seq();
    done(
        writer.submit(
            room,
            handle -> {
              // Another node may have come to them first.
              int advanced =
                  handle
                      .createUpdate(
                          """
                          UPDATE room SET indexed_seq = :to
                          WHERE id = :room AND indexed_seq <= :from
                          """)
                      .bind("to", to)
                      .bind("room", chunk.room)
                      .bind("from", from)
                      .execute();
              if (advanced == 1) {
                index.add(handle, chunk.room, withoutRemoved(handle, chunk.room, indexed));
              }
              return null;
            }));
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
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.interrupt();
    Threads.join(thread);
  }
}
