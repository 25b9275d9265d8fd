package parlor.people;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Persons, their sessions and who holds which nickname, as they are stored. What has completed
 * survives the process. Every stage may fail with the cause that the store gives.
 *
 * <p>Tokens are never stored, only their hashes; times are UTC milliseconds.
 */
public interface People {

  /**
   * Who holds a nickname.
   *
   * @param password the account's, as a PHC string; null for a guest
   * @param since when it was last taken or resumed
   */
  record Holder(Person person, @Nullable String password, long since) {
    public boolean isAccount() {
      return password != null;
    }

    /** Without the password's hash, for logs. */
    @Override
    public String toString() {
      return "Holder[" + person + "]";
    }
  }

  /**
   * A login that may be resumed.
   *
   * @param skeleton of the person's nickname
   */
  record Session(Person person, Skeleton skeleton, boolean account, long usedAt) {}

  /** Who holds the nickname with this skeleton. */
  CompletionStage<Optional<Holder>> holder(Skeleton skeleton);

  /** The session whose token has this hash. */
  CompletionStage<Optional<Session>> session(String tokenHash);

  /** A new guest takes a nickname; false, and nothing is stored, if somebody holds it. */
  CompletionStage<Boolean> takeAsGuest(
      Person person, Skeleton skeleton, String tokenHash, long now);

  /** Somebody comes back with a session; false if somebody else holds the nickname. */
  CompletionStage<Boolean> resume(Session session, String tokenHash, long now);

  /** Another login of an account. */
  CompletionStage<Void> addSession(PersonId account, String tokenHash, long now);

  /** Sessions that are in use do not expire. */
  CompletionStage<Void> touch(Collection<String> tokenHashes, long now);

  /**
   * The time to resume has passed: a guest's nickname is free, the session may still come back.
   * Nothing happens to an account.
   *
   * @param claimed when the guest claimed it last, as far as the caller knows; nothing happens if
   *     it was claimed again later, which another node may know
   */
  CompletionStage<Void> freeNickname(PersonId guest, long claimed);

  /** A guest has gone for good: nickname, sessions and memberships go too. */
  CompletionStage<Void> forgetGuest(PersonId guest);

  /** A guest becomes an account, or an account gets another password. */
  CompletionStage<Void> setPassword(PersonId person, String password);

  /** Ends all sessions of a person but one. */
  CompletionStage<Void> endOtherSessions(PersonId person, String keptTokenHash);

  /** Which of these sessions of an account are no more; none if the person is a guest. */
  CompletionStage<Set<String>> ended(PersonId person, Set<String> tokenHashes);

  /** An account's nickname, sessions and memberships go; what the person said stays. */
  CompletionStage<Void> deleteAccount(PersonId person);

  /** Forgets sessions that were not used since these times, and guests who have none left. */
  CompletionStage<Void> removeExpired(long guestsUsedBefore, long accountsUsedBefore);
}
