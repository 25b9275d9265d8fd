package parlor.client.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parlor.protocol.InvalidValue;
import parlor.protocol.RoomName;

/**
 * Where to come to, as a link: {@code parlor://host:port/room}. Without a room it is the lobby. At
 * its end it may say {@code ?tls=off} and {@code web=port}, with {@code &} between them.
 *
 * @param webPort where the server has web pages and files, or null for the usual port
 */
public record Invitation(ServerAddress server, @Nullable RoomName room, @Nullable Integer webPort) {
  public static final String SCHEME = "parlor://";
  public static final int USUAL_WEB_PORT = 7480;

  /** Longer than any server lets one be. */
  private static final int ROOM_CODE_POINTS = 1024;

  private static final Pattern FORM =
      Pattern.compile(
          "parlor://([^/?#\\s]+)(?:/([^/?#\\s]*))?(?:\\?([^#\\s]*))?(?:#\\S*)?",
          Pattern.CASE_INSENSITIVE);

  /** Empty if it is no such link. */
  public static Optional<Invitation> parse(String link) {
    Matcher matcher = FORM.matcher(link.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String query = matcher.group(3) == null ? "" : matcher.group(3);
    boolean encrypted = !"off".equals(value(query, "tls"));
    String room = matcher.group(2) == null ? "" : matcher.group(2);
    return ServerAddress.parse(matcher.group(1))
        .map(address -> new ServerAddress(address.host(), address.port(), encrypted))
        .flatMap(address -> of(address, decoded(room), port(value(query, "web"))));
  }

  private static Optional<Invitation> of(
      ServerAddress server, String room, @Nullable Integer webPort) {
    try {
      RoomName name = room.isEmpty() ? null : RoomName.parse(room, ROOM_CODE_POINTS);
      return Optional.of(new Invitation(server, name, webPort));
    } catch (InvalidValue noRoom) {
      return Optional.empty();
    }
  }

  private static @Nullable String value(String query, String key) {
    for (String part : query.split("&", -1)) {
      if (part.startsWith(key + "=")) {
        return part.substring(key.length() + 1);
      }
    }
    return null;
  }

  private static @Nullable Integer port(@Nullable String digits) {
    if (digits == null || !digits.matches("[1-9]\\d{0,4}")) {
      return null;
    }
    int port = Integer.parseInt(digits);
    return port <= 65535 ? (Integer) port : null;
  }

  /** As it is handed out. */
  public String link() {
    StringBuilder link = new StringBuilder(SCHEME);
    link.append(bracketed(server.host())).append(':').append(server.port());
    if (room != null) {
      link.append('/').append(encoded(room.value()));
    }
    char before = '?';
    if (!server.encrypted()) {
      link.append(before).append("tls=off");
      before = '&';
    }
    if (webPort != null && webPort != USUAL_WEB_PORT) {
      link.append(before).append("web=").append(webPort);
    }
    return link.toString();
  }

  /** The same room on the same server's pages, for a browser. */
  public String webAddress() {
    int port = webPort == null ? USUAL_WEB_PORT : webPort;
    String page =
        (server.encrypted() ? "https://" : "http://") + bracketed(server.host()) + ":" + port;
    boolean elsewhere = room != null && !room.equals(RoomName.LOBBY);
    return elsewhere ? page + "/#" + encoded(room.value()) : page;
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Percent signs as RFC 3986 has them; what is malformed stays as it is. */
  private static String decoded(String text) {
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[given.length];
    int length = 0;
    for (int i = 0; i < given.length; i++) {
      int high = i + 2 <= given.length - 1 ? Character.digit(given[i + 1], 16) : -1;
      int low = i + 2 <= given.length - 1 ? Character.digit(given[i + 2], 16) : -1;
      if (given[i] == '%' && high >= 0 && low >= 0) {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = given[i];
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(String.format("%02X", b & 0xFF));
      }
    }
    return encoded.toString();
  }
}
