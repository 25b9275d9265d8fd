package parlor.gateway.tcp;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.ConnectionStage;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tls.TlsLayer;

/** Chat over TCP. */
public final class TcpDoor {

  private TcpDoor() {}

  /**
   * Opens the door.
   *
   * @param port 0 for any that is free
   * @param tls an engine for each connection, or null for a line in clear
   * @return the binding; fails with {@link akka.stream.BindFailedException} if the address is in
   *     use
   */
  public static CompletionStage<Tcp.ServerBinding> open(
      ActorSystem<?> system,
      String host,
      int port,
      int backlog,
      @Nullable Supplier<SSLEngine> tls,
      DoorTools tools) {
    List<Inet.SocketOption> options = List.of(TcpSO.keepAlive(true), TcpSO.tcpNoDelay(true));
    boolean halfClose = true;
    return Tcp.get(system.classicSystem())
        .bind(host, port, backlog, options, halfClose, Optional.empty())
        .to(Sink.foreach(socket -> socket.handleWith(connection(socket, tls, tools), system)))
        .run(system);
  }

  private static Flow<ByteString, ByteString, NotUsed> connection(
      Tcp.IncomingConnection socket, @Nullable Supplier<SSLEngine> tls, DoorTools tools) {
    InetAddress from = socket.remoteAddress().getAddress();
    if (!tools.gate().enter(from)) {
      return Flow.fromSinkAndSource(Sink.cancelled(), Source.empty());
    }
    var chat = ConnectionStage.flow(tools, from);
    return tls == null ? chat : TlsLayer.ofBytes(tls).reversed().join(chat);
  }
}
