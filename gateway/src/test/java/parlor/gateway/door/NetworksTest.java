package parlor.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    "fe80::1, fe80::2, false",
    "::1, ::1, true",
    "::1, ::2, false"
  })
  void ofIpv6TheFirstHalfCounts(String one, String other, boolean same)
      throws UnknownHostException {
    assertThat(
            Networks.of(InetAddress.getByName(one))
                .equals(Networks.of(InetAddress.getByName(other))))
        .isEqualTo(same);
  }

  @Test
  void oneNetworkTakesNoMoreThanItsShare() throws UnknownHostException {
    ConnectionGate gate = new ConnectionGate(100, 2);
    assertThat(gate.enter(InetAddress.getByName("2001:db8::1"))).isTrue();
    assertThat(gate.enter(InetAddress.getByName("2001:db8::2"))).isTrue();
    assertThat(gate.enter(InetAddress.getByName("2001:db8::3"))).isFalse();
    gate.leave(InetAddress.getByName("2001:db8::1"));
    assertThat(gate.enter(InetAddress.getByName("2001:db8::3"))).isTrue();
    assertThat(gate.open()).isEqualTo(2);
  }
}
