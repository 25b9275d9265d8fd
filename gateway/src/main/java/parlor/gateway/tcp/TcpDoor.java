package parlor.gateway.tcp;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.KillSwitches;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.ConnectionStage;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tls.TlsLayer;

/** Chat over TCP. */
public final class TcpDoor {

  private static final Duration LINGER = Duration.ofSeconds(2);

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
        .to(
            Sink.foreach(
                socket -> socket.handleWith(connection(system, socket, tls, tools), system)))
        .run(system);
  }

  private static Flow<ByteString, ByteString, NotUsed> connection(
      ActorSystem<?> system,
      Tcp.IncomingConnection socket,
      @Nullable Supplier<SSLEngine> tls,
      DoorTools tools) {
    InetAddress from = socket.remoteAddress().getAddress();
    if (!tools.gate().enter(from)) {
      return Flow.fromSinkAndSource(Sink.cancelled(), Source.empty());
    }
    var chat = ConnectionStage.flow(tools, from, () -> tools.gate().leave(from));
    return tls == null ? chat : encrypted(system, tls, chat);
  }

  /**
   * TLS waits for the other side to say that it closes, and reads whatever else it says: who never
   * does is cut off a while after the connection has ended.
   */
  private static Flow<ByteString, ByteString, NotUsed> encrypted(
      ActorSystem<?> system,
      Supplier<SSLEngine> tls,
      Flow<ByteString, ByteString, NotUsed> connection) {
    return TlsLayer.ofBytes(tls)
        .atop(BidiFlow.fromGraph(KillSwitches.<ByteString, ByteString>singleBidi()), Keep.right())
        .reversed()
        .join(
            connection.watchTermination(Keep.right()),
            (socket, ended) -> {
              ended.whenComplete(
                  (done, failure) ->
                      system
                          .scheduler()
                          .scheduleOnce(
                              LINGER,
                              () -> socket.abort(new TimeoutException("TLS was not closed")),
                              system.executionContext()));
              return NotUsed.getInstance();
            });
  }
}
