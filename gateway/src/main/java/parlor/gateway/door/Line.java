package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a conversation needs of the stream it is held on. */
interface Line {
  /**
   * The connection as actors know it; it takes {@link parlor.people.Presence.Reply} and {@link
   * parlor.room.ConnectionEvent}.
   */
  <T> ActorRef<T> self();

  /** Tells the conversation when that actor has ended, see {@link Conversation#presenceEnded}. */
  void watch(ActorRef<?> presence);

  /** Calls back on the connection's own thread, with the value or the failure. */
  <T> void await(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> then);

  /** The client promises a frame at least that often. */
  void expectFrames(long everyMs);

  /** What is asked of a presence takes too long after this time. */
  void startAnswerTimer();

  /** The presence has answered. */
  void cancelAnswerTimer();

  /** After this time the presence is asked to know this connection again. */
  void startReclaimTimer(Duration after);

  /** The presence knows this connection. */
  void cancelReclaimTimer();

  /** Ends the stream after what waits in the outlet has been written. */
  void close();

  /** Ends the stream at once: something broke. */
  void abort(String why);
}
