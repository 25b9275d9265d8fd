package parlor.gateway;

import akka.actor.ActorRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import parlor.cluster.ClusterMessage;
import parlor.cluster.SendingInstrument;

/**
 * Counts in a gateway's metrics what it sends to others: Parlor's messages, and all, with their
 * bytes. Named in {@code akka.remote.artery.advanced.instruments}.
 */
public final class CrossingBytes extends SendingInstrument {
  private final Counter messages = Metrics.counter("parlor.crossings");
  private final Counter bytes = Metrics.counter("parlor.crossings.bytes");
  private final Counter allBytes = Metrics.counter("parlor.crossings.all.bytes");

  @Override
  public byte identifier() {
    return 8;
  }

  @Override
  public void remoteMessageSent(
      ActorRef recipient, Object message, ActorRef sender, int size, long time) {
    allBytes.increment(size);
    // What goes to a ledger is wrapped by the sharding.
    if (message instanceof ClusterMessage || message.toString().startsWith("ShardingEnvelope")) {
      messages.increment();
      bytes.increment(size);
    }
  }
}
