package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "localhost,localhost,7420",
    "' 10.0.0.7 ',10.0.0.7,7420",
    "chat.example:80,chat.example,80",
    "[::1]:9000,::1,9000",
    "[fe80::1%eth0],fe80::1%eth0,7420",
    "服务器.例子,服务器.例子,7420"
  })
  void anAddressIsReadAsPeopleWriteIt(String typed, String host, int port) {
    assertThat(ServerAddress.parse(typed)).contains(new ServerAddress(host, port, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "host:", "host:0", "host:65536", "host:x", "::1", "http://host/"})
  void whatIsNoAddressIsRefused(String typed) {
    assertThat(ServerAddress.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b:1 | a:7420 b:1",
        "'a, b，c；a、tcp://d:2,' | a:7420 b:7420 c:7420 tcp://d:2",
        "[::1]:9,a | [::1]:9 a:7420",
        "'a, b c' | ''",
        "',' | ''",
        "'' | ''"
      })
  void severalAreReadInTheirOrderEachOnce(String typed, String read) {
    assertThat(
            ServerAddress.parseAll(typed).stream()
                .map(ServerAddress::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo(read);
  }

  @Test
  void whatAServerTellsIsAsEncryptedAsTheServer() {
    ServerAddress here = new ServerAddress("a", 1, true);
    assertThat(here.sibling("b:2")).contains(new ServerAddress("b", 2, true));
    assertThat(here.sibling("tcp://b:2")).isEmpty();
    assertThat(new ServerAddress("a", 1, false).sibling("b:2"))
        .contains(new ServerAddress("b", 2, false));
  }
}
