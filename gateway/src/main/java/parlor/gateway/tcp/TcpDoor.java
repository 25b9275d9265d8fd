package parlor.gateway.tcp;

import akka.actor.typed.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import parlor.gateway.door.ConnectionStage;
import parlor.gateway.door.DoorTools;

/** Chat over TCP. */
public final class TcpDoor {

  private TcpDoor() {}

  /**
   * Opens the door.
   *
   * @param port 0 for any that is free
   * @return the binding; fails with {@link akka.stream.BindFailedException} if the address is in
   *     use
   */
  public static CompletionStage<Tcp.ServerBinding> open(
      ActorSystem<?> system, String host, int port, int backlog, DoorTools tools) {
    List<Inet.SocketOption> options = List.of(TcpSO.keepAlive(true), TcpSO.tcpNoDelay(true));
    boolean halfClose = true;
    return Tcp.get(system.classicSystem())
        .bind(host, port, backlog, options, halfClose, Optional.empty())
        .to(
            Sink.foreach(
                socket ->
                    socket.handleWith(
                        ConnectionStage.flow(tools, socket.remoteAddress().getAddress()), system)))
        .run(system);
  }
}
