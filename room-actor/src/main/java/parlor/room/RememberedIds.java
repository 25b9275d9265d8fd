package parlor.room;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parlor.history.SentMessage;
import parlor.people.PersonId;

/**
 * The ids that clients gave their messages, so that a retry is known. Remembers each for at least
 * one window and at most two. Time is a parameter, in milliseconds.
 */
final class RememberedIds {

  /**
   * What became of a message.
   *
   * @param print of what was said, see {@link SentMessage#print}; null if that was taken away
   */
  record Sent(long seq, long at, @Nullable Long print) {

    /** Whether it may have been the same message. */
    boolean fits(long other) {
      return print == null || print == other;
    }
  }

  private final long windowMs;
  private Map<PersonId, SentTable> current = new HashMap<>();
  private Map<PersonId, SentTable> previous = new HashMap<>();
  private long turnedAt;

  RememberedIds(long windowMs, long now) {
    this.windowMs = windowMs;
    this.turnedAt = now;
  }

  void remember(PersonId author, String id, Sent sent, long now) {
    turn(now);
    current.computeIfAbsent(author, first -> new SentTable()).put(id, sent);
  }

  @Nullable Sent find(PersonId author, String id, long now) {
    turn(now);
    Sent sent = find(current.get(author), id);
    return sent != null ? sent : find(previous.get(author), id);
  }

  private static @Nullable Sent find(@Nullable SentTable ofAuthor, String id) {
    return ofAuthor == null ? null : ofAuthor.get(id);
  }

  private void turn(long now) {
    if (now - turnedAt < windowMs) {
      return;
    }
    previous = now - turnedAt < 2 * windowMs ? current : new HashMap<>();
    current = new HashMap<>();
    turnedAt = now;
  }
}
