package parlor.gateway.tcp;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The thread of an event loop, by which its loop is found. */
final class LoopThread extends FastThreadLocalThread {

  private @Nullable EventExecutor loop;
  private @Nullable SharedBytes shared;

  private LoopThread(Runnable work, String name) {
    super(work, name);
    setDaemon(true);
  }

  static ThreadFactory factory() {
    AtomicInteger count = new AtomicInteger();
    return work -> new LoopThread(work, "parlor-tcp-" + count.incrementAndGet());
  }

  /** Makes a loop known to its thread, before anything else is done there. */
  static void introduce(EventExecutor loop) {
    loop.execute(() -> ((LoopThread) Thread.currentThread()).loop = loop);
  }

  /** What the loop of the calling thread sends to many sockets. */
  static SharedBytes shared() {
    LoopThread thread = (LoopThread) Thread.currentThread();
    if (thread.shared == null) {
      thread.shared = new SharedBytes();
    }
    return thread.shared;
  }

  /** The loop whose thread calls this; null on any other thread. */
  static @Nullable Executor current() {
    return Thread.currentThread() instanceof LoopThread thread ? thread.loop : null;
  }
}
