package parlor.gateway.door;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parlor.history.MessageLog;
import parlor.history.SentMessage;
import parlor.people.PersonId;

/**
 * Finds what somebody has said by an id before: a retry is answered like the first, whatever has
 * become of the recipient since.
 */
final class Retries {
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  /** A message and the room in which it was said. */
  record First(String room, SentMessage message) {}

  private final MessageLog log;
  private final Clock clock;

  Retries(MessageLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** In the first of these rooms that has it. */
  CompletionStage<Optional<First>> find(List<String> rooms, PersonId author, String id) {
    if (rooms.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String room = rooms.getFirst();
    return log.sentSince(room, clock.millis() - REMEMBERED.toMillis())
        .thenCompose(
            sent -> {
              Optional<First> first =
                  sent.stream()
                      .filter(known -> known.author().equals(author) && known.clientId().equals(id))
                      .findFirst()
                      .map(known -> new First(room, known));
              return first.isPresent()
                  ? CompletableFuture.completedFuture(first)
                  : find(rooms.subList(1, rooms.size()), author, id);
            });
  }
}
