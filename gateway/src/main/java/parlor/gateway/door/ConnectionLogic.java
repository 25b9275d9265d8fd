package parlor.gateway.door;

import akka.actor.Terminated;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic.StageActor;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parlor.people.Presence;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Outlet;
import parlor.room.TokenBucket;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/**
 * A connection's stream: reads while the client may ask for more, writes what the outlet holds, and
 * ends in one of three ways. <em>Closing</em> writes what waits, then ends; <em>deaf</em>, the
 * client is gone but what it sent is still obeyed; <em>aborting</em> ends at once with a reset.
 */
final class ConnectionLogic extends TimerGraphStageLogic
    implements InHandler, OutHandler, Line, Connections.Drainable {
  private static final int WRITE_BYTES = 64 * 1024;
  private static final Duration RECLAIM_AFTER = Duration.ofMillis(300);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Duration DRAIN_LINGER = Duration.ofMillis(500);

  private enum Timer {
    LOGIN,
    PACE,
    ANSWER,
    RECLAIM,
    HEARTBEAT,
    END
  }

  private record Drain(List<String> addresses) {}

  /** Ends the stream with a reset; not a fault of ours, so it carries no stack trace. */
  private static final class Reset extends Exception {
    private static final long serialVersionUID = 1L;

    Reset(String why) {
      super(why, null, false, false);
    }
  }

  private final Inlet<ByteString> in;
  private final akka.stream.Outlet<ByteString> out;
  private final DoorTools tools;
  private final DoorSettings settings;
  private final AsyncCallback<Object> signals;
  private final Outlet outlet;
  private final Conversation conversation;
  private final Inbox inbox;
  private final Runnable ended;
  private final TokenBucket frames;
  private @Nullable StageActor self;
  private long heartbeatMs;
  private long lastHeard;
  private Duration linger = LINGER;
  private boolean paced;
  private boolean ending;
  private boolean closing;
  private @Nullable List<String> drainTo;
  private @Nullable ByteString lastWord;

  ConnectionLogic(
      FlowShape<ByteString, ByteString> shape, DoorTools tools, InetAddress from, Runnable ended) {
    super(shape);
    this.in = shape.in();
    this.out = shape.out();
    this.tools = tools;
    this.settings = tools.settings();
    this.signals = createAsyncCallback(this::onSignal);
    this.ended = ended;
    this.frames = new TokenBucket(settings.frameRate(), tools.clock().millis());
    this.outlet =
        new Outlet(settings.outletBytes(), tools.outlets(), () -> signals.invoke(Wake.UP));
    this.conversation = new Conversation(tools, outlet, this, from);
    this.inbox = new Inbox(tools.codec(), settings.limits().frameBytes());
    setHandler(in, this);
    setHandler(out, this);
  }

  private enum Wake {
    UP
  }

  @Override
  public void preStart() {
    self = getStageActor(this::onActorMessage);
    lastHeard = tools.clock().millis();
    tools.connections().opened(this);
    scheduleOnce(Timer.LOGIN, settings.loginTimeout());
    pull(in);
  }

  @Override
  public void postStop() {
    tools.connections().closed(this);
    conversation.ended();
    outlet.discard();
    ended.run();
  }

  // In

  @Override
  public void onPush() {
    lastHeard = tools.clock().millis();
    ByteString bytes = grab(in);
    if (!closing && drainTo == null) {
      inbox.add(bytes);
    }
    settle();
  }

  @Override
  public void onUpstreamFinish() {
    end();
  }

  @Override
  public void onUpstreamFailure(Throwable reset) {
    goDeaf();
  }

  /** Brings everything to where it can be just now; called after whatever happened. */
  private void settle() {
    if (outlet.overflowed() && !closing) {
      dropSlowConsumer();
      return;
    }
    conversation.proceed();
    while (mayObey() && obeyNext()) {
      // Each frame may close the conversation or make it wait.
    }
    write();
    if (drainTo != null && outlet.unanswered() == 0) {
      sayMoving(drainTo);
    }
    if (ending && isQuiet()) {
      completeStage();
    } else if (mayRead()) {
      pull(in);
    }
  }

  private boolean mayObey() {
    return !closing
        && drainTo == null
        && !paced
        && !conversation.waits()
        && outlet.bytes() <= (tools.outlets().isFull() ? 0 : settings.readMarkBytes())
        && outlet.unanswered() < settings.maxUnanswered();
  }

  private boolean obeyNext() {
    Inbox.Item next = inbox.poll();
    if (next == null) {
      return false;
    }
    long wait = frames.takeOrWait(tools.clock().millis());
    if (wait > 0) {
      paced = true;
      scheduleOnce(Timer.PACE, Duration.ofMillis(wait));
    }
    switch (next) {
      case Inbox.Item.Obey obey when wait > 0 ->
          outlet.offer(
              Frames.refusal(
                  obey.frame().id(),
                  ErrorCode.RATE_LIMITED,
                  "Too many frames; the connection is read more slowly",
                  wait));
      case Inbox.Item.Obey obey -> conversation.on(obey.frame());
      case Inbox.Item.Refuse refuse -> {
        outlet.offer(Frames.encode(refuse.refused().error()));
        if (refuse.refused().framingLost()) {
          close();
        }
      }
    }
    return true;
  }

  private boolean mayRead() {
    return !isClosed(in)
        && !hasBeenPulled(in)
        && (closing || (inbox.hasRoom() && outlet.bytes() <= settings.readMarkBytes()));
  }

  /** Nothing that was asked is unanswered, nothing that was answered unwritten. */
  private boolean isQuiet() {
    return inbox.isEmpty()
        && !conversation.waits()
        && outlet.unanswered() == 0
        && (isClosed(out) || (isAvailable(out) && outlet.bytes() == 0));
  }

  // Out

  @Override
  public void onPull() {
    settle();
  }

  private void write() {
    while (isClosed(out) && outlet.take(WRITE_BYTES) != null) {
      // Nobody reads it any more.
    }
    if (isAvailable(out) && lastWord != null) {
      push(out, lastWord);
      lastWord = null;
    } else if (isAvailable(out)) {
      ByteString bytes = outlet.take(WRITE_BYTES);
      if (bytes != null) {
        push(out, bytes);
      } else if (closing) {
        complete(out);
      }
    }
  }

  @Override
  public void onDownstreamFinish(Throwable cause) {
    goDeaf();
  }

  private void onSignal(Object signal) {
    if (signal instanceof Drain drain) {
      drainTo = drain.addresses();
      linger = DRAIN_LINGER;
      scheduleOnce(Timer.END, LINGER);
    } else if (signal instanceof Runnable then) {
      then.run();
    }
    settle();
  }

  // From inside

  private BoxedUnit onActorMessage(Tuple2<akka.actor.ActorRef, Object> received) {
    switch (received._2()) {
      case Presence.Reply reply -> conversation.on(reply);
      case ConnectionEvent event -> conversation.on(event);
      case Terminated ended -> conversation.presenceEnded();
      default -> throw new IllegalArgumentException("Unexpected " + received._2().getClass());
    }
    settle();
    return BoxedUnit.UNIT;
  }

  @Override
  public <T> ActorRef<T> self() {
    if (self == null) {
      throw new IllegalStateException("The stream has not started");
    }
    return Adapter.toTyped(self.ref());
  }

  @Override
  public void watch(ActorRef<?> presence) {
    if (self != null) {
      self.watch(Adapter.toClassic(presence));
    }
  }

  @Override
  public <T> void await(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> then) {
    stage.whenComplete(
        (value, failure) -> {
          Runnable goOn = () -> then.accept(value, failure);
          signals.invoke(goOn);
        });
  }

  // Time

  @Override
  public void startAnswerTimer() {
    scheduleOnce(Timer.ANSWER, settings.answerTimeout());
  }

  @Override
  public void cancelAnswerTimer() {
    cancelTimer(Timer.ANSWER);
  }

  @Override
  public void startReclaimTimer() {
    scheduleOnce(Timer.RECLAIM, RECLAIM_AFTER);
  }

  @Override
  public void expectFrames(long everyMs) {
    heartbeatMs = everyMs;
    scheduleOnce(Timer.HEARTBEAT, Duration.ofMillis(2 * everyMs));
  }

  @Override
  public void onTimer(Object timer) {
    switch ((Timer) timer) {
      case ANSWER -> {
        conversation.answerTimedOut();
        settle();
      }
      case LOGIN -> endStranger();
      case PACE -> {
        paced = false;
        settle();
      }
      case RECLAIM -> conversation.reclaim();
      case HEARTBEAT -> checkHeartbeat();
      case END -> endNow();
    }
  }

  private void endStranger() {
    if (conversation.isStranger() && !closing) {
      outlet.offer(
          Frames.refusal(
              null,
              ErrorCode.NOT_LOGGED_IN,
              "Nobody has logged in within " + settings.loginTimeout().toMillis() + " ms",
              null));
      close();
      settle();
    }
  }

  private void checkHeartbeat() {
    long silentMs = tools.clock().millis() - lastHeard;
    if (silentMs >= 2 * heartbeatMs) {
      abort("No frame for " + silentMs + " ms");
    } else {
      scheduleOnce(Timer.HEARTBEAT, Duration.ofMillis(2 * heartbeatMs - silentMs));
    }
  }

  // The end

  @Override
  public void drain(List<String> addresses) {
    signals.invoke(new Drain(addresses));
  }

  private void sayMoving(List<String> addresses) {
    drainTo = null;
    outlet.offer(Frames.encode(new ServerFrame.Moving(addresses)));
    close();
    write();
  }

  @Override
  public void close() {
    closing = true;
    scheduleOnce(Timer.END, linger);
  }

  /** The client has stopped sending: answer what it asked, then end. */
  private void end() {
    if (closing) {
      completeStage();
      return;
    }
    ending = true;
    scheduleOnce(Timer.END, settings.answerTimeout());
    settle();
  }

  /** The client has gone: obey what it had sent, then end. */
  private void goDeaf() {
    setKeepGoing(true);
    if (!isClosed(in)) {
      cancel(in);
    }
    if (!isClosed(out)) {
      complete(out);
    }
    end();
  }

  /** The queue is gone; the socket may still take one frame, then it is reset. */
  private void dropSlowConsumer() {
    lastWord = Frames.refusal(null, ErrorCode.SLOW_CONSUMER);
    conversation.ended();
    close();
    write();
  }

  private void endNow() {
    if (drainTo != null) {
      sayMoving(drainTo);
    } else if (isClosed(in) && isClosed(out)) {
      completeStage();
    } else {
      abort("The client did not take what was left to say");
    }
  }

  @Override
  public void abort(String why) {
    failStage(new Reset(why));
  }
}
