package parlor.gateway;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The way from a page to its server: it can be cut, and answers instead of the server. */
final class TestLine {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** What the page has sent and the server may not have seen, in its order. */
  final List<String> sent = new CopyOnWriteArrayList<>();

  private final Page page;
  private final List<WebSocketRoute> ends = new CopyOnWriteArrayList<>();
  private volatile boolean isCut;
  private volatile Function<String, Optional<String>> answers = frame -> Optional.empty();

  /** Loads the page anew, on a line that is there. */
  TestLine(Page page) {
    this.page = page;
    page.routeWebSocket(address -> address.endsWith("/chat"), this::connect);
    page.reload();
  }

  private void connect(WebSocketRoute line) {
    if (isCut) {
      line.close();
      return;
    }
    WebSocketRoute server = line.connectToServer();
    ends.add(line);
    ends.add(server);
    line.onMessage(
        frame -> {
          sent.add(frame.text());
          answers.apply(frame.text()).ifPresentOrElse(line::send, () -> server.send(frame.text()));
        });
  }

  /** How many frames were sent that have all of these in them. */
  long count(String... parts) {
    return sent.stream().filter(frame -> has(frame, parts)).count();
  }

  private static boolean has(String frame, String... parts) {
    return Stream.of(parts).allMatch(frame::contains);
  }

  /** Refuses what has all of these in it, so many times, from now on. */
  void refuse(String error, int times, String... parts) {
    AtomicInteger left = new AtomicInteger(times);
    answers =
        frame -> {
          Matcher id = ID.matcher(frame);
          return has(frame, parts) && id.find() && left.getAndDecrement() > 0
              ? Optional.of("{\"type\":\"error\",\"re\":\"%s\",%s}\n".formatted(id.group(1), error))
              : Optional.empty();
        };
  }

  /** The server cannot do it now. */
  void postpone(int times, String... parts) {
    refuse("\"code\":\"unavailable\",\"message\":\"busy\",\"retryAfterMs\":300", times, parts);
  }

  /** The connection is lost, and none comes about. */
  void cut() {
    isCut = true;
    ends.forEach(WebSocketRoute::close);
    ends.clear();
    page.locator(".banner").waitFor();
  }

  /** The server can be reached again. */
  void mend() {
    isCut = false;
    page.evaluate("() => dispatchEvent(new Event('online'))");
  }
}
