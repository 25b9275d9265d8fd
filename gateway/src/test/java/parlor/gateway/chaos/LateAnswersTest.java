package parlor.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.store.PostgresServer;

/** A node that starts again while the others cannot answer it at once. */
@Tag("alone")
class LateAnswersTest {
  private static final int NODES = 3;

  /** Longer than Akka waits by itself. */
  private static final Duration LATE = Duration.ofSeconds(8);

  @TempDir Path folder;

  @Test
  void theFirstOfTheListBeginsNoSecondClusterBesideTheOneThatAnswersLate() throws IOException {
    try (PostgresServer postgres = PostgresServer.create()) {
      String settings = "database.url = \"%s\"".formatted(postgres.newDatabase("late"));
      try (Cluster cluster = Cluster.start(folder, NODES, settings)) {
        Cluster.Node first = cluster.nodes().getFirst();
        first.program().kill();
        cluster.awaitMembers(cluster.nodes().get(1), NODES - 1);
        cluster.links().isolate(first.index());
        cluster.launch(first);
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> first.program().saysSinceLaunch("Looking for the other gateways"));
        long looking = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - looking > LATE.toNanos());
        cluster.links().heal();
        cluster.awaitWhole();

        assertThat(cluster.endedThemselves()).isZero();
      }
    }
  }
}
