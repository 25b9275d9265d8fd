package parlor.gateway.tls;

import akka.NotUsed;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SendBytes;
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
  private static final BidiFlow<ByteString, SslTlsOutbound, SslTlsInbound, ByteString, NotUsed>
      PLAIN_BYTES =
          BidiFlow.fromFlows(
              Flow.of(ByteString.class).map(SendBytes::new),
              Flow.of(SslTlsInbound.class)
                  .collectType(SessionBytes.class)
                  .map(SessionBytes::bytes));

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
    return TLS.create(engines, TLSClosing.eagerClose());
  }

  /** The same for a door that deals in bytes. */
  public static BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> ofBytes(
      Supplier<SSLEngine> engines) {
    return PLAIN_BYTES.atop(of(engines));
  }
}
