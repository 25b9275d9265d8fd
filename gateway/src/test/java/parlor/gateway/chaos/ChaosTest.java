package parlor.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.protocol.ClientFrame;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.store.PostgresServer;

/**
 * Clients talk through a network that cuts, delays and halves connections, while the gateway is
 * killed and started again and again. {@code -Dchaos.kills=20} for the long run, {@code
 * -Dchaos.seed=N} to begin as an earlier one did.
 */
@Tag("alone")
class ChaosTest {
  private static final int KILLS = Integer.getInteger("chaos.kills", 3);
  private static final int CLIENTS = 6;
  private static final int MESSAGES_BETWEEN_KILLS = 150;
  private static final List<String> ROOMS = List.of("lobby", "大厅");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());

  /** Something goes wrong and is mended. */
  private interface Blow {
    void strike() throws IOException;
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhenTheGatewayIsKilled() throws Exception {
    try (GatewayProgram gateway = GatewayProgram.start(folder, "")) {
      endure(
          gateway,
          () -> {
            gateway.kill();
            gateway.start();
          });
    }
  }

  @Test
  void norWhenItIsKilledOnPostgresAndTheDatabaseCrashesToo() throws Exception {
    try (PostgresServer postgres = PostgresServer.create();
        GatewayProgram gateway =
            GatewayProgram.start(
                folder, "database.url = \"%s\"".formatted(postgres.newDatabase("chaos")))) {
      endure(
          gateway,
          () -> {
            postgres.crash();
            postgres.start();
            gateway.kill();
            gateway.start();
          });
    }
  }

  private void endure(GatewayProgram gateway, Blow blow) throws Exception {
    List<String> names = IntStream.range(0, CLIENTS).mapToObj(i -> "client-" + i).toList();
    try (ChaosProxy proxy = new ChaosProxy(gateway.port(), seed)) {
      List<ChaosClient> clients = new ArrayList<>();
      for (String name : names) {
        List<String> friends = names.stream().filter(other -> !other.equals(name)).toList();
        clients.add(
            new ChaosClient(
                name, List.of(proxy.port()), 0, ROOMS, friends, seed + clients.size(), room -> {}));
      }
      List<Thread> threads = clients.stream().map(Thread.ofPlatform()::start).toList();
      for (int kill = 0; kill < KILLS; kill++) {
        int before = acknowledged(clients);
        await(
            "talk goes on after " + kill + " blows",
            () -> acknowledged(clients) >= before + MESSAGES_BETWEEN_KILLS);
        blow.strike();
      }
      int before = acknowledged(clients);
      await("talk goes on", () -> acknowledged(clients) >= before + MESSAGES_BETWEEN_KILLS);
      clients.forEach(ChaosClient::fallSilent);
      await("all is acknowledged", () -> clients.stream().allMatch(ChaosClient::isSettled));
      proxy.calmDown();
      Map<String, List<Testimony.Seen>> stored = readAll(gateway.port(), clients);
      awaitAllSeen(clients, stored);
      clients.forEach(ChaosClient::stop);
      for (Thread thread : threads) {
        thread.join();
      }
      report(clients, proxy, stored);

      List<Testimony> testimonies = clients.stream().map(ChaosClient::testimony).toList();
      assertThat(Verdict.of(testimonies, stored))
          .as("seed %d, gateway said: %s", seed, gateway.errors())
          .isEmpty();
      assertThat(stored.values().stream().mapToInt(List::size).sum())
          .isEqualTo(clients.stream().mapToInt(ChaosClient::said).sum());
    }
  }

  private static int acknowledged(List<ChaosClient> clients) {
    return clients.stream().mapToInt(client -> client.testimony().acknowledged().size()).sum();
  }

  /** Each room's log, read by somebody who is in it. */
  private static Map<String, List<Testimony.Seen>> readAll(int port, List<ChaosClient> clients)
      throws Exception {
    Map<String, List<Testimony.Seen>> logs = new HashMap<>();
    try (Wire reader = new Wire(port)) {
      reader.send(
          new ClientFrame.Hello("r", 1, null, Nickname.parse("reader", 32), null, null, null));
      for (String room : ROOMS) {
        RoomName name = RoomName.parse(room, 64);
        reader.send(new ClientFrame.Join("r", name, null, null));
        List<Testimony.Seen> log = new ArrayList<>();
        ServerFrame.History page;
        do {
          reader.send(new ClientFrame.History("h", name, null, (long) log.size(), null));
          page = history(reader);
          page.messages().stream()
              .map(ServerFrame.Message.class::cast)
              .forEach(m -> log.add(new Testimony.Seen(m.seq(), m.from(), m.text())));
        } while (page.more());
        logs.put(room, log);
      }
    }
    // Private ones are theirs alone: of the two the one who has seen more is taken at its word,
    // and the other has to have seen the same.
    for (ChaosClient client : clients) {
      for (String room : client.testimony().rooms()) {
        List<Testimony.Seen> seen = client.testimony().seen(room);
        if (room.startsWith("@") && logs.getOrDefault(room, List.of()).size() < seen.size()) {
          logs.put(room, seen);
        }
      }
    }
    return logs;
  }

  private static ServerFrame.History history(Wire reader) throws IOException, InterruptedException {
    while (true) {
      if (reader.next(10_000) instanceof ServerFrame.History page) {
        return page;
      }
    }
  }

  private static void awaitAllSeen(
      List<ChaosClient> clients, Map<String, List<Testimony.Seen>> stored) {
    await(
        "everybody has seen everything",
        () ->
            clients.stream()
                .allMatch(
                    client ->
                        client.testimony().rooms().stream()
                            .allMatch(
                                room ->
                                    client.testimony().last(room)
                                        >= stored.getOrDefault(room, List.of()).size())));
  }

  private static void await(String what, Callable<Boolean> done) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(done);
  }

  private void report(
      List<ChaosClient> clients, ChaosProxy proxy, Map<String, List<Testimony.Seen>> stored) {
    System.out.printf(
        "chaos: %d kills, %d cuts, %d halved; %d said, %d acknowledged, %d said again, %d logins; "
            + "%d stored in %d rooms; seed %d%n",
        KILLS,
        proxy.cuts(),
        proxy.halves(),
        clients.stream().mapToInt(ChaosClient::said).sum(),
        acknowledged(clients),
        clients.stream().mapToInt(ChaosClient::retried).sum(),
        clients.stream().mapToInt(ChaosClient::logins).sum(),
        stored.values().stream().mapToInt(List::size).sum(),
        stored.size(),
        seed);
  }
}
