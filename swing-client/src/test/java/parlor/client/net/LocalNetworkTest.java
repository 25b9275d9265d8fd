package parlor.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.Test;
import parlor.client.model.NearbyServer;
import parlor.client.model.Network;
import parlor.client.model.ServerAddress;

/** Announcements by multicast DNS, on the loopback of this computer. */
class LocalNetworkTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InetAddress here = InetAddress.getLoopbackAddress();
  private final LocalNetwork network = new LocalNetwork(() -> List.of(here), Runnable::run);
  private final AtomicReference<List<NearbyServer>> found = new AtomicReference<>(List.of());

  /** Others may be announced there too. */
  private final String own = "-" + ProcessHandle.current().pid();

  private List<NearbyServer> ours() {
    return found.get().stream().filter(server -> server.name().endsWith(own)).toList();
  }

  @Test
  void aServerIsThereWhileItMakesItselfKnown() throws IOException {
    try (JmDNS gateway = JmDNS.create(here)) {
      ServiceInfo school =
          ServiceInfo.create(
              Announcements.TYPE,
              "school" + own,
              7421,
              0,
              0,
              Map.of("tls", "off", "web", "http://127.0.0.1:7481", "name", "Parlor at 学校" + own));
      gateway.registerService(school);
      gateway.registerService(
          ServiceInfo.create(Announcements.TYPE, "bare" + own, 7420, 0, 0, Map.of("tls", "on")));
      Network.Search search = network.look(found::set);
      await().atMost(LONG).until(() -> ours().size() == 2);

      assertThat(ours())
          .containsExactly(
              new NearbyServer(
                  "Parlor at 学校" + own, new ServerAddress("127.0.0.1", 7421, false), 7481),
              new NearbyServer("bare" + own, new ServerAddress("127.0.0.1", 7420, true), null));
      gateway.unregisterService(school);
      await().atMost(LONG).until(() -> ours().size() == 1);
      search.stop();
    }
  }

  @Test
  void itTellsItsOwnAddresses() {
    AtomicReference<List<String>> addresses = new AtomicReference<>();
    network.ownAddresses(addresses::set);

    await().atMost(LONG).until(() -> addresses.get() != null);
    assertThat(addresses.get()).containsExactly("127.0.0.1");
  }
}
