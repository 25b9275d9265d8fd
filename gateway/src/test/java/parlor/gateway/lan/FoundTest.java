package parlor.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundTest {

  @ParameterizedTest
  @CsvSource({
    "on, 127.0.0.1, false",
    "on, ::1, false",
    "on, 0.0.0.0, true",
    "on, 192.0.2.1, true",
    "off, 192.0.2.1, false"
  })
  void theNetworkIsToldWhereItCanComeIn(String mdns, String bound, boolean told) throws Exception {
    assertThat(found(mdns.equals("on"), List.of(), bound).isAnnounced()).isEqualTo(told);
  }

  @Test
  void whatIsNamedIsHandedOutAndOnlyAddressesAreToldOn() throws Exception {
    Found found = found(true, List.of("chat.example.org", "192.0.2.1", "2001:db8::1"), "0.0.0.0");

    assertThat(found.chatAddresses())
        .containsExactly("chat.example.org:7420", "192.0.2.1:7420", "[2001:db8::1]:7420");
    assertThat(found.announcedOn())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
  }

  @Test
  void allInterfacesAreNoAddressToHandOut() throws Exception {
    Found found = found(true, List.of(), "0.0.0.0");

    assertThat(found.chatAddresses()).noneMatch(address -> address.startsWith("0.0.0.0"));
    assertThat(found.webAddresses()).noneMatch(address -> address.contains("127.0.0.1"));
    assertThat(found.webHere()).isEqualTo("https://localhost:7480");
  }

  @Test
  void oneInterfaceIsTheAddress() throws Exception {
    assertThat(found(true, List.of(), "2001:db8::1").webAddresses())
        .containsExactly("https://[2001:db8:0:0:0:0:0:1]:7480");
  }

  private static Found found(boolean mdns, List<String> addresses, String bound) throws Exception {
    InetAddress at = InetAddress.getByName(bound);
    return new Found(
        new LanSettings("", addresses, "", mdns, LanSettings.Screen.AUTO),
        new InetSocketAddress(at, 7420),
        new InetSocketAddress(at, 7480),
        true,
        true);
  }
}
