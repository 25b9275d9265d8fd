package parlor.gateway.door;

import akka.actor.typed.ActorRef;
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

/**
 * A connection, whatever carries it: reads while the client may ask for more, writes what the
 * outlet holds, and ends in one of three ways. <em>Closing</em> writes what waits, then ends;
 * <em>deaf</em>, the client is gone but what it sent is still obeyed; <em>aborting</em> ends at
 * once with a reset.
 */
public final class Connection implements Line, Connections.Drainable {
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Duration DRAIN_LINGER = Duration.ofMillis(500);

  private final DoorTools tools;
  private final DoorSettings settings;
  private final Carrier carrier;
  private final Runnable onEnd;
  private final Runnable settling = this::settle;
  private final Outlet outlet;
  private final Conversation conversation;
  private final Inbox inbox;
  private final TokenBucket frames;
  private long heartbeatMs;
  private long lastHeard;
  private Duration linger = LINGER;
  private boolean paced;
  private boolean ending;
  private boolean closing;
  private boolean started;
  private boolean stopped;

  /** Nothing comes any more. */
  private boolean inClosed;

  /** Nobody reads any more, or nothing more is to be said. */
  private boolean outClosed;

  private @Nullable List<String> drainTo;
  private @Nullable ByteString lastWord;

  /**
   * A connection that has not begun.
   *
   * @param from the client's address
   * @param onEnd called once, when nothing of the connection is left
   */
  public Connection(DoorTools tools, InetAddress from, Carrier carrier, Runnable onEnd) {
    this.tools = tools;
    this.settings = tools.settings();
    this.carrier = carrier;
    this.onEnd = onEnd;
    this.frames = new TokenBucket(settings.frameRate(), tools.clock().millis());
    this.outlet =
        new Outlet(settings.outletBytes(), tools.outlets(), () -> carrier.execute(settling));
    this.conversation = new Conversation(tools, outlet, this, from);
    this.inbox = new Inbox(tools.codec(), settings.limits().frameBytes());
  }

  /** The carrier can be used from now on; what has come already waits for this. */
  public void start() {
    started = true;
    lastHeard = tools.clock().millis();
    tools.connections().opened(this);
    carrier.schedule(Carrier.Timer.LOGIN, settings.loginTimeout());
    settle();
  }

  /** The carrier has come to its end, however it came to it. */
  public void stopped() {
    if (!stopped) {
      stopped = true;
      tools.connections().closed(this);
      conversation.ended();
      outlet.discard();
      onEnd.run();
    }
  }

  // In

  /** Bytes have come; they are not kept. */
  public void received(byte[] bytes, int offset, int length) {
    lastHeard = tools.clock().millis();
    if (!closing && drainTo == null) {
      inbox.add(bytes, offset, length);
    }
    settle();
  }

  /** The client has stopped sending: what it asked is answered, then the connection ends. */
  public void inputEnded() {
    inClosed = true;
    end();
  }

  /** The client has gone: what it had sent is obeyed, then the connection ends. */
  public void lost() {
    inClosed = true;
    outClosed = true;
    end();
  }

  /** Brings everything to where it can be just now; called after whatever happened. */
  public void settle() {
    if (!started || stopped) {
      return;
    }
    if (outlet.overflowed() && !closing) {
      dropSlowConsumer();
      return;
    }
    do {
      conversation.proceed();
      while (mayObey() && obeyNext()) {
        // Each frame may close the conversation or make it wait.
      }
      // What was written may have been what the next frame waited for.
    } while (write() && (conversation.waits() || !inbox.isEmpty()));
    if (drainTo != null && outlet.unanswered() == 0) {
      sayMoving(drainTo);
    }
    if ((ending && isQuiet()) || (closing && inClosed && isWritten())) {
      stop();
    } else if (mayRead()) {
      carrier.read();
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
      carrier.schedule(Carrier.Timer.PACE, Duration.ofMillis(wait));
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
    return !inClosed
        && (closing || (inbox.hasRoom() && outlet.bytes() <= settings.readMarkBytes()));
  }

  /** Nothing that was asked is unanswered, nothing that was answered unwritten. */
  private boolean isQuiet() {
    return inbox.isEmpty() && !conversation.waits() && outlet.unanswered() == 0 && isWritten();
  }

  private boolean isWritten() {
    return outClosed || (lastWord == null && outlet.bytes() == 0 && carrier.room() > 0);
  }

  // Out

  /** Writes what there is; whether that was anything. */
  private boolean write() {
    boolean wrote = false;
    while (outClosed && outlet.take(Integer.MAX_VALUE) != null) {
      // Nobody reads it any more.
    }
    if (!outClosed && lastWord != null && carrier.room() > 0) {
      carrier.write(lastWord);
      lastWord = null;
      wrote = true;
    }
    for (int room = outClosed ? 0 : carrier.room(); room > 0; room = carrier.room()) {
      ByteString bytes = outlet.take(room);
      if (bytes == null) {
        finishIfClosing();
        return wrote;
      }
      carrier.write(bytes);
      wrote = true;
    }
    return wrote;
  }

  private void finishIfClosing() {
    if (closing) {
      outClosed = true;
      carrier.finish();
    }
  }

  // From inside

  /** Something inside has told the connection something. */
  public void onMessage(Object message) {
    switch (message) {
      case Presence.Reply reply -> conversation.on(reply);
      case ConnectionEvent event -> conversation.on(event);
      default -> throw new IllegalArgumentException("Unexpected " + message.getClass());
    }
    settle();
  }

  /** An actor that was watched has ended. */
  public void watchedEnded() {
    conversation.presenceEnded();
    settle();
  }

  @Override
  public <T> ActorRef<T> self() {
    return carrier.self().narrow();
  }

  @Override
  public void watch(ActorRef<?> presence) {
    carrier.watch(presence);
  }

  @Override
  public <T> void await(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> then) {
    stage.whenComplete(
        (value, failure) ->
            carrier.execute(
                () -> {
                  then.accept(value, failure);
                  settle();
                }));
  }

  // Time

  @Override
  public void startAnswerTimer() {
    carrier.schedule(Carrier.Timer.ANSWER, settings.answerTimeout());
  }

  @Override
  public void cancelAnswerTimer() {
    carrier.cancel(Carrier.Timer.ANSWER);
  }

  @Override
  public void startReclaimTimer(Duration after) {
    carrier.schedule(Carrier.Timer.RECLAIM, after);
  }

  @Override
  public void cancelReclaimTimer() {
    carrier.cancel(Carrier.Timer.RECLAIM);
  }

  @Override
  public void expectFrames(long everyMs) {
    heartbeatMs = everyMs;
    carrier.schedule(Carrier.Timer.HEARTBEAT, Duration.ofMillis(2 * everyMs));
  }

  /** A timer has run out. */
  public void onTimer(Carrier.Timer timer) {
    switch (timer) {
      case ANSWER -> {
        conversation.answerTimedOut();
        settle();
      }
      case LOGIN -> endStranger();
      case PACE -> {
        paced = false;
        settle();
      }
      case RECLAIM -> {
        if (!ending) {
          conversation.reclaim();
        }
      }
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
      carrier.schedule(Carrier.Timer.HEARTBEAT, Duration.ofMillis(2 * heartbeatMs - silentMs));
    }
  }

  // The end

  @Override
  public void drain(List<String> addresses) {
    carrier.execute(
        () -> {
          drainTo = addresses;
          linger = DRAIN_LINGER;
          carrier.schedule(Carrier.Timer.END, LINGER);
          settle();
        });
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
    carrier.schedule(Carrier.Timer.END, linger);
  }

  private void end() {
    if (!closing && !stopped) {
      ending = true;
      carrier.schedule(Carrier.Timer.END, settings.answerTimeout());
    }
    settle();
  }

  private void stop() {
    stopped();
    carrier.stop();
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
    } else if (inClosed && outClosed) {
      stop();
    } else {
      abort("The client did not take what was left to say");
    }
  }

  @Override
  public void abort(String why) {
    stopped();
    carrier.reset(why);
  }
}
