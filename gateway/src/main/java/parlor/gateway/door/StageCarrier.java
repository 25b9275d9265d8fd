package parlor.gateway.door;

import akka.actor.Terminated;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic.StageActor;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/** A stage of a stream that carries a connection. */
final class StageCarrier extends TimerGraphStageLogic implements Carrier, InHandler, OutHandler {
  private static final int WRITE_BYTES = 64 * 1024;

  /** Ends the stream with a reset; not a fault of ours, so it carries no stack trace. */
  private static final class Reset extends Exception {
    private static final long serialVersionUID = 1L;

    Reset(String why) {
      super(why, null, false, false);
    }
  }

  private final Inlet<ByteString> in;
  private final Outlet<ByteString> out;
  private final AsyncCallback<Runnable> tasks;
  private final Connection connection;
  private final Runnable delivery;
  private @Nullable StageActor self;

  StageCarrier(
      FlowShape<ByteString, ByteString> shape, DoorTools tools, InetAddress from, Runnable onEnd) {
    super(shape);
    this.in = shape.in();
    this.out = shape.out();
    this.tasks = createAsyncCallback(Runnable::run);
    this.connection = new Connection(tools, from, this, onEnd);
    this.delivery = connection::deliver;
    setHandler(in, this);
    setHandler(out, this);
  }

  @Override
  public void preStart() {
    self = getStageActor(this::onActorMessage);
    // What the client had sent is obeyed after it has gone.
    setKeepGoing(true);
    connection.start();
  }

  @Override
  public void postStop() {
    connection.stopped();
  }

  // The stream

  @Override
  public void onPush() {
    connection.received(grab(in).toArrayUnsafe());
  }

  @Override
  public void onUpstreamFinish() {
    connection.inputEnded();
  }

  @Override
  public void onUpstreamFailure(Throwable reset) {
    lose();
  }

  @Override
  public void onPull() {
    connection.settle();
  }

  @Override
  public void onDownstreamFinish(Throwable cause) {
    lose();
  }

  private void lose() {
    if (!isClosed(in)) {
      cancel(in);
    }
    finish();
    connection.lost();
  }

  @Override
  public void onTimer(Object timer) {
    connection.onTimer((Timer) timer);
  }

  private BoxedUnit onActorMessage(Tuple2<akka.actor.ActorRef, Object> received) {
    if (received._2() instanceof Terminated) {
      connection.watchedEnded();
    } else {
      connection.onMessage(received._2());
    }
    return BoxedUnit.UNIT;
  }

  // What the connection wants

  @Override
  public void read() {
    if (!isClosed(in) && !hasBeenPulled(in)) {
      pull(in);
    }
  }

  @Override
  public int room() {
    return isAvailable(out) ? WRITE_BYTES : 0;
  }

  @Override
  public void write(ByteString bytes) {
    push(out, bytes);
  }

  @Override
  public void finish() {
    if (!isClosed(out)) {
      complete(out);
    }
  }

  @Override
  public void stop() {
    completeStage();
  }

  @Override
  public void reset(String why) {
    failStage(new Reset(why));
  }

  @Override
  public void wake() {
    tasks.invoke(delivery);
  }

  @Override
  public void execute(Runnable task) {
    tasks.invoke(task);
  }

  @Override
  public void schedule(Timer timer, Duration after) {
    scheduleOnce(timer, after);
  }

  @Override
  public void cancel(Timer timer) {
    cancelTimer(timer);
  }

  @Override
  public ActorRef<Object> self() {
    if (self == null) {
      throw new IllegalStateException("The stream has not started");
    }
    return Adapter.toTyped(self.ref());
  }

  @Override
  public void watch(ActorRef<?> actor) {
    if (self != null) {
      self.watch(Adapter.toClassic(actor));
    }
  }
}
