package parlor.gateway.web;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that takes too long over a request: from its first byte, the TLS handshake's
 * included, to the end of its header. Who sends a header one byte at a time (Slowloris) is gone
 * after that. One of these is for one connection.
 */
final class RequestDeadline
    extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  private final Outlet<ByteString> socketOut = Outlet.create("RequestDeadline.socketOut");
  private final Inlet<ByteString> serverIn = Inlet.create("RequestDeadline.serverIn");
  private final Outlet<ByteString> serverOut = Outlet.create("RequestDeadline.serverOut");
  private final Inlet<ByteString> socketIn = Inlet.create("RequestDeadline.socketIn");
  private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
      BidiShape.of(serverIn, socketOut, socketIn, serverOut);
  private final Duration deadline;
  private volatile @Nullable AsyncCallback<Boolean> obeying;

  RequestDeadline(Duration deadline) {
    this.deadline = deadline;
  }

  /** A header has come to its end. */
  void requestArrived() {
    tell(true);
  }

  /** The request was answered: what comes now is another. */
  void answered() {
    tell(false);
  }

  private void tell(boolean obeysNow) {
    AsyncCallback<Boolean> running = obeying;
    if (running != null) {
      running.invoke(obeysNow);
    }
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private boolean isObeying;
    private boolean running;

    Logic() {
      super(shape);
      obeying = createAsyncCallback(this::setObeying);
      setHandler(
          socketIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              startClock();
              push(serverOut, grab(socketIn));
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

    @Override
    public void preStart() {
      startClock();
    }

    private void startClock() {
      if (!isObeying && !running) {
        running = true;
        scheduleOnce("deadline", deadline);
      }
    }

    private void setObeying(boolean now) {
      isObeying = now;
      running = false;
      cancelTimer("deadline");
    }

    @Override
    public void onTimer(Object timer) {
      failStage(new TimeoutException("No whole request within " + deadline));
    }
  }
}
