package parlor.moderation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps rules for as long as the process lives, beside a log that does the same. */
public final class InMemoryRules implements RulesStore {
  private final Map<String, HouseRules> rules = new ConcurrentHashMap<>();
  private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<HouseRules> rules(String room) {
    return CompletableFuture.completedFuture(rules.getOrDefault(room, HouseRules.NONE));
  }

  @Override
  public CompletionStage<Void> change(
      String room, long term, HouseRules changed, AuditEntry entry) {
    rules.put(room, changed);
    return note(entry);
  }

  @Override
  public CompletionStage<Void> note(AuditEntry entry) {
    audit.add(entry);
    return CompletableFuture.completedFuture(null);
  }

  /** What was done, the oldest first. */
  public List<AuditEntry> audit() {
    return List.copyOf(audit);
  }
}
