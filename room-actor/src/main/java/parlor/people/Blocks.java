package parlor.people;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Of whom somebody wants to hear nothing. Every stage may fail with the cause the store gives. */
public interface Blocks {

  /** How many one person may block. */
  int MAX = 500;

  /** False, and nothing is stored, if there are {@link #MAX} already. */
  CompletionStage<Boolean> block(PersonId person, Person blocked);

  /** Nothing happens if nobody is blocked by a nickname that folds to this. */
  CompletionStage<Void> unblock(PersonId person, String foldedNickname);

  /** The nicknames of those whom a person has blocked. */
  CompletionStage<List<String>> blockedBy(PersonId person);

  /** Whether {@code person} wants to hear nothing of {@code other}. */
  CompletionStage<Boolean> blocks(PersonId person, PersonId other);
}
