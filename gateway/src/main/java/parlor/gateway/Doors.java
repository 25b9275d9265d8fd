package parlor.gateway;

import java.net.InetSocketAddress;
import parlor.gateway.lan.Found;

/**
 * Where a gateway that is ready can be reached.
 *
 * @param chat over TCP
 * @param web over HTTP
 * @param metrics for Prometheus
 */
record Doors(InetSocketAddress chat, InetSocketAddress web, InetSocketAddress metrics) {

  /** Where people find them. */
  Found found(GatewaySettings settings) {
    return new Found(settings.lan(), chat, web, settings.tcpTls(), settings.httpTls());
  }
}
