package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

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
}
