package parlor.gateway.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import parlor.store.Ports;

/**
 * The network between the nodes. Each node is known to the others by a port here, and calls from an
 * address of its own, so that a node can be cut off: nothing that is sent arrives then, an end
 * neither, until the network is whole again.
 */
final class Links implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int FIRST_ADDRESS = 11;
  private static final int NOBODY = -1;

  private final List<ServerSocket> doors = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private final OpenSockets open = new OpenSockets();
  private int isolated = NOBODY;

  /** A whole network of so many nodes. */
  Links(int nodes) {
    try {
      for (int node = 0; node < nodes; node++) {
        ServerSocket door = new ServerSocket(Ports.free(), 200, InetAddress.getLoopbackAddress());
        doors.add(door);
        targets.add(Ports.free());
        int to = node;
        Thread.ofVirtual().start(() -> accept(door, to));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By which the others know the node. */
  int port(int node) {
    return doors.get(node).getLocalPort();
  }

  /** On which the node has to listen. */
  int target(int node) {
    return targets.get(node);
  }

  /** From which the node has to call. */
  String address(int node) {
    return "127.0.0." + (FIRST_ADDRESS + node);
  }

  synchronized void isolate(int node) {
    isolated = node;
  }

  synchronized void heal() {
    isolated = NOBODY;
    notifyAll();
  }

  private synchronized void awaitWay(int from, int to) throws InterruptedException {
    while (isolated == from || isolated == to) {
      wait();
    }
  }

  private void accept(ServerSocket door, int to) {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        open.add(caller);
        int from = caller.getInetAddress().getAddress()[3] - FIRST_ADDRESS;
        Thread.ofVirtual().start(() -> connect(caller, from, to));
      } catch (IOException e) {
        // The door was closed.
      }
    }
  }

  private void connect(Socket caller, int from, int to) {
    Socket called = new Socket();
    open.add(called);
    try {
      awaitWay(from, to);
      called.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), targets.get(to)), 2_000);
      Thread.ofVirtual().start(() -> pump(called, caller, to, from));
      pump(caller, called, from, to);
    } catch (IOException e) {
      // Nobody listens there now.
      open.end(caller, called);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket source, Socket sink, int from, int to) {
    byte[] buffer = new byte[BUFFER];
    try {
      try {
        InputStream in = source.getInputStream();
        OutputStream out = sink.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          awaitWay(from, to);
          out.write(buffer, 0, read);
        }
      } catch (IOException e) {
        // One side has gone; the other hears of it as soon as there is a way.
      }
      awaitWay(from, to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.end(source, sink);
  }

  @Override
  public void close() {
    heal();
    try {
      for (ServerSocket door : doors) {
        door.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.close();
  }
}
