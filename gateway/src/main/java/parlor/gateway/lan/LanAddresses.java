package parlor.gateway.lan;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Which addresses people in the network reach a door of this computer by. */
public final class LanAddresses {
  /** Networks between this computer and what it houses: nobody else is there. */
  private static final Pattern INWARD =
      Pattern.compile("(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|lxc|podman).*");

  private LanAddresses() {}

  /**
   * Those of a door that listens there, the likeliest first; empty if it lets in this computer
   * only.
   */
  public static List<InetAddress> of(InetAddress bound) {
    if (bound.isLoopbackAddress()) {
      return List.of();
    }
    return bound.isAnyLocalAddress() ? ofThisComputer() : List.of(bound);
  }

  private static List<InetAddress> ofThisComputer() {
    List<InetAddress> found = new ArrayList<>();
    try {
      NetworkInterface.networkInterfaces()
          .filter(LanAddresses::isOutward)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .forEach(found::add);
    } catch (SocketException e) {
      // Then there is none to hand out, and the screen says so.
      return List.of();
    }
    if (found.stream().anyMatch(Inet4Address.class::isInstance)) {
      found.removeIf(address -> !(address instanceof Inet4Address));
    }
    // Private ones first: they are those of a LAN.
    found.sort(Comparator.comparing(address -> !address.isSiteLocalAddress()));
    return List.copyOf(found);
  }

  private static boolean isOutward(NetworkInterface network) {
    try {
      return network.isUp()
          && !network.isLoopback()
          && !network.isPointToPoint()
          && !INWARD.matcher(network.getName()).matches();
    } catch (SocketException e) {
      return false;
    }
  }

  /** The addresses among those that the operator names; names of hosts are none. */
  static List<InetAddress> among(List<String> named) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String name : named) {
      if (name.matches("[0-9.]+") || name.indexOf(':') >= 0) {
        try {
          addresses.add(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
          throw new IllegalArgumentException(name + " is no address", e);
        }
      }
    }
    return addresses;
  }
}
