package parlor.gateway;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway and a browser for all tests of a class. Each test's pages are closed at its end, and
 * must have had nothing to complain of.
 */
final class Pages implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final String settings;
  private TestGateway gateway;
  private TestBrowser browser;

  /** With these settings of the gateway, as for {@link TestGateway#start(String)}. */
  Pages(String settings) {
    this.settings = settings;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    gateway = TestGateway.start(settings);
    browser = new TestBrowser();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browser.endOfTest();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    browser.close();
    gateway.close();
  }

  TestGateway gateway() {
    return gateway;
  }

  /** As {@link TestBrowser#page(TestGateway)}. */
  Page page() {
    return browser.page(gateway);
  }

  /** As {@link TestBrowser#loggedIn}. */
  Page loggedIn(String nickname) {
    return browser.loggedIn(gateway, nickname);
  }
}
