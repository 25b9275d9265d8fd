package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void whatIsMadeIsForItsUserAlone() throws IOException {
    Path data = folder.resolve("below").resolve("data");
    try (DataDirectory claimed = DataDirectory.claim(data)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(claimed.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whatIsThereStaysAsItIs() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    DataDirectory.create(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void whatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.create(file.resolve("data")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("file");
  }
}
