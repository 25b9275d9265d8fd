package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody who looks for servers in the network is told, here on the loopback network. */
@Tag("alone")
class MdnsTest {
  private static final String TYPE = "_parlor._tcp.local.";

  /** Others may be announced there too. */
  private static final String NAME = "Test " + ProcessHandle.current().pid();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ServiceInfo> resolved = new CopyOnWriteArrayList<>();
  private final List<String> removed = new CopyOnWriteArrayList<>();
  private JmDNS looker;

  @BeforeEach
  void look() throws Exception {
    looker = JmDNS.create(InetAddress.getLoopbackAddress());
    looker.addServiceListener(TYPE, new Listener());
  }

  @AfterEach
  void lookNoMore() throws Exception {
    looker.close();
  }

  @Test
  void aGatewayIsFoundByItsNameAndGoneWhenItEnds() {
    TestGateway gateway =
        TestGateway.start(
            "addresses = [\"127.0.0.1\"], name = \"%s\", tcp.tls = on".formatted(NAME));
    Awaitility.await().atMost(PATIENCE).until(() -> !resolved.isEmpty());
    ServiceInfo found = resolved.getFirst();

    assertThat(found.getPort()).isEqualTo(gateway.port());
    assertThat(found.getInetAddresses()).contains(InetAddress.getLoopbackAddress());
    assertThat(found.getPropertyString("tls")).isEqualTo("on");
    assertThat(found.getPropertyString("name")).isEqualTo(NAME);
    assertThat(found.getPropertyString("web")).isEqualTo("http://127.0.0.1:" + gateway.webPort());
    gateway.close();
    Awaitility.await().atMost(PATIENCE).until(() -> removed.contains(NAME));
  }

  private final class Listener implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      looker.requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      removed.add(event.getName());
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      // It may come in two: without the facts at first.
      if (event.getName().equals(NAME) && event.getInfo().getPropertyString("tls") != null) {
        resolved.add(event.getInfo());
      }
    }
  }
}
