package parlor.client.model;

import java.io.File;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files on this computer. Nothing here waits; what it calls back, it calls on the model's thread.
 */
public interface Disk {

  /** Reads a whole file. */
  void read(File file, Consumer<byte[]> content, Consumer<String> problem);

  /** Writes a whole file; {@code done} is told what went wrong, or null. */
  void write(File file, byte[] content, Consumer<@Nullable String> done);
}
