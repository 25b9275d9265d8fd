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

  record Key(PersonId author, String id) {}

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
  private Map<Key, Sent> current = new HashMap<>();
  private Map<Key, Sent> previous = new HashMap<>();
  private long turnedAt;

  RememberedIds(long windowMs, long now) {
    this.windowMs = windowMs;
    this.turnedAt = now;
  }

  void remember(Key key, Sent sent, long now) {
    turn(now);
    current.put(key, sent);
  }

  @Nullable Sent find(Key key, long now) {
    turn(now);
    Sent sent = current.get(key);
    return sent != null ? sent : previous.get(key);
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
