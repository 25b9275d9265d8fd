package parlor.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parlor.gateway.door.ConnectionGate;

class TcpDoorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Two may be inside, and each of the first five fails before it is. */
  @Test
  void whoCouldNotBeLetInHasLeft() throws Exception {
    AtomicInteger came = new AtomicInteger();
    TcpDoor door =
        TcpDoor.open(
                KIT.system(),
                new TcpDoor.Settings("127.0.0.1", 0, 10, 1, 1, Duration.ofSeconds(5)),
                null,
                new ConnectionGate(2, 2),
                (socket, from) -> {
                  if (came.incrementAndGet() <= 5) {
                    throw new IllegalStateException("As if an engine could not be made");
                  }
                  return new ChannelInboundHandlerAdapter();
                })
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS);
    int port = door.localAddress().getPort();
    for (int i = 0; i < 5; i++) {
      try (Socket failed = new Socket(InetAddress.getLoopbackAddress(), port)) {
        failed.setSoTimeout(5_000);
        assertThat(failed.getInputStream().read()).isEqualTo(-1);
      }
    }
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
      org.awaitility.Awaitility.await().until(() -> came.get() == 7);
      assertThat(one.isConnected() && two.isConnected()).isTrue();
    }
    door.unbind();
  }
}
