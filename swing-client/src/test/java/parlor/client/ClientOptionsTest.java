package parlor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parlor.client.model.Invitation;

class ClientOptionsTest {

  @Test
  void aLinkIsTakenWithAndWithoutOptions() {
    Invitation garden = Invitation.parse("parlor://h:7421/garden").orElseThrow();

    assertThat(parse("parlor://h:7421/garden"))
        .isEqualTo(new ClientOptions.Run(null, null, null, garden));
    assertThat(parse("--nickname", "ada", "parlor://h:7421/garden", "--http-port", "81"))
        .isEqualTo(new ClientOptions.Run(null, "ada", 81, garden));
    assertThat(parse("--server", "h")).isEqualTo(new ClientOptions.Run("h", null, null, null));
  }

  @Test
  void whatCannotBeUnderstoodIsSaid() {
    assertThat(parse("parlor://")).isInstanceOf(ClientOptions.Wrong.class);
    assertThat(parse("example.org")).isInstanceOf(ClientOptions.Wrong.class);
    assertThat(parse("--server")).isInstanceOf(ClientOptions.Wrong.class);
    assertThat(parse("--http-port", "x")).isInstanceOf(ClientOptions.Wrong.class);
    assertThat(parse("--help", "x")).isInstanceOf(ClientOptions.Help.class);
  }

  private static ClientOptions parse(String... args) {
    return ClientOptions.parse(List.of(args));
  }
}
