package parlor.gateway.lan;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where this gateway is found once its doors are open.
 *
 * @param settings what the operator says of it
 * @param chat the chat door
 * @param web the HTTP door
 * @param chatTls whether the chat door encrypts
 * @param webTls whether the HTTP door encrypts
 */
public record Found(
    LanSettings settings,
    InetSocketAddress chat,
    InetSocketAddress web,
    boolean chatTls,
    boolean webTls) {

  /** {@code host:port} for desktop clients; empty if only this computer is let in. */
  public List<String> chatAddresses() {
    return hosts(chat).stream().map(host -> host + ":" + chat.getPort()).toList();
  }

  /** Addresses of the web client; empty if only this computer is let in. */
  public List<String> webAddresses() {
    if (!settings.web().isEmpty()) {
      return List.of(settings.web());
    }
    return hosts(web).stream().map(this::webAt).toList();
  }

  /** Where the web client is on this computer itself. */
  public String webHere() {
    return webAt(
        web.getAddress().isAnyLocalAddress() || web.getAddress().isLoopbackAddress()
            ? "localhost"
            : inUrl(web.getAddress()));
  }

  /** Whether there is a network that may be told. */
  public boolean isAnnounced() {
    return settings.announces()
        && (!settings.addresses().isEmpty() || !chat.getAddress().isLoopbackAddress());
  }

  /** On which of this computer's addresses the network is told of the chat door. */
  List<InetAddress> announcedOn() {
    return settings.addresses().isEmpty()
        ? LanAddresses.of(chat.getAddress())
        : LanAddresses.among(settings.addresses());
  }

  private List<String> hosts(InetSocketAddress door) {
    return settings.addresses().isEmpty()
        ? LanAddresses.of(door.getAddress()).stream().map(Found::inUrl).toList()
        : settings.addresses().stream().map(Found::bracketed).toList();
  }

  private String webAt(String host) {
    return (webTls ? "https://" : "http://") + host + ":" + web.getPort();
  }

  private static String inUrl(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text.replaceAll("%.*", "") + "]" : text;
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
