package parlor.deploy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Somebody in the lobby, over TLS by openssl and the lines of docs/protocol.md. */
final class Talker implements AutoCloseable {
  private final Process openssl;
  private final BufferedReader in;
  private final BufferedWriter out;

  private Talker(int port, Path errors) throws IOException {
    openssl =
        new ProcessBuilder("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:" + port)
            .redirectError(errors.toFile())
            .start();
    in = openssl.inputReader();
    out = openssl.outputWriter();
  }

  /** Logs in and joins; what the room remembers is told. */
  static Talker inLobby(int port, String nickname, Path errors) throws IOException {
    Talker talker = new Talker(port, errors);
    talker.send(
        "{\"type\":\"hello\",\"id\":\"h\",\"protocol\":1,\"client\":\"test\",\"nickname\":\"%s\"}"
            .formatted(nickname));
    talker.until("\"welcome\"");
    talker.send("{\"type\":\"join\",\"id\":\"j\",\"room\":\"lobby\"}");
    return talker;
  }

  void say(String text) throws IOException {
    send("{\"type\":\"say\",\"id\":\"%1$s\",\"room\":\"lobby\",\"text\":\"%1$s\"}".formatted(text));
    until("\"said\"");
  }

  private void send(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  /** The next frame with this in it; blocks until it comes. */
  String until(String part) {
    try {
      String line = in.readLine();
      while (line != null && !line.contains(part)) {
        line = in.readLine();
      }
      if (line == null) {
        throw new AssertionError("The connection ended before " + part);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    openssl.destroy();
  }
}
