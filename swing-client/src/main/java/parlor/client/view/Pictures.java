package parlor.client.view;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.Disk;
import parlor.client.model.FileServer;
import parlor.client.model.ServerAddress;

/**
 * The small pictures of images that were said: fetched and decoded beside the event thread, the
 * last ones kept. Used on the event thread.
 */
final class Pictures {
  private static final int MAX_KEPT = 200;

  private final Chat chat;
  private final FileServer files;
  private final Disk disk;
  private final Map<String, BufferedImage> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BufferedImage> eldest) {
          return size() > MAX_KEPT;
        }
      };
  private final Map<String, Runnable> wanted = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  Pictures(Chat chat, FileServer files, Disk disk) {
    this.chat = chat;
    this.disk = disk;
    this.files = files;
  }

  Disk disk() {
    return disk;
  }

  FileServer files() {
    return files;
  }

  /**
   * The small picture of an image, or null while it is not here.
   *
   * @param arrived called when it has come
   */
  @Nullable BufferedImage small(String id, Runnable arrived) {
    BufferedImage picture = kept.get(id);
    if (picture == null && !missing.contains(id) && wanted.put(id, arrived) == null) {
      fetch(id, true)
          .thenApplyAsync(Pictures::decoded)
          .whenComplete((decoded, failure) -> SwingUtilities.invokeLater(() -> keep(id, decoded)));
    }
    return picture;
  }

  private void keep(String id, @Nullable BufferedImage picture) {
    Runnable arrived = wanted.remove(id);
    if (picture == null) {
      missing.add(id);
    } else {
      kept.put(id, picture);
      if (arrived != null) {
        arrived.run();
      }
    }
  }

  /** What could not be fetched may be fetched now. */
  void tryAgain() {
    missing.clear();
  }

  /** A file's content. */
  CompletionStage<byte[]> whole(String id) {
    return fetch(id, false);
  }

  private CompletionStage<byte[]> fetch(String id, boolean small) {
    ServerAddress server = chat.address();
    String session = chat.session();
    if (server == null || session == null) {
      return CompletableFuture.failedFuture(new IOException("Not logged in"));
    }
    return small ? files.fetchThumbnail(server, session, id) : files.fetch(server, session, id);
  }

  /** Null if it is no picture that this system can draw. */
  static @Nullable BufferedImage decoded(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      return null;
    }
  }
}
