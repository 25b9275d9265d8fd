package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import akka.util.ByteString;
import java.time.Duration;

/**
 * What carries a {@link Connection}'s bytes and is its thread: a socket, or a stage of a stream.
 * Everything but {@link #execute} and {@link #wake} is called on that thread.
 */
public interface Carrier {

  /** What a connection waits for. */
  enum Timer {
    LOGIN,
    FRAME,
    PACE,
    ANSWER,
    RECLAIM,
    HEARTBEAT,
    END
  }

  /** Asks for the next bytes; without effect while it was asked already. */
  void read();

  /** How many bytes it takes now; 0 while what it took before is still being written. */
  int room();

  /**
   * Takes bytes to be written: no more than there is {@linkplain #room() room} for, or one offer.
   */
  void write(ByteString bytes);

  /** Nothing more will be written; what was taken still is. */
  void finish();

  /** Ends in order, with nothing left to read or write. */
  void stop();

  /** Ends at once; the other side sees a reset. */
  void reset(String why);

  /** {@link Connection#deliver} on the connection's thread; may be called on any. */
  void wake();

  /** Runs on the connection's thread; may be called on any. */
  void execute(Runnable task);

  /** {@link Connection#onTimer} after a while; replaces a timer of the same kind. */
  void schedule(Timer timer, Duration after);

  void cancel(Timer timer);

  /** The connection as actors know it. */
  ActorRef<Object> self();

  /** {@link Connection#watchedEnded} when that actor has ended. */
  void watch(ActorRef<?> actor);
}
