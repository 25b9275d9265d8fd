package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A real browser without a window. What its pages complain of is kept: errors of scripts, and
 * whatever the policy had to stop.
 */
public final class TestBrowser implements AutoCloseable {
  /** Pages that wait for something slow on a busy machine. */
  private static final double PATIENCE_MS = 30_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Starts it; Chromium has to be installed. */
  public TestBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A page of a browser of its own, in English, light and 1024 pixels wide. */
  Page page(TestGateway gateway) {
    return page(gateway, options -> options);
  }

  Page page(TestGateway gateway, UnaryOperator<Browser.NewContextOptions> how) {
    return pageAt("http://127.0.0.1:" + gateway.webPort() + "/", how);
  }

  /**
   * A page at an address.
   *
   * @param how what its browser is like, from one in English, light and 1024 pixels wide
   */
  public Page pageAt(String address, UnaryOperator<Browser.NewContextOptions> how) {
    var options =
        new Browser.NewContextOptions()
            .setLocale("en-GB")
            .setColorScheme(ColorScheme.LIGHT)
            .setViewportSize(1024, 768);
    Page page = browser.newContext(how.apply(options)).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.onDialog(dialog -> complaints.add("A dialog of a script: " + dialog.message()));
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // That the server is gone is what some tests are about.
          if (message.type().equals("error")
              && !message.text().startsWith("WebSocket connection")) {
            complaints.add(message.text());
          }
        });
    page.navigate(address);
    return page;
  }

  /** A page on which somebody is logged in and sees the lobby. */
  Page loggedIn(TestGateway gateway, String nickname) {
    return logIn(page(gateway), nickname);
  }

  /** Logs in and waits until a room is seen. */
  public static Page logIn(Page page, String nickname) {
    page.fill("#nickname", nickname);
    page.click("#enter");
    page.locator("#message").waitFor();
    return page;
  }

  /** Says something in the room that is seen. */
  public static void say(Page page, String text) {
    page.fill("#message", text);
    page.click("#send");
  }

  /** Enters a room by the dialog and waits until it is seen. */
  static void joinRoom(Page page, String room) {
    page.click("#join");
    page.fill("dialog input", room);
    page.keyboard().press("Enter");
    PlaywrightAssertions.assertThat(page.locator("#room-name"))
        .hasText("# " + room.toLowerCase(Locale.ROOT));
  }

  /** Waits until a text is said in the room that is seen. */
  public static void seesSaid(Page page, String text) {
    page.locator(".words").getByText(text, exactly()).first().waitFor();
  }

  /**
   * Loads the page anew, and answers from now on some of what it sends: the server does not see
   * that.
   *
   * @param answer to a frame; empty for those that go on to the server
   */
  static void answerInstead(Page page, Function<String, Optional<String>> answer) {
    page.routeWebSocket(
        address -> address.endsWith("/chat"),
        line -> {
          WebSocketRoute server = line.connectToServer();
          line.onMessage(
              frame ->
                  answer
                      .apply(frame.text())
                      .ifPresentOrElse(line::send, () -> server.send(frame.text())));
        });
    page.reload();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** Closes the pages of a test; they must have had nothing to complain of. */
  public void endOfTest() {
    browser.contexts().forEach(BrowserContext::close);
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
