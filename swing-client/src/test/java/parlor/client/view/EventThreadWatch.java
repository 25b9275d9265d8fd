package parlor.client.view;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks again and again at what the event thread does, and remembers where it waited for something
 * other than the next event: a socket, a lock, a sleep.
 */
final class EventThreadWatch implements AutoCloseable {
  private static final List<String> WAITS =
      List.of(
          "java.lang.Thread.sleep",
          "java.lang.Object.wait",
          "jdk.internal.misc.Unsafe.park",
          "sun.nio.ch.Net.",
          "sun.nio.ch.NioSocketImpl",
          "java.net.Socket.",
          "java.net.InetAddress.",
          "java.net.Inet6AddressImpl.",
          "java.io.FileOutputStream");

  private final Set<String> found = ConcurrentHashMap.newKeySet();
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::watch);
  private volatile boolean over;
  private final AtomicInteger looks = new AtomicInteger();

  static EventThreadWatch start() {
    EventThreadWatch watch = new EventThreadWatch();
    watch.watcher.start();
    return watch;
  }

  private void watch() {
    while (!over) {
      Thread.getAllStackTraces().forEach(this::look);
      looks.incrementAndGet();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(Thread thread, StackTraceElement[] stack) {
    if (!thread.getName().startsWith("AWT-EventQueue")) {
      return;
    }
    List<String> calls =
        Arrays.stream(stack).map(call -> call.getClassName() + "." + call.getMethodName()).toList();
    int next = calls.indexOf("java.awt.EventQueue.getNextEvent");
    int dispatch = calls.indexOf("java.awt.EventQueue.dispatchEvent");
    boolean busy = dispatch >= 0 && (next < 0 || next > dispatch);
    int ours = firstOfOurs(calls);
    if (busy && ours >= 0 && waitsFor(calls.subList(0, ours))) {
      found.add(String.join(" < ", calls.subList(0, ours + 1)));
    }
  }

  private static int firstOfOurs(List<String> calls) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).startsWith("parlor.")) {
        return i;
      }
    }
    return -1;
  }

  /** The toolkit's own locks are its own affair. */
  private static boolean waitsFor(List<String> above) {
    boolean toolkit =
        above.stream()
            .anyMatch(
                call ->
                    call.matches(
                        "(java\\.awt|javax\\.swing|sun\\.(awt|java2d|font)|com\\.formdev)\\..*"));
    return !toolkit && above.stream().anyMatch(EventThreadWatch::waits);
  }

  private static boolean waits(String call) {
    return WAITS.stream().anyMatch(call::startsWith);
  }

  /** Our methods in which the event thread was seen waiting. */
  Set<String> found() {
    return found;
  }

  int looks() {
    return looks.get();
  }

  @Override
  public void close() {
    over = true;
    watcher.interrupt();
  }
}
