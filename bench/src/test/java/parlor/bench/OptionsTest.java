package parlor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void withoutAnyAllScenariosAreMeasuredWithBothStores() {
    Options options = Options.parse(List.of());

    assertThat(options.scenarios()).containsExactly(Scenario.values());
    assertThat(options.plan().warmUp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.servers())
        .extracting(ServerSettings::label)
        .containsExactly("memory", "database");
    assertThat(options.shape(Scenario.B)).isEqualTo(Scenario.B.shape());
  }

  @Test
  void eachShapeCanBeAnother() {
    Options options =
        Options.parse(
            List.of(
                "c",
                "--clients",
                "60",
                "--rooms",
                "6",
                "--rooms-per-client",
                "3",
                "--senders",
                "2",
                "--window",
                "5",
                "--rate",
                "7.5",
                "--size",
                "20",
                "--tls",
                "on",
                "--store",
                "memory",
                "--runs",
                "3"));

    assertThat(options.scenarios()).containsExactly(Scenario.C);
    assertThat(options.shape(Scenario.C)).isEqualTo(new Shape(60, 6, 3, 2, 5, 7.5, 20));
    assertThat(options.servers()).extracting(ServerSettings::label).containsExactly("memory, TLS");
    assertThat(options.runs()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "--runs",
        "--colour red",
        "A --store nowhere",
        "A --runs many",
        "A --tls on --web on"
      })
  void whatIsNotUnderstoodIsRefused(String line) {
    assertThatThrownBy(() -> Options.parse(List.of(line.split(" ", -1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCrowdMayComeOverWebSocket() {
    assertThat(Options.parse(List.of("A", "--web", "on")).servers())
        .extracting(ServerSettings::label)
        .containsExactly("memory, WebSocket", "database, WebSocket");
  }

  @Test
  void aShapeThatCannotBeIsRefused() {
    assertThatThrownBy(() -> Shape.of(10, 3, 1, 1, 0, 100))
        .hasMessage("every room needs as many clients");
    assertThatThrownBy(() -> Shape.of(10, 5, 3, 1, 0, 100))
        .hasMessage("more senders than members of a room");
    assertThatThrownBy(() -> Shape.of(10, 5, 1, 1, 0, 10))
        .hasMessage("a text has at least 15 bytes");
  }
}
