package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands that are to succeed. */
final class Shell {
  private Shell() {}

  /** What it printed. */
  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(List.of(command) + "\n" + printed).isZero();
      return printed;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(List.of(command).toString(), e);
    }
  }

  static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(List.of(command).toString(), e);
    }
  }

  static boolean isRoot() {
    return run("id", "-u").strip().equals("0");
  }
}
