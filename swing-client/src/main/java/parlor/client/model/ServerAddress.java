package parlor.client.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is: {@code host}, {@code host:port}, or {@code [v6]:port}.
 *
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  public static final int DEFAULT_PORT = 7420;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\s:\\[\\]/]+))(?::(\\d{1,5}))?");

  /** Reads what a person typed; empty if it is no address. */
  public static Optional<ServerAddress> parse(String typed) {
    Matcher matcher = FORM.matcher(typed.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
    return port >= 1 && port <= 65535
        ? Optional.of(new ServerAddress(host, port))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
