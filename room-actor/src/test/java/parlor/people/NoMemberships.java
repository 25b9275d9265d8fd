package parlor.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Remembers nothing, for tests of actors; one private conversation may be known. */
public record NoMemberships(Memberships.@Nullable Pair known) implements Memberships {

  @Override
  public CompletionStage<Void> join(PersonId person, String room, long seq) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> leave(PersonId person, String room) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> openPrivate(String room, PersonId one, PersonId other) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Optional<Pair>> pair(String room) {
    return CompletableFuture.completedFuture(Optional.ofNullable(known));
  }

  @Override
  public CompletionStage<Boolean> isMember(PersonId person, String room) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public CompletionStage<Boolean> read(PersonId person, String room, long seq) {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletionStage<Page> list(PersonId person, @Nullable String after, int limit) {
    return CompletableFuture.completedFuture(new Page(List.of(), false));
  }

  @Override
  public CompletionStage<List<String>> conversationsWith(PersonId person, String folded) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<String>> rooms(PersonId person) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Map<String, Long>> privateStandings(PersonId person) {
    return CompletableFuture.completedFuture(Map.of());
  }
}
