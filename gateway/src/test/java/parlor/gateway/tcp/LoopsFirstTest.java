package parlor.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoopsFirstTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off")
              .withFallback(ConfigFactory.parseResources("parlor-akka.conf"))
              .withFallback(ConfigFactory.load()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Asks for the thread that handles it, and for the one that handles what that one sends on. */
  private record Ask(int hops, CompletableFuture<List<Thread>> answer, List<Thread> before) {}

  private static Behavior<Ask> answering(ActorRef<Ask> next) {
    return Behaviors.receiveMessage(
        ask -> {
          List<Thread> threads = new ArrayList<>(ask.before);
          threads.add(Thread.currentThread());
          if (ask.hops == 0) {
            ask.answer.complete(threads);
          } else {
            next.tell(new Ask(ask.hops - 1, ask.answer, threads));
          }
          return Behaviors.same();
        });
  }

  private final ActorRef<Ask> last = KIT.spawn(answering(KIT.system().ignoreRef()));
  private final ActorRef<Ask> first = KIT.spawn(answering(last));

  @Test
  void whatALoopHasCausedStaysOnItsThread() throws Exception {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(2, LoopThread.factory(), NioIoHandler.newFactory());
    try {
      loops.forEach(LoopThread::introduce);
      CompletableFuture<List<Thread>> handled = new CompletableFuture<>();
      Thread loop =
          loops
              .next()
              .submit(
                  () -> {
                    first.tell(new Ask(1, handled, List.of()));
                    // Behind what the loop does already, not in the midst of it.
                    assertThat(handled).isNotDone();
                    return Thread.currentThread();
                  })
              .get(5, TimeUnit.SECONDS);
      assertThat(handled.get(5, TimeUnit.SECONDS)).containsExactly(loop, loop);
    } finally {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
    }
  }

  @Test
  void whatOthersHaveCausedIsDoneByThePool() throws Exception {
    CompletableFuture<List<Thread>> handled = new CompletableFuture<>();
    first.tell(new Ask(1, handled, List.of()));
    assertThat(handled.get(5, TimeUnit.SECONDS))
        .hasSize(2)
        .doesNotHaveAnyElementsOfTypes(LoopThread.class)
        .doesNotContain(Thread.currentThread());
  }
}
