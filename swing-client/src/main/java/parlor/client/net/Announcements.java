package parlor.client.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.jspecify.annotations.Nullable;
import parlor.client.model.NearbyServer;
import parlor.client.model.ServerAddress;

/** The servers that make themselves known, as they come and go. Any thread may tell of them. */
final class Announcements implements ServiceListener {
  static final String TYPE = "_parlor._tcp.local.";

  private static final System.Logger LOG = System.getLogger(Announcements.class.getName());
  private static final Pattern PORT = Pattern.compile("https?://.*:(\\d{1,5})/?");

  /** What a stranger on the network calls itself is shown, but not at any length. */
  private static final int MAX_NAME = 60;

  private static final int MAX_SERVERS = 50;

  private final Consumer<List<NearbyServer>> changed;
  private final TreeMap<String, NearbyServer> servers = new TreeMap<>();
  private final List<JmDNS> sources = new ArrayList<>();
  private boolean closed;

  /**
   * None yet.
   *
   * @param changed told of all, by name
   */
  Announcements(Consumer<List<NearbyServer>> changed) {
    this.changed = changed;
  }

  /** Listens there too, and closes it at the end. */
  void listen(JmDNS source) {
    if (isTaken(source)) {
      source.addServiceListener(TYPE, this);
    } else {
      close(source);
    }
  }

  private synchronized boolean isTaken(JmDNS source) {
    if (!closed) {
      sources.add(source);
    }
    return !closed;
  }

  /** Listens no more; takes a moment. */
  void close() {
    List<JmDNS> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(sources);
      sources.clear();
    }
    open.forEach(Announcements::close);
  }

  private static void close(JmDNS source) {
    try {
      source.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Multicast DNS did not end in order", e);
    }
  }

  @Override
  public void serviceAdded(ServiceEvent event) {
    event.getDNS().requestServiceInfo(event.getType(), event.getName(), true);
  }

  @Override
  public void serviceResolved(ServiceEvent event) {
    server(event.getName(), event.getInfo()).ifPresent(server -> put(event.getName(), server));
  }

  @Override
  public void serviceRemoved(ServiceEvent event) {
    put(event.getName(), null);
  }

  private synchronized void put(String key, @Nullable NearbyServer server) {
    if (server == null) {
      servers.remove(key);
    } else if (servers.size() < MAX_SERVERS || servers.containsKey(key)) {
      servers.put(key, server);
    }
    if (!closed) {
      changed.accept(
          servers.values().stream().sorted(Comparator.comparing(NearbyServer::name)).toList());
    }
  }

  /** Empty while it has no address, or while nothing is known of it but that: it comes in parts. */
  private static Optional<NearbyServer> server(String instance, ServiceInfo info) {
    String host =
        Arrays.stream(info.getInet4Addresses())
            .findFirst()
            .map(Inet4Address::getHostAddress)
            .orElse(null);
    if (host == null || info.getPort() < 1 || info.getPropertyString("tls") == null) {
      return Optional.empty();
    }
    String told = info.getPropertyString("name");
    String name = told == null || told.isBlank() ? instance : told.strip();
    boolean encrypted = !"off".equals(info.getPropertyString("tls"));
    return Optional.of(
        new NearbyServer(
            name.substring(0, Math.min(MAX_NAME, name.length())),
            new ServerAddress(host, info.getPort(), encrypted),
            port(info.getPropertyString("web"))));
  }

  private static @Nullable Integer port(@Nullable String address) {
    Matcher matcher = PORT.matcher(address == null ? "" : address);
    if (!matcher.matches()) {
      return null;
    }
    int port = Integer.parseInt(matcher.group(1));
    return port >= 1 && port <= 65535 ? (Integer) port : null;
  }
}
