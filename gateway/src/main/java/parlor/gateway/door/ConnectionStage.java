package parlor.gateway.door;

import akka.NotUsed;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Flow;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import java.net.InetAddress;

/**
 * One connection, both directions, as one stage: bytes in, bytes out. In between are the frames of
 * a {@link Conversation} and the {@link parlor.room.Outlet} that rooms write to.
 */
public final class ConnectionStage extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("Connection.in");
  private final Outlet<ByteString> out = Outlet.create("Connection.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final DoorTools tools;
  private final InetAddress from;
  private final Runnable onEnd;

  private ConnectionStage(DoorTools tools, InetAddress from, Runnable onEnd) {
    this.tools = tools;
    this.from = from;
    this.onEnd = onEnd;
  }

  /**
   * A flow to be materialized once.
   *
   * @param from the client's address
   * @param onEnd called once, when nothing of the connection is left
   */
  public static Flow<ByteString, ByteString, NotUsed> flow(
      DoorTools tools, InetAddress from, Runnable onEnd) {
    return Flow.fromGraph(new ConnectionStage(tools, from, onEnd));
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new StageCarrier(shape, tools, from, onEnd);
  }
}
