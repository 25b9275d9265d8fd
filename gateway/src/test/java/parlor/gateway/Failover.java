package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.store.PostgresServer;

/**
 * Measures how long rooms are silent when the node of their ledgers is killed or leaves, and
 * whether a busy machine is mistaken for a dead one. Run by {@code make failover} only; {@code
 * -Dfailover.times=10}, {@code -Dfailover.seconds=600}.
 */
class Failover {
  private static final int NODES = 3;
  private static final int ROOMS = 30;
  private static final int TIMES = Integer.getInteger("failover.times", 10);
  private static final int SECONDS = Integer.getInteger("failover.seconds", 600);

  /** A silence that long is more than a busy machine's. */
  private static final long SILENT_MS = 400;

  /** People on the node that leaves. */
  private static final int MOVERS = 20;

  private static final int TALKERS = 24;
  private static final int ROOMS_OF_A_TALKER = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private enum End {
    KILLED,
    LEAVES
  }

  /** One row of what is printed. */
  private record Measured(
      long untilAllSpokeMs, long medianMs, int rooms, List<Long> untilElsewhereMs) {}

  @Test
  void theOldestNodeIsKilled() throws IOException {
    measure("the oldest node is killed", End.KILLED, 0);
  }

  @Test
  void anotherNodeIsKilled() throws IOException {
    measure("another node is killed", End.KILLED, 1);
  }

  @Test
  void theOldestNodeLeaves() throws IOException {
    measure("the oldest node leaves", End.LEAVES, 0);
  }

  @Test
  void anotherNodeLeaves() throws IOException {
    measure("another node leaves", End.LEAVES, 1);
  }

  private void measure(String what, End end, int byAge) throws IOException {
    List<Measured> all = new ArrayList<>();
    try (PostgresServer postgres = PostgresServer.create();
        GatewayNodes nodes = start(postgres)) {
      List<Integer> oldestFirst = new ArrayList<>(IntStream.range(0, NODES).boxed().toList());
      for (int time = 0; all.size() < TIMES; time++) {
        assertThat(time).as("rounds in which a room lived there").isLessThan(3 * TIMES);
        int node = oldestFirst.get(byAge);
        oldestFirst.removeIf(any -> any == node);
        oldestFirst.add(node);
        Measured measured = strike(nodes, end, node, (node + 1) % NODES, "probe-" + time);
        if (measured.rooms > 0) {
          all.add(measured);
        }
        System.out.printf(
            "%s (%d): of %d rooms %d were silent, in the middle for %d ms, the longest for %d ms%n",
            what, node, ROOMS, measured.rooms, measured.medianMs, measured.untilAllSpokeMs);
      }
    }
    System.out.printf(
        "failover: %s %d times: median of the longest silences %d ms, of the middle ones %d ms;"
            + " all of them, in order: %s%n",
        what,
        all.size(),
        median(all.stream().map(Measured::untilAllSpokeMs).toList()),
        median(all.stream().map(Measured::medianMs).toList()),
        all.stream().map(Measured::untilAllSpokeMs).sorted().toList());
    List<Long> elsewhere =
        all.stream().flatMap(measured -> measured.untilElsewhereMs.stream()).sorted().toList();
    if (!elsewhere.isEmpty()) {
      System.out.printf(
          "failover: %s: %d people were in their room elsewhere after %d ms in the middle, the last"
              + " after %d ms%n",
          what, elsewhere.size(), median(elsewhere), elsewhere.getLast());
    }
  }

  private GatewayNodes start(PostgresServer postgres) throws IOException {
    return GatewayNodes.start(
        folder, NODES, "database.url = \"%s\"".formatted(postgres.newDatabase("failover")));
  }

  private static Measured strike(
      GatewayNodes nodes, End end, int node, int witness, String nickname) throws IOException {
    try (Probe probe = new Probe(nodes.port(witness), nickname, ROOMS)) {
      awaitSpeech(probe);
      awaitShare(probe);
      List<Mover> movers = end == End.KILLED ? List.of() : movers(nodes.port(node), nickname);
      probe.forgetSilences();
      long began = System.nanoTime();
      if (end == End.KILLED) {
        nodes.kill(node);
      } else {
        nodes.terminate(node);
      }
      List<Long> elsewhere = movers.stream().map(mover -> mover.elsewhereAfterMs(began)).toList();
      Awaitility.await().atMost(PATIENCE).until(() -> !nodes.isAlive(node));
      awaitSpeech(probe);
      List<Long> silences =
          probe.silencesMs().stream().filter(silence -> silence > silentMs(end)).toList();
      nodes.launch(node);
      nodes.awaitReady(node);
      return new Measured(
          silences.stream().max(Long::compare).orElse(0L),
          median(silences),
          silences.size(),
          elsewhere);
    }
  }

  private static List<Mover> movers(int port, String name) {
    return IntStream.range(0, MOVERS).mapToObj(i -> new Mover(port, name + "-mover-" + i)).toList();
  }

  private static long silentMs(End end) {
    return end == End.KILLED ? SILENT_MS : 0;
  }

  private static void awaitSpeech(Probe probe) {
    long now = System.nanoTime();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> probe.haveAllAnsweredSince(now));
  }

  /** Until a node that came back has got its share of the rooms: none is moved any more. */
  private static void awaitShare(Probe probe) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(12))
        .until(
            () -> {
              List<Long> silent =
                  probe.silencesMs().stream().filter(silence -> silence >= SILENT_MS).toList();
              probe.forgetSilences();
              if (!silent.isEmpty()) {
                System.out.println("Silent in the last 12 s, each for so many ms: " + silent);
              }
              return silent.isEmpty();
            });
  }

  private static long median(List<Long> values) {
    return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
  }

  @Test
  void aBusyMachineIsNotTakenForADeadOne() throws Exception {
    try (PostgresServer postgres = PostgresServer.create();
        GatewayNodes nodes = start(postgres)) {
      List<Probe> talkers = new ArrayList<>();
      for (int talker = 0; talker < TALKERS; talker++) {
        talkers.add(new Probe(nodes.port(talker % NODES), "talker-" + talker, ROOMS_OF_A_TALKER));
      }
      long began = System.nanoTime();
      Awaitility.await()
          .atMost(Duration.ofSeconds(SECONDS + 60L))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> System.nanoTime() - began > Duration.ofSeconds(SECONDS).toNanos());
      long said = talkers.stream().mapToLong(Probe::said).sum();
      long refused = talkers.stream().mapToLong(Probe::refused).sum();
      long unreachable = 0;
      long removed = 0;
      for (int node = 0; node < NODES; node++) {
        unreachable += count(nodes.errors(node), "as UNREACHABLE");
        removed += count(nodes.errors(node), "Removed") + (nodes.isAlive(node) ? 0 : 1);
      }
      System.out.printf(
          "failover: %d s at full load on %d processors, %d messages, %d refused:"
              + " %d times a node seemed unreachable, %d removals%n",
          SECONDS, Runtime.getRuntime().availableProcessors(), said, refused, unreachable, removed);
      talkers.forEach(Probe::close);

      assertThat(removed).isZero();
    }
  }

  private static long count(String log, String words) {
    return log.lines().filter(line -> line.contains(words)).count();
  }
}
