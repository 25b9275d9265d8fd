package parlor.history;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The logs of all rooms. Rooms are named by their prepared name.
 *
 * <p>Every stage may fail with the cause that the store gives; then nothing is known of the
 * outcome, and the caller opens the log again before it goes on. Lists ascend by {@code seq}.
 */
public interface MessageLog {

  /**
   * Begins the next term of writing to a room's log: appends of earlier terms are refused from now
   * on. A log that does not exist yet is created, with a new epoch.
   */
  CompletionStage<Opened> open(String room);

  /**
   * Stores entries that follow the log's last one without a gap; when the stage completes they
   * survive the process. A {@link Entry.Removal} takes the content of its target out of the log in
   * the same step, and a {@link Entry.Topic} is the room's from then on. Fails with {@link
   * FencedException}, and stores none, if the term is not the newest; with {@link BusyException},
   * and stores none, if there is too much to do.
   */
  CompletionStage<Void> append(String room, long term, List<Entry> entries);

  /**
   * For how long a room in which much is said had better gather before it appends again, because
   * one append costs much whatever it holds; zero if it does not.
   */
  default Duration gathering() {
    return Duration.ZERO;
  }

  /** The oldest entry that is kept by now, or the next one's {@code seq} if there is none. */
  CompletionStage<Long> firstSeq(String room);

  /** The newest entries, at most {@code limit}. */
  CompletionStage<List<Entry>> newest(String room, int limit);

  /** The newest entries with a {@code seq} below {@code before}, at most {@code limit}. */
  CompletionStage<List<Entry>> before(String room, long before, int limit);

  /** The oldest entries with a {@code seq} above {@code after}, at most {@code limit}. */
  CompletionStage<List<Entry>> after(String room, long after, int limit);

  /** The messages with an id of their clients' that are not older than {@code at}. */
  CompletionStage<List<SentMessage>> sentSince(String room, long at);

  /**
   * Where a log stands when its term begins.
   *
   * @param epoch names this life of the log
   * @param firstSeq the oldest entry that is kept, or the next one's {@code seq} if there is none
   * @param seq the newest entry's, or 0 if there never was one
   * @param topic of the room, perhaps empty
   */
  record Opened(long term, String epoch, long firstSeq, long seq, String topic) {}

  /** There is more to do than can be done soon; nothing was done. */
  class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
      super(message, null, false, false);
    }
  }

  /** Somebody else has begun a newer term of writing to the room's log. */
  final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    public FencedException(String room, long term) {
      super("Term " + term + " of room " + room + " has ended");
    }
  }
}
