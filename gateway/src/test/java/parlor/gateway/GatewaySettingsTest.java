package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {

  @Test
  void aRoomIsKnownByItsPreparedName() {
    GatewaySettings settings = read("history.keep-in-rooms = [{ room = \"Ｌobby\", days = 3 }]");

    assertThat(settings.store().keep().rooms()).containsOnlyKeys("lobby");
  }

  @Test
  void aNameThatNoRoomCanHaveIsRefused() {
    assertThatThrownBy(() -> read("history.keep-in-rooms = [{ room = \"two words\", days = 3 }]"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("history.keep-in-rooms")
        .hasMessageContaining("two words");
  }

  private static GatewaySettings read(String settings) {
    return GatewaySettings.of(
        Configuration.load(ConfigFactory.parseString("parlor { " + settings + " }")), "test");
  }
}
