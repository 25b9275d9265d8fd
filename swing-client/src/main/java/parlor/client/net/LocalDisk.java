package parlor.client.net;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Disk;

/**
 * Files of this computer, read and written beside the event thread.
 *
 * @param thread where callbacks run
 */
public record LocalDisk(Executor thread) implements Disk {

  @Override
  public void read(File file, Consumer<byte[]> content, Consumer<String> problem) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                byte[] bytes = Files.readAllBytes(file.toPath());
                thread.execute(() -> content.accept(bytes));
              } catch (IOException e) {
                thread.execute(() -> problem.accept(String.valueOf(e.getMessage())));
              }
            });
  }

  @Override
  public void write(File file, byte[] content, Consumer<@Nullable String> done) {
    Thread.ofVirtual()
        .start(
            () -> {
              String problem = null;
              try {
                Files.write(file.toPath(), content);
              } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
              }
              String said = problem;
              thread.execute(() -> done.accept(said));
            });
  }
}
