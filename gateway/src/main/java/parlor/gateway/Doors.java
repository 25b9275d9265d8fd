package parlor.gateway;

import java.net.InetSocketAddress;

/**
 * Where a gateway that is ready can be reached.
 *
 * @param chat over TCP
 * @param web over HTTP
 * @param metrics for Prometheus
 */
record Doors(InetSocketAddress chat, InetSocketAddress web, InetSocketAddress metrics) {}
