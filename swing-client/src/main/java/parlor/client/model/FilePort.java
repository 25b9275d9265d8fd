package parlor.client.model;

/**
 * The port for files at each of a server's addresses. No server tells it: it is the same on every
 * host, and where several gateways share a host, as far from the chat's as it is at the first.
 *
 * @param first the address that the person typed first
 * @param port for files there
 */
public record FilePort(ServerAddress first, int port) {

  public int at(ServerAddress door) {
    int shifted = port + door.port() - first.port();
    return door.host().equals(first.host()) && shifted >= 1 && shifted <= 65535 ? shifted : port;
  }
}
