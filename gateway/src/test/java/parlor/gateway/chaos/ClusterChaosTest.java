package parlor.gateway.chaos;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.protocol.ClientFrame;
import parlor.protocol.Kind;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.store.PostgresServer;

/**
 * Clients at three gateways talk, and race for nicknames, while nodes are killed, stand still or
 * are cut off, and the database crashes. {@code -Dchaos.faults=60} for the long run, {@code
 * -Dchaos.kinds=KILL,FREEZE} for some kinds of faults only, {@code -Dchaos.seed=N} for those of an
 * earlier run.
 */
@Tag("alone")
class ClusterChaosTest {
  private static final int FAULTS = Integer.getInteger("chaos.faults", 3);
  private static final List<Fault.Kind> KINDS = kinds(System.getProperty("chaos.kinds"));
  private static final int NODES = 3;
  private static final int CLIENTS = 6;
  private static final int RACERS = 4;
  private static final int MESSAGES_IN_EACH_ROOM = 20;
  private static final int LONGEST_FAULT_MS = 10_000;
  private static final List<String> ROOMS = List.of("lobby", "大厅", "attic");
  private static final List<String> CONTESTED = List.of("queen", "king");
  private static final Duration RESUME = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Silence silence = new Silence(ROOMS);
  private final Map<String, AtomicInteger> acknowledgedIn = new ConcurrentHashMap<>();

  @Test
  void everyPromiseIsKeptWhateverHappensToNodesNetworkAndDatabase() throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      String database = postgres.newDatabase("chaos");
      String settings =
          "limits.resume = %ds, database.url = \"%s\"".formatted(RESUME.toSeconds(), database);
      try (Cluster cluster = Cluster.start(folder, NODES, settings)) {
        List<ChaosClient> clients = clients(cluster);
        Claims claims = new Claims();
        List<NicknameRacer> racers =
            IntStream.range(0, RACERS)
                .mapToObj(
                    i -> new NicknameRacer(cluster.ports(), CONTESTED, RESUME, claims, seed - i))
                .toList();
        List<Thread> threads =
            Stream.concat(clients.stream(), racers.stream())
                .map(Thread.ofPlatform()::start)
                .toList();
        awaitTalk("before anything happened");
        for (Fault.Kind kind : Fault.Kind.draw(FAULTS, KINDS, random)) {
          endure(kind, cluster, postgres);
          clients.forEach(ChaosClient::goHome);
          awaitTalk("after a " + kind.words);
        }
        racers.forEach(NicknameRacer::stop);
        clients.forEach(ChaosClient::fallSilent);
        await("all is acknowledged", () -> clients.stream().allMatch(ChaosClient::isSettled));
        Map<String, List<Testimony.Seen>> stored = StoredLogs.read(database);
        await(
            "everybody has seen everything",
            () -> clients.stream().allMatch(client -> hasSeenAll(client, stored)));
        for (int port : cluster.ports()) {
          for (String room : ROOMS) {
            awaitRoster(port, room, clients);
          }
        }
        clients.forEach(ChaosClient::stop);
        for (Thread thread : threads) {
          thread.join();
        }
        List<Verdict.Finding> faults =
            Verdict.of(clients.stream().map(ChaosClient::testimony).toList(), stored);
        report(cluster, clients, stored, faults, claims);
        assertSoftly(
            softly -> {
              softly.assertThat(faults).isEmpty();
              softly.assertThat(claims.overlaps()).isEmpty();
              softly
                  .assertThat(stored.values().stream().mapToInt(List::size).sum())
                  .isEqualTo(clients.stream().mapToInt(ChaosClient::said).sum());
              softly.assertThat(softly.wasSuccess()).as(() -> said(cluster)).isTrue();
            });
      }
    }
  }

  private static List<Fault.Kind> kinds(@Nullable String names) {
    return names == null
        ? List.of(Fault.Kind.values())
        : Stream.of(names.split(",", -1)).map(Fault.Kind::valueOf).toList();
  }

  private List<ChaosClient> clients(Cluster cluster) {
    List<String> names = IntStream.range(0, CLIENTS).mapToObj(i -> "client-" + i).toList();
    List<ChaosClient> clients = new ArrayList<>();
    for (String name : names) {
      List<String> friends = names.stream().filter(other -> !other.equals(name)).toList();
      int number = clients.size();
      clients.add(
          new ChaosClient(
              name, cluster.ports(), number, ROOMS, friends, seed + number, this::acknowledged));
    }
    return clients;
  }

  private void acknowledged(String room) {
    silence.broken(room);
    acknowledgedIn.computeIfAbsent(room, r -> new AtomicInteger()).incrementAndGet();
  }

  /**
   * People talk on while it lasts, if they can, and when it is mended all nodes are there again.
   */
  private void endure(Fault.Kind kind, Cluster cluster, PostgresServer postgres) throws Exception {
    Fault fault = kind.of(cluster, postgres, random);
    System.out.printf("chaos: %s at %s%n", fault, Instant.now());
    silence.begin();
    fault.strike();
    if (fault.leavesTalk()) {
      long end = System.nanoTime() + random.nextInt(LONGEST_FAULT_MS) * 1_000_000L;
      awaitTalk("during a " + kind.words);
      await("its time is over", () -> System.nanoTime() >= end);
    }
    fault.mend();
    cluster.awaitWhole();
    awaitTalk("when it is mended");
    silence.end(kind.words);
  }

  private void awaitTalk(String when) {
    for (String room : ROOMS) {
      int before = countIn(room);
      await(
          "talk goes on in %s %s".formatted(room, when),
          () -> countIn(room) >= before + MESSAGES_IN_EACH_ROOM);
    }
  }

  private int countIn(String room) {
    AtomicInteger count = acknowledgedIn.get(room);
    return count == null ? 0 : count.get();
  }

  private static boolean hasSeenAll(ChaosClient client, Map<String, List<Testimony.Seen>> stored) {
    return client.testimony().rooms().stream()
        .allMatch(
            room -> client.testimony().last(room) >= stored.getOrDefault(room, List.of()).size());
  }

  /** Whoever is there is listed, at every node, and nobody else. */
  private static void awaitRoster(int port, String room, List<ChaosClient> clients)
      throws Exception {
    Set<String> expected = new TreeSet<>(Set.of("reader"));
    clients.forEach(client -> expected.add(client.testimony().nickname()));
    try (Wire reader = new Wire(port)) {
      reader.send(
          new ClientFrame.Hello("hello", 1, null, Nickname.parse("reader", 32), null, null, null));
      await(
          "%s has just its members at %d".formatted(room, port),
          () -> {
            reader.send(new ClientFrame.Join("join", RoomName.parse(room, 64), null, null));
            return members(reader).equals(expected);
          });
      reader.send(new ClientFrame.Bye("bye"));
      await("bye", () -> reader.next(100) instanceof ServerFrame.Bye);
    }
  }

  private static Set<String> members(Wire reader) throws IOException, InterruptedException {
    Set<String> members = new TreeSet<>();
    while (true) {
      if (reader.next(10_000) instanceof ServerFrame.Joined joined) {
        joined.members().stream()
            .filter(member -> member.kind() == Kind.USER)
            .forEach(member -> members.add(member.nickname()));
        return members;
      }
    }
  }

  /** For whoever looks for the cause. */
  private String said(Cluster cluster) {
    return "seed %d, gateways said: %s".formatted(seed, cluster.errors());
  }

  private static void await(String what, Callable<Boolean> done) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(done);
  }

  private void report(
      Cluster cluster,
      List<ChaosClient> clients,
      Map<String, List<Testimony.Seen>> stored,
      List<Verdict.Finding> faults,
      Claims claims) {
    System.out.printf(
        "chaos: %d nodes, %d faults, %d times a node ended itself; %d said, %d acknowledged, "
            + "%d said again, %d logins; %d stored in %d rooms: %s; %s; seed %d%s%n",
        NODES,
        FAULTS,
        cluster.endedThemselves(),
        clients.stream().mapToInt(ChaosClient::said).sum(),
        clients.stream().mapToInt(client -> client.testimony().acknowledged().size()).sum(),
        clients.stream().mapToInt(ChaosClient::retried).sum(),
        clients.stream().mapToInt(ChaosClient::logins).sum(),
        stored.values().stream().mapToInt(List::size).sum(),
        stored.size(),
        Verdict.count(faults),
        claims.report(),
        seed,
        silence.report());
  }
}
