package parlor.gateway.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom limits of an address are for. */
final class Networks {
  private static final int PREFIX_BYTES = 8;

  private Networks() {}

  /**
   * An IPv4 address itself; of an IPv6 address the /64, for whoever has one of its addresses has
   * all of them (RFC 4291, 2.5.1). On one link they are told apart.
   */
  static InetAddress of(InetAddress address) {
    if (!(address instanceof Inet6Address)
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()) {
      return address;
    }
    byte[] prefix = address.getAddress();
    Arrays.fill(prefix, PREFIX_BYTES, prefix.length, (byte) 0);
    try {
      return InetAddress.getByAddress(prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Sixteen bytes are an address", e);
    }
  }
}
