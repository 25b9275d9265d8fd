package parlor.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;

/** One client's socket: cuts what comes into lines for the scanner, and writes frames. */
final class Connection {
  private static final byte[] NOTHING = {};

  private final SocketChannel socket;
  private final Transport transport;
  private final SelectionKey key;
  private final LineScanner scanner;
  private final Client client;
  private byte[] carried = NOTHING;
  private boolean ended;

  /** What drives one connection. */
  interface Client extends LineScanner.Listener {
    /** Frames may be sent. */
    void connected(Connection connection);

    /** Nothing more will come, and nothing can be sent. */
    void ended(String why);
  }

  private Connection(
      SocketChannel socket,
      Transport transport,
      SelectionKey key,
      LineScanner scanner,
      Client client) {
    this.socket = socket;
    this.transport = transport;
    this.key = key;
    this.scanner = scanner;
    this.client = client;
  }

  /** Begins to connect; the selector's keys have their connection attached. */
  static Connection begin(Target target, Selector selector, LineScanner scanner, Client client)
      throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    // Closed by a reset, so that thousands of ports do not linger.
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    SelectionKey key = socket.register(selector, SelectionKey.OP_CONNECT);
    Connection connection = new Connection(socket, target.transport(socket), key, scanner, client);
    key.attach(connection);
    if (socket.connect(target.address())) {
      connection.established();
    }
    return connection;
  }

  /**
   * Does what its socket is ready for.
   *
   * @param buffer to read into, of at least one longest line and {@link Transport#MIN_ROOM}
   */
  void ready(ByteBuffer buffer) {
    try {
      if (key.isConnectable()) {
        socket.finishConnect();
        established();
      }
      if (key.isValid() && key.isWritable()) {
        settle();
      }
      if (key.isValid() && key.isReadable()) {
        read(buffer);
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  void send(ClientFrame frame) {
    send(ByteBuffer.wrap(ClientFrameCodec.encode(frame)));
  }

  /** Sends whole frames. */
  void send(ByteBuffer frames) {
    try {
      transport.write(frames);
      settle();
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  void close() throws IOException {
    socket.close();
  }

  private void end(String why) {
    if (!ended) {
      ended = true;
      key.cancel();
      client.ended(why);
    }
  }

  private void established() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    transport.open();
    settle();
    if (transport.isOpen()) {
      client.connected(this);
    }
  }

  private void read(ByteBuffer buffer) throws IOException {
    boolean wasOpen = transport.isOpen();
    int added = transport.read(buffer.clear().put(carried));
    if (!wasOpen) {
      settle();
      if (transport.isOpen()) {
        client.connected(this);
      }
    }
    if (added < 0) {
      end("closed by the server");
    } else {
      byte[] bytes = buffer.array();
      int start = buffer.arrayOffset();
      int end = start + buffer.position();
      int rest = scanner.scan(bytes, start, end, client);
      carried = rest == end ? NOTHING : Arrays.copyOfRange(bytes, rest, end);
    }
  }

  /** Asks to be told when the socket takes more, as long as something waits for that. */
  private void settle() throws IOException {
    boolean waits = !transport.flush();
    boolean asked = (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    if (waits && !asked) {
      key.interestOpsOr(SelectionKey.OP_WRITE);
    } else if (!waits && asked) {
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }
  }
}
