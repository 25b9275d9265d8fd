package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilePortTest {
  private final FilePort files = new FilePort(new ServerAddress("10.0.0.1", 7420, true), 7480);

  @Test
  void itIsTheSameOnEveryHostAndMovesWithTheChatsOnOne() {
    assertThat(files.at(new ServerAddress("10.0.0.1", 7420, true))).isEqualTo(7480);
    assertThat(files.at(new ServerAddress("10.0.0.1", 7422, true))).isEqualTo(7482);
    assertThat(files.at(new ServerAddress("10.0.0.2", 7422, true))).isEqualTo(7480);
    assertThat(files.at(new ServerAddress("10.0.0.1", 65_500, true))).isEqualTo(7480);
  }
}
