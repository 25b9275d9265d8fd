package parlor.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder with everything that a gateway keeps; one gateway at a time uses it. */
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the folder if need be and claims it until it is closed or the process ends.
   *
   * @throws StoreException if it cannot be written, or another gateway uses it
   */
  public static DataDirectory claim(Path path) {
    try {
      make(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StoreException(
            "The data directory %s is in use by another gateway. Stop that one, or give this one another parlor.data-dir in its configuration."
                .formatted(path.toAbsolutePath()));
      }
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot use the data directory %s: %s".formatted(path.toAbsolutePath(), e), e);
    }
  }

  /**
   * Creates the folder if need be, for its user alone: what people said is in it. One that is there
   * already stays as it is.
   *
   * @throws StoreException if it cannot be created
   */
  public static void create(Path path) {
    try {
      make(path);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot make the data directory %s: %s".formatted(path.toAbsolutePath(), e), e);
    }
  }

  private static void make(Path path) throws IOException {
    Path folder = path.toAbsolutePath();
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  /** Where the embedded database is. */
  Path database() {
    return path.resolve("parlor.db");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("Cannot give back the data directory " + path, e);
    }
  }
}
