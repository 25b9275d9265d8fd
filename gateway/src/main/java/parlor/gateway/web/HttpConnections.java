package parlor.gateway.web;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.event.Logging;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.ConnectionGate;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsLayer;

/** From the bytes of a socket to requests: bounds, then encryption, then HTTP, then the routes. */
final class HttpConnections {
  /** Who a request came from. */
  static final AttributeKey<Peer> PEER = AttributeKey.create("parlor-peer", Peer.class);

  /**
   * The other end of a connection.
   *
   * @param socket ends the connection at once, whatever still waits to be written
   */
  record Peer(InetAddress address, SharedKillSwitch socket) {}

  private final ActorSystem<?> system;
  private final @Nullable Tls tls;
  private final Flow<HttpRequest, HttpResponse, NotUsed> routes;
  private final ConnectionGate gate;
  private final Duration deadline;
  private final ServerSettings settings;

  HttpConnections(
      ActorSystem<?> system,
      @Nullable Tls tls,
      Route routes,
      ConnectionGate gate,
      Duration deadline) {
    this.system = system;
    this.tls = tls;
    this.routes = routes.flow(system);
    this.gate = gate;
    this.deadline = deadline;
    this.settings = ServerSettings.create(system.classicSystem());
  }

  void serve(Tcp.IncomingConnection socket) {
    InetAddress from = socket.remoteAddress().getAddress();
    if (!gate.enter(from)) {
      socket.handleWith(Flow.fromSinkAndSource(Sink.cancelled(), Source.empty()), system);
      return;
    }
    socket.handleWith(
        connection(socket)
            .watchTermination(
                (none, ended) -> {
                  ended.whenComplete((done, failure) -> gate.leave(from));
                  return none;
                }),
        system);
  }

  private Flow<ByteString, ByteString, NotUsed> connection(Tcp.IncomingConnection socket) {
    RequestDeadline clock = new RequestDeadline(deadline);
    SharedKillSwitch cut = KillSwitches.shared("http");
    Peer peer = new Peer(socket.remoteAddress().getAddress(), cut);
    Flow<HttpRequest, HttpResponse, NotUsed> timed =
        Flow.of(HttpRequest.class)
            .map(
                request -> {
                  clock.requestArrived();
                  return request.addAttribute(PEER, peer);
                })
            .via(routes)
            .map(
                response -> {
                  if (!response.status().equals(StatusCodes.SWITCHING_PROTOCOLS)) {
                    clock.answered();
                  }
                  return response;
                });
    return Http.get(system)
        .serverLayer(
            settings,
            Optional.of(socket.remoteAddress()),
            Logging.getLogger(system.classicSystem(), HttpConnections.class))
        .atop(TlsLayer.of(tls))
        .atop(tls == null ? BidiFlow.identity() : BidiFlow.fromGraph(new ToHttps()))
        .atop(BidiFlow.fromGraph(clock))
        .atop(BidiFlow.fromFlows(cut.flow(), cut.flow()))
        .atop(BidiFlow.bidirectionalIdleTimeout(idle()))
        .reversed()
        .join(timed);
  }

  private Duration idle() {
    return Duration.ofMillis(settings.getTimeouts().idleTimeout().toMillis());
  }
}
