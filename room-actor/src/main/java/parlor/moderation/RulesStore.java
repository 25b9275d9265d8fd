package parlor.moderation;

import java.util.concurrent.CompletionStage;

/** The rules of all rooms as they are kept. Every stage may fail with the cause the store gives. */
public interface RulesStore {

  /** {@link HouseRules#NONE} of a room that has none. */
  CompletionStage<HouseRules> rules(String room);

  /**
   * Keeps a room's rules, and what they were changed for. Fails with {@link
   * parlor.history.MessageLog.FencedException}, and keeps nothing, if the term of writing to the
   * room's log is not the newest.
   */
  CompletionStage<Void> change(String room, long term, HouseRules rules, AuditEntry audit);

  /** Keeps what was done without a change of rules. */
  CompletionStage<Void> note(AuditEntry audit);
}
