package parlor.gateway.web;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In front of TLS: whoever speaks HTTP in clear, as browsers do when somebody types {@code
 * host:port}, is sent to {@code https}. The first byte tells; everything else goes by untouched.
 */
final class ToHttps extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  private static final int MAX_HEADER_BYTES = 8192;
  private static final Pattern TARGET =
      Pattern.compile("\\A[A-Z]+ (/[\\x21-\\x7e]*) HTTP/1\\.[01]\r\n");
  private static final Pattern HOST =
      Pattern.compile(
          "\r\nHost:[ \t]*([A-Za-z0-9._:\\[\\]-]+)[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

  private final Outlet<ByteString> socketOut = Outlet.create("ToHttps.socketOut");
  private final Inlet<ByteString> serverIn = Inlet.create("ToHttps.serverIn");
  private final Outlet<ByteString> serverOut = Outlet.create("ToHttps.serverOut");
  private final Inlet<ByteString> socketIn = Inlet.create("ToHttps.socketIn");
  private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
      BidiShape.of(serverIn, socketOut, socketIn, serverOut);

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  /**
   * The answer to a request in clear.
   *
   * @param header everything up to the empty line
   */
  static ByteString answer(String header) {
    Matcher target = TARGET.matcher(header);
    Matcher host = HOST.matcher(header);
    String status =
        target.find() && host.find()
            ? "307 Temporary Redirect\r\nLocation: https://" + host.group(1) + target.group(1)
            : "400 Bad Request";
    return ByteString.fromString(
        "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  private final class Logic extends GraphStageLogic {
    private ByteString header = ByteString.emptyByteString();
    private boolean decided;

    Logic() {
      super(shape);
      setHandler(
          socketIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              onBytes(grab(socketIn));
            }

            @Override
            public void onUpstreamFinish() {
              complete(serverOut);
            }
          });
      setHandler(
          serverOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(socketIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(socketIn, cause);
            }
          });
      setHandler(
          serverIn,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(socketOut, grab(serverIn));
            }

            @Override
            public void onUpstreamFinish() {
              complete(socketOut);
            }
          });
      setHandler(
          socketOut,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(serverIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(serverIn, cause);
            }
          });
    }

    private void onBytes(ByteString bytes) {
      if (!decided && header.isEmpty() && !isClear(bytes)) {
        decided = true;
      }
      if (decided) {
        push(serverOut, bytes);
        return;
      }
      header = header.concat(bytes);
      String read = header.decodeString(StandardCharsets.ISO_8859_1);
      if (read.contains("\r\n\r\n") || header.size() > MAX_HEADER_BYTES) {
        sayAndEnd(answer(read));
      } else {
        pull(socketIn);
      }
    }

    /** A request begins with its method; TLS begins with 22. */
    private boolean isClear(ByteString bytes) {
      return bytes.nonEmpty() && bytes.apply(0) >= 'A' && bytes.apply(0) <= 'Z';
    }

    private void sayAndEnd(ByteString answer) {
      emit(socketOut, answer, () -> completeStage());
    }
  }
}
