package parlor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers can do to a gateway. */
@Timeout(300)
@Tag("alone")
class AttackTest {
  private static AttackedGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = AttackedGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** What the others are measured against. */
  @Test
  void nobody() throws Exception {
    gateway.whileTwoTalk("nobody", () -> TimeUnit.SECONDS.sleep(1));
  }

  @Test
  void thousandsOfSilentConnections() throws Exception {
    gateway.whileTwoTalk(
        "silent",
        () -> {
          List<Socket> silent = new ArrayList<>();
          for (int i = 0; i < 5000; i++) {
            silent.add(gateway.attacker(gateway.port()));
          }
          // Until they are all thrown out for not logging in.
          for (Socket socket : silent) {
            assertThat(AttackedGateway.isEnded(socket)).isTrue();
          }
        });
  }

  @Test
  void aFloodOfConnectionsThatComeAndGo() throws Exception {
    gateway.whileTwoTalk(
        "come-and-go",
        () -> {
          for (int i = 0; i < 3000; i++) {
            gateway.attacker(i % 2 == 0 ? gateway.port() : gateway.webPort()).close();
          }
        });
  }

  /** A client's part of a handshake is cheap to send again, the server's is not. */
  @Test
  void aFloodOfHandshakes() throws Exception {
    gateway.whileTwoTalk(
        "handshakes",
        () -> {
          byte[] hello = clientHello();
          for (int i = 0; i < 2000; i++) {
            Socket socket = gateway.attacker(i % 4 == 0 ? gateway.webPort() : gateway.port());
            try {
              socket.getOutputStream().write(hello);
            } catch (IOException refused) {
              // There are too many already.
            }
          }
        });
  }

  /** As a socket of this JVM would begin. */
  private static byte[] clientHello() throws IOException {
    try (var listening = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client =
            TestTls.trustingAll()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
        Socket server = listening.accept()) {
      Thread greeting =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.getOutputStream().write(0);
                } catch (IOException closed) {
                  // All that it had to say was its greeting.
                }
              });
      byte[] header = server.getInputStream().readNBytes(5);
      int length = (header[3] & 0xff) << 8 | (header[4] & 0xff);
      ByteArrayOutputStream hello = new ByteArrayOutputStream();
      hello.write(header);
      hello.write(server.getInputStream().readNBytes(length));
      greeting.interrupt();
      return hello.toByteArray();
    }
  }

  @Test
  void handshakesThatComeByteByByte() throws Exception {
    byte[] hello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
    gateway.whileTwoTalk(
        "slow-handshakes",
        () -> {
          List<Socket> slow = new ArrayList<>();
          for (int i = 0; i < 400; i++) {
            slow.add(gateway.attacker(i % 2 == 0 ? gateway.port() : gateway.webPort()));
          }
          trickle(slow, hello);
          for (Socket socket : slow) {
            assertThat(AttackedGateway.isEnded(socket)).isTrue();
          }
        });
  }

  @Test
  void headersAndFramesThatComeByteByByte() throws Exception {
    gateway.whileTwoTalk(
        "slow-headers-and-frames",
        () -> {
          List<Socket> headers = new ArrayList<>();
          List<Socket> frames = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            Socket socket = gateway.encrypted(gateway.port());
            frames.add(socket);
            socket
                .getOutputStream()
                .write(
                    "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"%s\"}\n"
                        .formatted(gateway.newName("slow"))
                        .getBytes(UTF_8));
          }
          trickle(frames, "{\"type\":\"pi".getBytes(UTF_8));
          for (int i = 0; i < 100; i++) {
            headers.add(gateway.encrypted(gateway.webPort()));
          }
          trickle(headers, "GET / HTTP/1".getBytes(UTF_8));
          for (Socket socket : headers) {
            assertThat(AttackedGateway.isEnded(socket)).isTrue();
          }
          for (Socket socket : frames) {
            assertThat(AttackedGateway.isEnded(socket)).isTrue();
          }
        });
  }

  private static void trickle(List<Socket> sockets, byte[] bytes) throws Exception {
    for (byte next : bytes) {
      for (Socket socket : sockets) {
        try {
          socket.getOutputStream().write(next);
        } catch (IOException ended) {
          // It has been slow for too long.
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** What it reads of it is bounded, and so is the memory of both sides' sockets. */
  @Test
  void aFrameWithoutAnEnd() throws Exception {
    gateway.whileTwoTalk(
        "endless-frame",
        () -> {
          OutputStream out = gateway.encrypted(gateway.port()).getOutputStream();
          byte[] block = "a".repeat(64 * 1024).getBytes(UTF_8);
          assertThatThrownBy(
                  () -> {
                    for (int sent = 0; sent < 64 * 1024 * 1024; sent += block.length) {
                      out.write(block);
                    }
                  })
              .as("cut off")
              .isInstanceOf(IOException.class);
        });
  }

  /** 64 MB of nothing, as files and as compressed messages over WebSocket. */
  @Test
  void bombs() throws Exception {
    byte[] bomb = gzipped(64 * 1024 * 1024);
    gateway.whileTwoTalk(
        "bombs",
        () -> {
          for (int i = 0; i < 30; i++) {
            Socket http = gateway.encrypted(gateway.webPort());
            http.getOutputStream()
                .write(
                    """
                    POST /files?name=x HTTP/1.1\r
                    Host: localhost\r
                    Content-Encoding: gzip\r
                    Content-Length: %d\r
                    \r
                    """
                        .formatted(bomb.length)
                        .getBytes(UTF_8));
            writeAsLongAsItIsRead(http, bomb);
            Socket chat = gateway.encrypted(gateway.webPort());
            chat.getOutputStream()
                .write(
                    """
                    GET /chat HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    Sec-WebSocket-Extensions: permessage-deflate\r
                    \r
                    """
                        .getBytes(UTF_8));
            writeAsLongAsItIsRead(chat, compressedMessage(bomb));
          }
        });
  }

  private static byte[] gzipped(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] block = new byte[64 * 1024];
      for (int i = 0; i < size; i += block.length) {
        gzip.write(block);
      }
    }
    return bytes.toByteArray();
  }

  /** A message that says it is compressed (RSV1), masked by nothing. */
  private static byte[] compressedMessage(byte[] payload) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(0xc2);
    message.write(0xff);
    for (int shift = 56; shift >= 0; shift -= 8) {
      message.write((int) ((long) payload.length >> shift));
    }
    message.write(new byte[4]);
    message.write(payload);
    return message.toByteArray();
  }

  private static void writeAsLongAsItIsRead(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException cutOff) {
      // It was refused before all of it was read.
    }
  }

  @Test
  void aFloodOfLogins() throws Exception {
    gateway.whileTwoTalk(
        "logins",
        () -> {
          for (int i = 0; i < 300; i++) {
            gateway.guest("guest");
          }
        });
  }

  @Test
  void aFloodOfGuesses() throws Exception {
    String owner = gateway.newName("owner");
    try (TestClient client = TestClient.encrypted(gateway.port())) {
      client.hello(owner);
      client.send("{'type':'register','id':'r','password':'long enough'}");
      client.expectRe("r");
      client.send("{'type':'bye'}");
      client.expect("bye");
    }
    gateway.whileTwoTalk(
        "guesses",
        () -> {
          for (int i = 0; i < 100; i++) {
            OutputStream out = gateway.encrypted(gateway.port()).getOutputStream();
            for (int guess = 0; guess < 20; guess++) {
              out.write(
                  "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"%s\",\"password\":\"guess %d\"}\n"
                      .formatted(owner, guess)
                      .getBytes(UTF_8));
            }
          }
          // Meanwhile the owner, who comes from elsewhere, is let in.
          try (TestClient client = TestClient.encrypted(gateway.port())) {
            client.send(
                "{'type':'hello','id':'h','protocol':1,'nickname':'%s','password':'long enough'}"
                    .formatted(owner));
            assertThat(client.expectRe("h").path("type").asText()).isEqualTo("welcome");
          }
        });
  }

  /** Each asks the database, if it is let. */
  @Test
  void aFloodOfQuestionsOverHttp() throws Exception {
    byte[] questions =
        "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200).getBytes(UTF_8);
    gateway.whileTwoTalk(
        "questions",
        () -> {
          for (int i = 0; i < 50; i++) {
            writeAsLongAsItIsRead(gateway.encrypted(gateway.webPort()), questions);
          }
          TimeUnit.SECONDS.sleep(3);
        });
  }
}
