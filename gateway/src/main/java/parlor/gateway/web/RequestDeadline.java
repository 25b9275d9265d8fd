package parlor.gateway.web;

import akka.stream.Attributes;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that takes too long over a request: from its first byte, the TLS handshake's
 * included, to the end of its header. Who sends a header one byte at a time (Slowloris) is gone
 * after that. One of these is for one connection.
 */
final class RequestDeadline extends SocketStage {
  private final Duration deadline;
  private volatile @Nullable AsyncCallback<Boolean> obeying;

  RequestDeadline(Duration deadline) {
    super("RequestDeadline");
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
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends PassingOn {
    private boolean isObeying;
    private boolean running;

    Logic() {
      obeying = createAsyncCallback(this::setObeying);
    }

    @Override
    void onBytes(ByteString bytes) {
      startClock();
      push(serverOut, bytes);
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
