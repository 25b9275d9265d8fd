package parlor.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients are sent to come to this node.
 *
 * @param host an IPv6 address is in brackets
 * @param port 0 for the one that the door listens on
 */
record Advertised(String host, int port) {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+)(?::(\\d{1,5}))?");
  private static final Pattern WILDCARD = Pattern.compile("0\\.0\\.0\\.0|\\[?::]?");

  /** As named, or else the interface of the door, or of the cluster if that is all of them. */
  static Advertised of(Keys keys) {
    if (!keys.isSet("tcp.advertised")) {
      String door = keys.text("tcp.interface");
      boolean all = WILDCARD.matcher(door).matches();
      return new Advertised(bracketed(all ? keys.text("cluster.interface") : door), 0);
    }
    Matcher given = ADDRESS.matcher(keys.text("tcp.advertised"));
    if (!given.matches() || WILDCARD.matcher(given.group(1)).matches()) {
      throw keys.refuse(
          "tcp.advertised", "is host or host:port, where people reach this gateway; a [IPv6] too");
    }
    int port = given.group(2) == null ? 0 : Integer.parseInt(given.group(2));
    if (port > 65535) {
      throw keys.refuse("tcp.advertised", "has a port above 65535");
    }
    return new Advertised(given.group(1), port);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** As clients are told it. */
  String at(int boundPort) {
    return host + ":" + (port == 0 ? boundPort : port);
  }
}
