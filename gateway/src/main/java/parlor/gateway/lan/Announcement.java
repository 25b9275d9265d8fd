package parlor.gateway.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service as multicast DNS tells a network of it (RFC 6762 and 6763), on each of some addresses
 * of this computer. Its methods block, for seconds at worst. For one thread at a time.
 */
final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  static final String TYPE = "_parlor._tcp.local.";

  private final String name;
  private final int port;
  private final Map<String, String> facts;
  private final Map<InetAddress, JmDNS> told = new HashMap<>();
  private boolean withdrawn;

  /**
   * Not told to anybody yet.
   *
   * @param name what people read; another server that has it already gets this one a number
   * @param port where the service is
   * @param facts what clients may want to know before they connect
   */
  Announcement(String name, int port, Map<String, String> facts) {
    this.name = name;
    this.port = port;
    this.facts = facts;
  }

  /** Tells it on these addresses, and on no others any more. */
  void tellOn(Collection<InetAddress> addresses) {
    if (withdrawn) {
      return;
    }
    told.entrySet().removeIf(entry -> !addresses.contains(entry.getKey()) && close(entry));
    for (InetAddress address : addresses) {
      if (!told.containsKey(address)) {
        open(address);
      }
    }
  }

  private void open(InetAddress address) {
    try {
      JmDNS dns = JmDNS.create(address);
      told.put(address, dns);
      dns.registerService(ServiceInfo.create(TYPE, name, port, 0, 0, facts));
      LOG.info("The network of {} is told of this server by multicast DNS", address);
    } catch (IOException e) {
      // People can still type the address, so it is no reason not to serve.
      LOG.warn("Multicast DNS cannot be spoken on {}: {}", address, e.getMessage());
    }
  }

  /** Tells that it is gone, for good. */
  void withdraw() {
    withdrawn = true;
    told.entrySet().removeIf(Announcement::close);
  }

  private static boolean close(Map.Entry<InetAddress, JmDNS> entry) {
    try {
      entry.getValue().unregisterAllServices();
      entry.getValue().close();
    } catch (IOException e) {
      LOG.debug("Multicast DNS on {} did not end in order", entry.getKey(), e);
    }
    return true;
  }
}
