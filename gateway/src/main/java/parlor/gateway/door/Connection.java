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
import parlor.protocol.RefusedFrame;
import parlor.protocol.ServerFrame;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Limit;
import parlor.room.Outlet;
import parlor.room.TokenBucket;

/**
 * A connection, whatever carries it: reads while the client may ask for more, writes what the
 * outlet holds, and ends in one of three ways. <em>Closing</em> writes what waits, then ends;
 * <em>deaf</em>, the client is gone but what it sent is still obeyed; <em>aborting</em> ends at
 * once with a reset.
 */
public final class Connection implements Line, Connections.Drainable, Strangers.Stranger {
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Duration DRAIN_LINGER = Duration.ofMillis(500);

  /**
   * What is read at most after the last word, so that it is not lost by a reset: what a client had
   * sent before it could read that word. Who sends more waits until the connection is reset.
   */
  private static final int IGNORED_BYTES = 1024 * 1024;

  private static final long RETRY_AFTER_MS = 1_000;

  private final DoorTools tools;
  private final DoorSettings settings;
  private final Carrier carrier;
  private final Runnable onEnd;
  private final Outlet outlet;
  private final Conversation conversation;
  private final Inbox inbox;
  private final ArrivingFrame arriving = new ArrivingFrame();
  private final InetAddress network;
  private final TokenBucket frames;
  private final RequestsBound.Share requests;
  private long heartbeatMs;
  private long lastHeard;
  private Duration linger = LINGER;
  private boolean paced;
  private boolean awaitsFrame;
  private boolean awaitsLogin;
  private boolean loginIsLate;
  private boolean ending;
  private boolean closing;
  private boolean started;
  private boolean stopped;

  /** How many bytes came after the last word, or while this node is left. */
  private int ignored;

  /** The next frame is waited for, and nothing but what has to be written can come before it. */
  private boolean listens;

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
    this.network = Networks.of(from);
    this.frames = new TokenBucket(settings.frameRate(), now());
    this.requests = tools.bounds().requests().share();
    this.outlet = new Outlet(settings.outletBytes(), tools.bounds().outlets(), carrier::wake);
    this.conversation = new Conversation(tools, outlet, this, from);
    this.inbox = new Inbox(tools.codec(), settings.limits().frameBytes());
  }

  /** The carrier can be used from now on; what has come already waits for this. */
  public void start() {
    started = true;
    lastHeard = now();
    tools.connections().opened(this);
    carrier.schedule(Carrier.Timer.LOGIN, settings.loginTimeout());
    awaitsLogin = true;
    tools.bounds().strangers().enter(this);
    settle();
  }

  /** The carrier has come to its end, however it came to it. */
  public void stopped() {
    if (!stopped) {
      stopped = true;
      listens = false;
      tools.connections().closed(this);
      conversation.ended();
      outlet.discard();
      requests.giveBack();
      awaitNoLogin();
      onEnd.run();
    }
  }

  // In

  /** Bytes have come, which nobody changes any more. */
  public void received(byte[] bytes) {
    lastHeard = now();
    if (closing || drainTo != null) {
      ignored += bytes.length;
    } else {
      inbox.add(bytes);
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

  /** Something to write has come; most often that is all there is to do. */
  public void deliver() {
    if (!listens || outlet.overflowed()) {
      settle();
      return;
    }
    if (outlet.unanswered() == 0) {
      requests.giveBack();
    }
    write();
  }

  /** Brings everything to where it can be just now; called after whatever happened. */
  public void settle() {
    listens = false;
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
    if (awaitsLogin && !conversation.isStranger()) {
      awaitNoLogin();
    }
    if ((ending && isQuiet()) || (closing && inClosed && isWritten())) {
      stop();
      return;
    }
    boolean reading = mayRead();
    watchFrame(reading);
    listens =
        reading
            && inbox.isEmpty()
            && !conversation.waits()
            && !(paced || closing || ending)
            && drainTo == null;
    if (reading) {
      carrier.read();
    }
  }

  private long now() {
    return tools.clock().millis();
  }

  private boolean mayObey() {
    return !closing
        && drainTo == null
        && !paced
        && !conversation.waits()
        && outlet.bytes() <= (tools.bounds().outlets().isFull() ? 0 : settings.readMarkBytes())
        && outlet.unanswered() < settings.maxUnanswered()
        && requests.hasRoom(outlet.unanswered());
  }

  private boolean obeyNext() {
    Inbox.Item next = inbox.poll();
    switch (next) {
      case null -> {
        return false;
      }
      case Inbox.Item.Obey obey -> obey(obey);
      case Inbox.Item.Refuse refuse -> {
        rest(frames.takeOrWait(now()));
        refuse(refuse.refused());
      }
    }
    return true;
  }

  private void obey(Inbox.Item.Obey next) {
    long now = now();
    long wait = frames.takeOrWait(now);
    rest(Math.max(wait, restOfAddress(next.bytes(), now)));
    if (wait > 0) {
      Limit.FRAME_RATE.bit();
      outlet.offer(
          Frames.refusal(
              next.frame().id(),
              ErrorCode.RATE_LIMITED,
              "Too many frames; the connection is read more slowly",
              wait));
    } else if (tools.bounds().pulse().isLate(now) && !conversation.answersAlone(next.frame())) {
      Limit.OVERLOAD.bit();
      outlet.offer(Frames.unavailable(next.frame().id()));
    } else {
      requests.add(next.bytes());
      conversation.on(next.frame());
    }
  }

  private long restOfAddress(int bytes, long now) {
    long wait = tools.bounds().rates().take(network, bytes, now);
    if (wait > 0) {
      Limit.ADDRESS_RATE.bit();
    }
    return wait;
  }

  /** For so long nothing more is obeyed, and before long nothing more is read. */
  private void rest(long ms) {
    if (ms > 0) {
      paced = true;
      carrier.schedule(Carrier.Timer.PACE, Duration.ofMillis(ms));
    }
  }

  private void refuse(RefusedFrame refused) {
    outlet.offer(Frames.refusal(refused.error()));
    if (refused.error().code().equals(ErrorCode.FRAME_TOO_LONG.wire())) {
      Limit.FRAME_BYTES.bit();
    }
    if (refused.framingLost()) {
      close();
    }
  }

  /** A frame that has begun has to come to its end in time. */
  private void watchFrame(boolean reading) {
    arriving.look(inbox, reading, now());
    if (arriving.isHere() && !awaitsFrame && !closing) {
      awaitsFrame = true;
      carrier.schedule(Carrier.Timer.FRAME, settings.frameTime());
    }
  }

  private void checkFrame() {
    awaitsFrame = false;
    if (closing || !arriving.isHere()) {
      return;
    }
    long left = settings.frameTime().toMillis() - arriving.ms(now());
    if (left > 0) {
      awaitsFrame = true;
      carrier.schedule(Carrier.Timer.FRAME, Duration.ofMillis(left));
    } else {
      Limit.FRAME_TIME.bit();
      refuse(RefusedFrame.tooSlow(settings.frameTime().toMillis()));
      settle();
    }
  }

  private boolean mayRead() {
    return !inClosed
        && ignored < IGNORED_BYTES
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
      case FRAME -> checkFrame();
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

  /** Whoever has said who they are waits for the server, which answers in time or says no. */
  private void endStranger() {
    if (conversation.isLoggingIn() && !loginIsLate) {
      loginIsLate = true;
      carrier.schedule(Carrier.Timer.LOGIN, settings.answerTimeout());
    } else if (conversation.isStranger() && !closing) {
      Limit.LOGIN_TIME.bit();
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

  @Override
  public InetAddress network() {
    return network;
  }

  @Override
  public void sendAway() {
    carrier.execute(
        () -> {
          awaitsLogin = false;
          if (conversation.isStranger() && !closing && !stopped) {
            outlet.offer(
                Frames.refusal(
                    null,
                    ErrorCode.UNAVAILABLE,
                    "Too many connections wait for somebody to log in",
                    RETRY_AFTER_MS));
            close();
            settle();
          }
        });
  }

  private void awaitNoLogin() {
    if (awaitsLogin) {
      awaitsLogin = false;
      carrier.cancel(Carrier.Timer.LOGIN);
      tools.bounds().strangers().leave(this);
    }
  }

  private void checkHeartbeat() {
    long silentMs = now() - lastHeard;
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
    Limit.OUTLET.bit();
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
