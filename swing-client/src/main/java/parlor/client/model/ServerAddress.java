package parlor.client.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is: {@code host}, {@code host:port}, or {@code [v6]:port}; behind {@code tcp://}
 * if the line is not encrypted.
 *
 * @param port 1 to 65535
 * @param encrypted whether TLS is spoken
 */
public record ServerAddress(String host, int port, boolean encrypted) {
  public static final int DEFAULT_PORT = 7420;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(tcp|tcp\\+tls)://)?(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\s:\\[\\]/]+))(?::(\\d{1,5}))?");

  /** Reads what a person typed; empty if it is no address. */
  public static Optional<ServerAddress> parse(String typed) {
    Matcher matcher = FORM.matcher(typed.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean encrypted = !"tcp".equals(matcher.group(1));
    String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    int port = matcher.group(4) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(4));
    return port >= 1 && port <= 65535
        ? Optional.of(new ServerAddress(host, port, encrypted))
        : Optional.empty();
  }

  /**
   * Reads what a person typed: one address or several, separated by commas. Empty if one of them is
   * no address, or there is none.
   */
  public static List<ServerAddress> parseAll(String typed) {
    List<ServerAddress> addresses = new ArrayList<>();
    for (String part : typed.split("[,;，；、]", -1)) {
      var parsed = parse(part);
      if (parsed.isPresent()) {
        addresses.add(parsed.get());
      } else if (!part.isBlank()) {
        return List.of();
      }
    }
    return List.copyOf(new LinkedHashSet<>(addresses));
  }

  /**
   * Reads an address of the same server as a server tells it, {@code host:port}: as well encrypted
   * as this one, whatever it says. Empty if it is none.
   */
  Optional<ServerAddress> sibling(String told) {
    return told.contains("://")
        ? Optional.empty()
        : parse(told).map(other -> new ServerAddress(other.host, other.port, encrypted));
  }

  @Override
  public String toString() {
    return (encrypted ? "" : "tcp://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }
}
