package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Talks to a gateway over WebSocket; keeps the messages that came, each with its frames. */
final class TestWebSocket implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<List<JsonNode>> messages = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private volatile @Nullable Integer closed;

  TestWebSocket(int port) {
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/chat"), this)
            .join();
  }

  /** Sends a text message in which single quotes may stand for double ones. */
  void send(String frames) {
    socket.sendText(frames.replace('\'', '"'), true).join();
  }

  void sendPart(String part, boolean last) {
    socket.sendText(part.replace('\'', '"'), last).join();
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  void closeOutput() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /** Ends the connection without a word. */
  void abort() {
    socket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    parts.writeBytes(part);
    if (last) {
      messages.add(frames(parts.toString(StandardCharsets.UTF_8)));
      parts.reset();
    }
    from.request(1);
    return null;
  }

  private static List<JsonNode> frames(String lines) {
    assertThat(lines).as("each frame ends its line").endsWith("\n");
    List<JsonNode> frames = new ArrayList<>();
    lines.lines().forEach(line -> frames.add(tree(line)));
    return frames;
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed = status;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed = -1;
  }

  List<List<JsonNode>> messages() {
    return messages;
  }

  /** The frame that is wanted, once it has come. */
  JsonNode expect(Predicate<JsonNode> wanted) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> messages.stream().flatMap(List::stream).filter(wanted).findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }

  JsonNode expect(String type) {
    return expect(frame -> frame.path("type").asText().equals(type));
  }

  JsonNode expectRe(String id) {
    return expect(frame -> frame.path("re").asText().equals(id));
  }

  /** The status with which the server has closed, -1 for an end without one. */
  int expectClosed() {
    return await().atMost(PATIENCE).until(() -> closed, status -> status != null);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
