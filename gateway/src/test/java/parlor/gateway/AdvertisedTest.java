package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          ''                    → 127.0.0.1 → 10.0.0.1 → 127.0.0.1:7420
          ''                    → 0.0.0.0   → 10.0.0.1 → 10.0.0.1:7420
          ''                    → '::'      → fd00::1  → [fd00::1]:7420
          chat.example.org      → 0.0.0.0   → 10.0.0.1 → chat.example.org:7420
          chat.example.org:17420 → 0.0.0.0  → 10.0.0.1 → chat.example.org:17420
          '[fd00::2]:80'        → 0.0.0.0   → 10.0.0.1 → [fd00::2]:80
          '[fd00::2]'           → 0.0.0.0   → 10.0.0.1 → [fd00::2]:7420
          """)
  void peopleAreSentWhereTheyReachTheDoor(
      String advertised, String door, String cluster, String told) {
    assertThat(read(advertised, door, cluster).at(7420)).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "[::]",
        "0.0.0.0:7420",
        "a b",
        "tcp://x",
        "x:99999",
        "fd00::2",
        ":7420"
      })
  void whatIsNoAddressIsRefused(String advertised) {
    assertThatThrownBy(() -> read(advertised, "0.0.0.0", "10.0.0.1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("parlor.tcp.advertised");
  }

  private static Advertised read(String advertised, String door, String cluster) {
    return Advertised.of(
        new Keys(
            ConfigFactory.parseString(
                """
                parlor { tcp { advertised = "%s", interface = "%s" }, cluster.interface = "%s" }
                """
                    .formatted(advertised, door, cluster)),
            "parlor"));
  }
}
