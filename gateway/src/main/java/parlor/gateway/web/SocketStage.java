package parlor.gateway.web;

import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;

/** Between a socket and the server behind it: what stages there have in common. */
abstract class SocketStage
    extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  final Outlet<ByteString> socketOut;
  final Inlet<ByteString> serverIn;
  final Outlet<ByteString> serverOut;
  final Inlet<ByteString> socketIn;
  private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape;

  /**
   * Not running yet.
   *
   * @param name for messages of errors
   */
  SocketStage(String name) {
    socketOut = Outlet.create(name + ".socketOut");
    serverIn = Inlet.create(name + ".serverIn");
    serverOut = Outlet.create(name + ".serverOut");
    socketIn = Inlet.create(name + ".socketIn");
    shape = BidiShape.of(serverIn, socketOut, socketIn, serverOut);
  }

  @Override
  public final BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return shape;
  }

  /** Hands everything on, both ways. */
  abstract class PassingOn extends TimerGraphStageLogic {
    PassingOn() {
      super(shape);
      setHandler(
          socketIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              onBytes(grab(socketIn));
            }

            @Override
            public void onUpstreamFinish() {
              complete(serverOut);
            }
          });
      setHandler(
          serverOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(socketIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(socketIn, cause);
            }
          });
      setHandler(
          serverIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(socketOut, grab(serverIn));
            }

            @Override
            public void onUpstreamFinish() {
              complete(socketOut);
            }
          });
      setHandler(
          socketOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(serverIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(serverIn, cause);
            }
          });
    }

    /** Bytes have come from the socket; the server has asked for some. */
    abstract void onBytes(ByteString bytes);
  }
}
