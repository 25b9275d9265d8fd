package parlor.gateway.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections through a network of a test, all of which end with it. */
final class OpenSockets implements AutoCloseable {
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  void add(Socket socket) {
    open.add(socket);
  }

  void end(Socket... sockets) {
    for (Socket socket : sockets) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    open.forEach(this::end);
  }
}
