package parlor.client.model;

import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.ServerFrame;

/** Where files go to and come from. What it calls back, it calls on the model's thread. */
public interface FileServer {

  /** An upload that is under way. */
  interface Upload {
    void cancel();
  }

  /** Told how an upload goes. */
  interface Listener {
    void uploaded(Attachment file);

    /**
     * It did not work; {@code refusal} is the server's word, or null if it could not be reached.
     */
    void failed(ServerFrame.@Nullable Refusal refusal);
  }

  /**
   * Begins to upload.
   *
   * @param sent told how many bytes have gone, now and then
   */
  Upload upload(
      ServerAddress server,
      String session,
      String name,
      byte[] content,
      LongConsumer sent,
      Listener listener);

  /** A file's content; fails if it cannot be fetched. */
  CompletionStage<byte[]> fetch(ServerAddress server, String session, String id);

  /** A small picture of an image; fails if it cannot be fetched. */
  CompletionStage<byte[]> fetchThumbnail(ServerAddress server, String session, String id);

  /** The port at which it is looked for. */
  int port(ServerAddress server);
}
