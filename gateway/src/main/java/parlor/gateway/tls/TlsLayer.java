package parlor.gateway.tls;

import akka.NotUsed;
import akka.stream.ActorAttributes;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** What lies between the bytes of a socket and those of a front door. */
public final class TlsLayer {
  /** Apart from those on which rooms live, so that whoever comes takes no time from them. */
  private static final String THREADS = "parlor.http.tls-threads";

  private TlsLayer() {}

  /**
   * Encryption by an engine for each connection.
   *
   * @param engines null for a line in clear
   */
  public static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> of(
      @Nullable Supplier<SSLEngine> engines) {
    if (engines == null) {
      return BidiFlow.fromFlows(
              Flow.of(SslTlsOutbound.class),
              Flow.of(SessionBytes.class).map(bytes -> (SslTlsInbound) bytes))
          .atop(TLSPlacebo.getInstance());
    }
    return TLS.create(engines, TLSClosing.eagerClose())
        .addAttributes(ActorAttributes.dispatcher(THREADS));
  }
}
