package parlor.client.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import parlor.client.model.FileServer;
import parlor.client.model.Keyring;
import parlor.client.model.ServerAddress;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** Files over HTTP, with the session's token. */
public final class HttpFiles implements FileServer {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(5);
  private static final int OK = 200;

  /** Made beside the event thread, for they look at the system's certificates. */
  private final Map<ServerAddress, CompletableFuture<HttpClient>> clients =
      new ConcurrentHashMap<>();

  private final Keyring keys;
  private final ToIntFunction<ServerAddress> ports;
  private final Executor thread;

  /**
   * Files at a port of the server's host.
   *
   * @param ports at which of them
   * @param thread where callbacks run
   */
  public HttpFiles(Keyring keys, ToIntFunction<ServerAddress> ports, Executor thread) {
    this.keys = keys;
    this.ports = ports;
    this.thread = thread;
  }

  private CompletableFuture<HttpClient> client(ServerAddress server) {
    return clients.computeIfAbsent(
        server,
        to ->
            CompletableFuture.supplyAsync(
                () ->
                    HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .sslContext(ServerTrust.context(to, keys))
                        .build()));
  }

  @Override
  public int port(ServerAddress server) {
    return ports.applyAsInt(server);
  }

  @Override
  public Upload upload(
      ServerAddress server,
      String session,
      String name,
      byte[] content,
      LongConsumer sent,
      Listener listener) {
    String path = "/files?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpRequest request =
        request(server, session, path)
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () ->
                            new Counted(content, gone -> thread.execute(() -> sent.accept(gone)))),
                    Math.max(1, content.length)))
            .build();
    HttpRequest whole =
        content.length == 0
            ? request(server, session, path).POST(HttpRequest.BodyPublishers.noBody()).build()
            : request;
    CompletableFuture<HttpResponse<byte[]>> answer =
        client(server)
            .thenCompose(
                client -> client.sendAsync(whole, HttpResponse.BodyHandlers.ofByteArray()));
    CompletableFuture<Void> told =
        answer.handleAsync(
            (response, failure) -> {
              tell(response, failure, listener);
              return null;
            },
            thread);
    // Told of nothing any more, and nothing is sent any more.
    return () -> {
      told.cancel(false);
      answer.cancel(true);
    };
  }

  private static void tell(
      @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure, Listener listener) {
    if (failure != null || response == null) {
      listener.failed(null);
      return;
    }
    try {
      if (response.statusCode() == OK) {
        listener.uploaded(ServerFrameCodec.decodeAttachment(response.body()));
      } else {
        listener.failed(refusal(response.body()));
      }
    } catch (IOException e) {
      // Whatever answers there, it is no Parlor server.
      listener.failed(null);
    }
  }

  private static ServerFrame.@Nullable Refusal refusal(byte[] body) throws IOException {
    int end = body.length > 0 && body[body.length - 1] == '\n' ? body.length - 1 : body.length;
    return ServerFrameCodec.decode(body, 0, end)
                .filter(ServerFrame.Refusal.class::isInstance)
                .orElse(null)
            instanceof ServerFrame.Refusal refusal
        ? refusal
        : null;
  }

  @Override
  public CompletionStage<byte[]> fetch(ServerAddress server, String session, String id) {
    return get(server, session, "/files/" + id);
  }

  @Override
  public CompletionStage<byte[]> fetchThumbnail(ServerAddress server, String session, String id) {
    return get(server, session, "/files/" + id + "/thumbnail");
  }

  private CompletionStage<byte[]> get(ServerAddress server, String session, String path) {
    HttpRequest request = request(server, session, path).build();
    return client(server)
        .thenCompose(client -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
        .thenCompose(
            response ->
                response.statusCode() == OK
                    ? CompletableFuture.completedFuture(response.body())
                    : CompletableFuture.failedFuture(
                        new IOException("Status " + response.statusCode())))
        .thenApplyAsync(body -> body, thread);
  }

  private HttpRequest.Builder request(ServerAddress server, String session, String path) {
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    String scheme = server.encrypted() ? "https://" : "http://";
    return HttpRequest.newBuilder(URI.create(scheme + host + ":" + port(server) + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + session);
  }

  /** Says how much of it has been read. */
  private static final class Counted extends InputStream {
    private final ByteArrayInputStream bytes;
    private final int length;
    private final LongConsumer gone;

    Counted(byte[] content, LongConsumer gone) {
      this.bytes = new ByteArrayInputStream(content);
      this.length = content.length;
      this.gone = gone;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int count) {
      int read = bytes.read(into, offset, count);
      gone.accept(length - bytes.available());
      return read;
    }
  }
}
