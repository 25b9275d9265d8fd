package parlor.gateway.web;

import akka.stream.Attributes;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In front of TLS: whoever speaks HTTP in clear, as browsers do when somebody types {@code
 * host:port}, is sent to {@code https}. The first byte tells; everything else goes by untouched.
 */
final class ToHttps extends SocketStage {
  private static final int MAX_HEADER_BYTES = 8192;
  private static final Pattern TARGET =
      Pattern.compile("\\A[A-Z]+ (/[\\x21-\\x7e]*) HTTP/1\\.[01]\r\n");
  private static final Pattern HOST =
      Pattern.compile(
          "\r\nHost:[ \t]*([A-Za-z0-9._:\\[\\]-]+)[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

  ToHttps() {
    super("ToHttps");
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

  private final class Logic extends PassingOn {
    private ByteString header = ByteString.emptyByteString();
    private boolean decided;

    @Override
    void onBytes(ByteString bytes) {
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
