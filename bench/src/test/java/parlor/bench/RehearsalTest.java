package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import parlor.protocol.ServerFrame;

class RehearsalTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void everyCrowdComesTalksAndGoes() throws IOException {
    Set<String> spoke = ConcurrentHashMap.newKeySet();
    try (FakeServer fake =
        FakeServer.start(
            (nickname, frame, bytes) -> {
              if (frame instanceof ServerFrame.Said) {
                spoke.add(nickname.substring(0, 2));
              }
              return List.of(bytes);
            })) {
      Rehearsal.hold(fake.address(), SHORT);
    }

    assertThat(spoke).containsExactlyInAnyOrder("rb", "rc", "rd");
  }

  @Test
  void aGatewayThatLosesSomethingIsNotToBeLearntFrom() throws IOException {
    try (FakeServer fake =
        FakeServer.start(
            (nickname, frame, bytes) ->
                frame instanceof ServerFrame.Said ? List.of() : List.of(bytes))) {
      assertThatThrownBy(() -> Rehearsal.hold(fake.address(), SHORT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unanswered");
    }
  }
}
