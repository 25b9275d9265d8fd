package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayProcessTest {
  private static final ServerSettings SETTINGS =
      new ServerSettings(ServerSettings.Store.MEMORY, false, false, "-Xmx64m");

  @TempDir Path folder;

  private Path program(String script) throws IOException {
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private Path scratch() {
    return folder.resolve("scratch");
  }

  @Test
  void itIsReadyWhenItSaysWhereAndItsFolderGoesWithIt() throws IOException {
    Path program =
        program(
            """
            cp "$2" "%s"
            echo "The key of this server"
            echo "parlor ready: chat tcp://127.0.0.1:4711, http://127.0.0.1:4712"
            exec sleep 300
            """
                .formatted(folder.resolve("seen")));

    try (GatewayProcess gateway = GatewayProcess.start(program, scratch(), SETTINGS)) {
      assertThat(gateway.server().target().address().getPort()).isEqualTo(4711);
      assertThat(gateway.server().target().tls()).isNull();
      assertThat(gateway.server().readySeconds()).isPositive();
      assertThat(Files.readString(folder.resolve("seen")))
          .contains("history.store = memory", "rates = off", "tls = off");
    }

    try (Stream<Path> left = Files.list(scratch())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void oneThatEndsSaysWhy() throws IOException {
    Path program = program("echo no such key >&2; exit 1\n");

    assertThatThrownBy(() -> GatewayProcess.start(program, scratch(), SETTINGS))
        .isInstanceOf(IOException.class)
        .hasMessage("The gateway has ended: no such key");
  }
}
