package parlor.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who, told that the server moves, resumes at the address named and joins the room again.
 */
final class Mover {
  private static final String ROOM = "movers";

  private final TestClient before;
  private final String nickname;
  private final String session;
  private final CompletableFuture<Long> joinedElsewhere = new CompletableFuture<>();

  /** In a room through the door at that port. */
  Mover(int port, String nickname) {
    this.nickname = nickname;
    before = new TestClient(port);
    session = before.hello(nickname).path("session").asText();
    before.join(ROOM);
    Thread.ofVirtual().name(nickname).start(this::move);
  }

  private void move() {
    try {
      JsonNode moving = before.expect("moving");
      String address = moving.path("addresses").path(0).asText();
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      try (TestClient after = new TestClient(port)) {
        while (!isWelcome(after.resume(nickname, session))) {
          // Whoever is about to move cannot say yet who holds the nickname: asked again at once.
        }
        after.join(ROOM);
        joinedElsewhere.complete(System.nanoTime());
        after.send("{'type':'bye'}");
        after.expect("bye");
      }
    } catch (AssertionError | RuntimeException e) {
      joinedElsewhere.completeExceptionally(e);
    }
  }

  private static boolean isWelcome(JsonNode answer) {
    if (answer.path("type").asText().equals("welcome")) {
      return true;
    }
    if (answer.path("code").asText().equals("unavailable")) {
      return false;
    }
    throw new IllegalStateException("Refused: " + answer);
  }

  /** From a moment of {@link System#nanoTime} until this one had joined elsewhere. */
  long elsewhereAfterMs(long moment) {
    return (joinedElsewhere.join() - moment) / 1_000_000;
  }
}
