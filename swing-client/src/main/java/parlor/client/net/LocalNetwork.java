package parlor.client.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.jmdns.JmDNS;
import parlor.client.model.NearbyServer;
import parlor.client.model.Network;

/**
 * The networks that this computer is on, asked by multicast DNS (RFC 6762 and 6763) beside the
 * event thread.
 *
 * @param addresses this computer's own, the likeliest first; asked beside the event thread
 * @param thread where callbacks run
 */
public record LocalNetwork(Supplier<List<InetAddress>> addresses, Executor thread)
    implements Network {
  private static final System.Logger LOG = System.getLogger(LocalNetwork.class.getName());

  /** Networks that a computer makes for what runs on it. */
  private static final Pattern INSIDE =
      Pattern.compile("(?:br-|cni|docker|lxc|podman|vboxnet|veth|virbr|vmnet).*");

  /** On all networks. */
  public LocalNetwork(Executor thread) {
    this(LocalNetwork::reachable, thread);
  }

  private static List<InetAddress> reachable() {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        boolean outside = !each.isLoopback() && !INSIDE.matcher(each.getName()).matches();
        if (each.isUp() && outside && !each.isPointToPoint()) {
          each.inetAddresses().filter(Inet4Address.class::isInstance).forEach(found::add);
        }
      }
    } catch (SocketException e) {
      LOG.log(System.Logger.Level.INFO, "The system does not tell its networks", e);
    }
    // Addresses of a home or an office before those that some program has made up for itself.
    found.sort(Comparator.comparing(address -> !address.isSiteLocalAddress()));
    return found;
  }

  @Override
  public void ownAddresses(Consumer<List<String>> found) {
    Thread.ofVirtual()
        .start(
            () -> {
              List<String> own = addresses.get().stream().map(InetAddress::getHostAddress).toList();
              thread.execute(() -> found.accept(own));
            });
  }

  @Override
  public Search look(Consumer<List<NearbyServer>> found) {
    Announcements announcements =
        new Announcements(servers -> thread.execute(() -> found.accept(servers)));
    Thread.ofVirtual().name("looks for servers").start(() -> listen(announcements));
    return () -> Thread.ofVirtual().start(announcements::close);
  }

  private void listen(Announcements announcements) {
    for (InetAddress address : addresses.get()) {
      try {
        announcements.listen(JmDNS.create(address));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.INFO, "Nobody can be asked for servers at " + address, e);
      }
    }
  }
}
