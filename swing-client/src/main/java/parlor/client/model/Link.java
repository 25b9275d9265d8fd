package parlor.client.model;

import parlor.protocol.ClientFrame;
import parlor.protocol.ServerFrame;

/** One connection to a server. */
public interface Link {

  /** Sends a frame; does not block. After the end it is dropped. */
  void send(ClientFrame frame);

  /** Sends what waits and ends the connection; {@link Listener#ended} is not called any more. */
  void close();

  /** Opens links. */
  @FunctionalInterface
  interface Opener {
    /** Begins to connect; does not block. */
    Link open(ServerAddress address, Listener listener);
  }

  /** Told what happens on a link, in order, on the thread of the model. */
  interface Listener {
    void connected();

    void received(ServerFrame frame);

    /** The link is over, for the server's key is no proof of who it is. */
    void doubted(KeyDoubt doubt);

    /** The link is over, whoever ended it. */
    void ended(Cause cause);
  }

  /** Why a link ended. */
  enum Cause {
    /** The name of the host is not known. */
    UNKNOWN_HOST,
    /** The computer is there and nobody listens at the port. */
    PORT_CLOSED,
    /** Nothing came back. */
    UNREACHABLE,
    /** The server speaks in clear, where TLS was wanted. */
    NOT_ENCRYPTED,
    /** The server hangs up at words in clear, as one does that wants TLS. */
    ENCRYPTED,
    /** There is TLS, but the two do not come to terms. */
    TLS_FAILED,
    /** Web pages are there, and no chat. */
    WEB_PAGES,
    /** What came is not the chat protocol. */
    NOT_PARLOR,
    /** The connection was there and is gone. */
    LOST
  }
}
