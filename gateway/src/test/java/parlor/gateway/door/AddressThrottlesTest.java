package parlor.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressThrottlesTest {
  private final AddressThrottles throttles = new AddressThrottles(20);

  @Test
  void whoGuessesFromOneAddressIsSlowedDownAndNobodyElse() throws UnknownHostException {
    InetAddress guesser = address(1);
    for (int i = 0; i < 20; i++) {
      assertThat(throttles.waitMs(guesser, 0)).isZero();
      throttles.failed(guesser, 0);
    }

    assertThat(throttles.waitMs(guesser, 0)).isEqualTo(1_000);
    assertThat(throttles.waitMs(address(2), 0)).isZero();
  }

  @Test
  void nobodyIsSlowedDownWhereRatesAreOff() throws UnknownHostException {
    AddressThrottles off = new AddressThrottles(0);
    for (int i = 0; i < 100; i++) {
      off.failed(address(1), 0);
    }

    assertThat(off.waitMs(address(1), 0)).isZero();
  }

  @Test
  void onlySoManyAddressesAreRemembered() throws UnknownHostException {
    for (int i = 0; i < 30; i++) {
      throttles.failed(address(0), 0);
    }
    for (int i = 1; i <= 10_000; i++) {
      throttles.failed(address(i), 0);
    }

    assertThat(throttles.waitMs(address(0), 0)).isZero();
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }
}
