package parlor.gateway;

import akka.actor.ActorRef;
import akka.remote.artery.RemoteInstrument;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.nio.ByteBuffer;
import parlor.cluster.ClusterMessage;

/**
 * Counts in a gateway's metrics what it sends to others: Parlor's messages, and all, with their
 * bytes. Named in {@code akka.remote.artery.advanced.instruments}.
 */
public final class CrossingBytes extends RemoteInstrument {
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

  @Override
  public void remoteMessageReceived(
      ActorRef recipient, Object message, ActorRef sender, int size, long time) {}

  @Override
  public void remoteWriteMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {}

  @Override
  public void remoteReadMetadata(
      ActorRef recipient, Object message, ActorRef sender, ByteBuffer buffer) {}
}
