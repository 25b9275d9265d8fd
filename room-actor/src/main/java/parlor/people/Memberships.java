package parlor.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ConversationInfo;

/**
 * Which rooms and private conversations are somebody's, and how far they were read. A question sees
 * what was written before it on this node. Every stage may fail with the cause that the store
 * gives.
 */
public interface Memberships {

  /**
   * The two persons of a private conversation.
   *
   * @param second perhaps the robot
   */
  record Pair(Person first, Person second) {
    /** Null for a stranger to the conversation. */
    public @Nullable Person partnerOf(PersonId one) {
      return first.id().equals(one) ? second : second.id().equals(one) ? first : null;
    }
  }

  /** A page of somebody's rooms. */
  record Page(List<ConversationInfo> conversations, boolean more) {}

  /** Remembers a room, as read up to there if it is new. */
  CompletionStage<Void> join(PersonId person, String room, long seq);

  /** Forgets a room. */
  CompletionStage<Void> leave(PersonId person, String room);

  /** Remembers a private conversation for both; nothing changes if it is known. */
  CompletionStage<Void> openPrivate(String room, PersonId one, PersonId other);

  /** Who talks in a private conversation; empty if there is none by that name. */
  CompletionStage<Optional<Pair>> pair(String room);

  /** Whether the room or private conversation is among somebody's. */
  CompletionStage<Boolean> isMember(PersonId person, String room);

  /** Raises a read position; it never falls. False if it did not rise. */
  CompletionStage<Boolean> read(PersonId person, String room, long seq);

  /** Somebody's rooms by name, after that one or from the first; at most {@code limit}. */
  CompletionStage<Page> list(PersonId person, @Nullable String after, int limit);

  /**
   * The private conversations that somebody has, or once had, with a nickname, whoever held it.
   *
   * @param folded the nickname as it is compared
   */
  CompletionStage<List<String>> conversationsWith(PersonId person, String folded);

  /** The names of all of somebody's rooms. */
  CompletionStage<List<String>> rooms(PersonId person);

  /** How far each of somebody's private conversations has come, by name, if anything was said. */
  CompletionStage<Map<String, Long>> privateStandings(PersonId person);
}
