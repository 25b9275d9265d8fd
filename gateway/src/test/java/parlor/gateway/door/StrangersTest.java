package parlor.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private final Strangers strangers = new Strangers(3);
  private final List<Strangers.Stranger> sentAway = new ArrayList<>();

  private final class Waiting implements Strangers.Stranger {
    private final InetAddress network;

    Waiting(int network) throws UnknownHostException {
      this.network = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) network});
      strangers.enter(this);
    }

    @Override
    public InetAddress network() {
      return network;
    }

    @Override
    public void sendAway() {
      sentAway.add(this);
    }
  }

  @Test
  void theOneThatHasWaitedLongestWhereMostWaitHasToGo() throws UnknownHostException {
    Waiting patient = new Waiting(1);
    Waiting first = new Waiting(2);
    Waiting second = new Waiting(2);
    assertThat(sentAway).isEmpty();
    new Waiting(3);
    assertThat(sentAway).containsExactly(first);
    strangers.leave(first);
    assertThat(strangers.count()).isEqualTo(3);
    new Waiting(2);
    assertThat(sentAway).containsExactly(first, second);
    strangers.leave(patient);
    assertThat(strangers.count()).isEqualTo(2);
  }

  @Test
  void whoLogsInMakesRoom() throws UnknownHostException {
    for (int i = 0; i < 10; i++) {
      strangers.leave(new Waiting(i));
    }

    assertThat(sentAway).isEmpty();
    assertThat(strangers.count()).isZero();
  }
}
