package parlor.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports to listen on that stay free while their program is down: none of those from which the
 * system takes one for every outgoing connection.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int BEYOND = 30_000;

  private Ports() {}

  /** One that nobody listens on. */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Somebody has it.
      }
    }
  }
}
