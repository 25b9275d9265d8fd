package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Talks to a gateway over a real socket, as somebody with {@code nc} would. */
final class TestClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_MS = 10_000;

  /**
   * A socket that nobody holds is closed by the garbage collector, and others see its person go.
   */
  private static final List<TestClient> HELD = new CopyOnWriteArrayList<>();

  private final Socket socket;
  private final BufferedReader in;

  /** In clear. */
  TestClient(int port) {
    this(port, new Socket());
  }

  /** Encrypted; whose key the server has is another test's business. */
  static TestClient encrypted(int port) {
    try {
      return new TestClient(port, TestTls.trustingAll().getSocketFactory().createSocket());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In clear, from one of this computer's own addresses. */
  static TestClient from(String address, int port) {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(address, 0));
      return new TestClient(port, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypted, from one of this computer's own addresses. */
  static TestClient encryptedFrom(String address, int port) {
    try {
      Socket socket = TestTls.trustingAll().getSocketFactory().createSocket();
      socket.bind(new InetSocketAddress(address, 0));
      return new TestClient(port, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestClient(int port, Socket socket) {
    this.socket = socket;
    HELD.add(this);
    try {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logged in. */
  static TestClient as(int port, String nickname) {
    TestClient client = new TestClient(port);
    client.hello(nickname);
    return client;
  }

  /** Logged in and in the lobby, with the notices of that behind it. */
  static TestClient inLobby(int port, String nickname) {
    TestClient client = as(port, nickname);
    client.join("lobby");
    return client;
  }

  JsonNode hello(String nickname) {
    send(
        "{'type':'hello','id':'hello','protocol':1,'client':'test','nickname':"
            + quote(nickname)
            + "}");
    return expect("welcome");
  }

  JsonNode resume(String nickname, String session) {
    send(
        "{'type':'hello','id':'hello','protocol':1,'nickname':%s,'resume':'%s'}"
            .formatted(quote(nickname), session));
    return next();
  }

  JsonNode join(String room) {
    send("{'type':'join','id':'join','room':" + quote(room) + "}");
    return expect("joined");
  }

  void say(String id, String text) {
    send("{'type':'say','id':'%s','room':'lobby','text':%s}".formatted(id, quote(text)));
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String quote(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What logins by one nickname, at these ports in the same instant, are answered with. */
  static List<String> raceFor(String nickname, int... ports) throws Exception {
    CyclicBarrier start = new CyclicBarrier(ports.length);
    List<Future<String>> answers = new ArrayList<>();
    List<TestClient> clients = new ArrayList<>();
    List<String> types = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(ports.length)) {
      for (int port : ports) {
        TestClient client = new TestClient(port);
        clients.add(client);
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  client.send("{'type':'hello','protocol':1,'nickname':'" + nickname + "'}");
                  return client.next().path("type").asText();
                }));
      }
      for (Future<String> answer : answers) {
        types.add(answer.get());
      }
    }
    clients.forEach(TestClient::close);
    return types;
  }

  /** Sends a line of JSON in which single quotes may stand for double ones. */
  void send(String line) {
    raw((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode next() {
    try {
      String line = in.readLine();
      assertThat(line).as("a frame, not the end").isNotNull();
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame of that type; others before it are passed over. */
  JsonNode expect(String type) {
    return expect(frame -> frame.path("type").asText().equals(type));
  }

  JsonNode expect(Predicate<JsonNode> wanted) {
    List<JsonNode> passed = new ArrayList<>();
    while (true) {
      JsonNode frame;
      try {
        frame = next();
      } catch (AssertionError | UncheckedIOException e) {
        throw new AssertionError("Not found; before it came " + passed, e);
      }
      if (wanted.test(frame)) {
        return frame;
      }
      passed.add(frame);
    }
  }

  JsonNode expectRe(String id) {
    return expect(frame -> frame.path("re").asText().equals(id));
  }

  void expectError(String id, String code) {
    assertThat(expectRe(id).path("code").asText()).isEqualTo(code);
  }

  /** Everything that has come before the answer to a ping. */
  List<JsonNode> sync() {
    String id = "sync" + System.nanoTime();
    send("{'type':'ping','id':'" + id + "'}");
    List<JsonNode> before = new ArrayList<>();
    for (JsonNode frame = next(); !frame.path("re").asText().equals(id); frame = next()) {
      before.add(frame);
    }
    return before;
  }

  /** Whether the server has closed its side, after whatever it still says. */
  boolean isClosed() {
    try {
      while (in.readLine() != null) {
        // What was on its way.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connection without a word. */
  void drop() {
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
