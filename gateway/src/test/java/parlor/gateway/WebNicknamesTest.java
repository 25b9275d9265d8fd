package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parlor.protocol.Nickname;

/** Nicknames that differ in what is no difference. */
class WebNicknamesTest {
  @RegisterExtension static final Pages PAGES = new Pages("");

  @Test
  void thePageFoldsThemAsTheServerDoes() {
    List<String> names =
        Stream.of(
                "Ada",
                "ａｄａ",
                "Straße",
                "STRASSE",
                "ΣΊΣΥΦΟΣ",
                "σίσυφος",
                "İstanbul",
                "ısı",
                "ISI",
                "張三",
                "가나",
                "ﬁne",
                "Ǆ",
                "ǅ",
                "ᾼ",
                "ᾳ",
                "Ⅻ",
                "K",
                "Å",
                "ŉ",
                "ẖ",
                "Ꭰ",
                "ꭰ",
                "𐐀",
                "و")
            .toList();
    Page page = PAGES.page();

    Object folded =
        page.evaluate(
            """
            async names => {
              const main = document.querySelector('script[type=module]').src;
              const {folded} = await import(main.replace('main.js', 'nicknames.js'));
              return names.map(folded);
            }""",
            names);

    assertThat(folded)
        .isEqualTo(names.stream().map(name -> Nickname.ofPrepared(name).folded()).toList());
  }

  @Test
  void whatOneSaysOnAnotherDeviceIsOnesOwnHoweverTheNameIsWritten() {
    Page first = PAGES.loggedIn("Ada");
    register(first);
    Page second = PAGES.page();
    second.fill("#nickname", "ａＤＡ");
    second.click("#enter");
    second.fill("#password", "correct horse");
    second.click("#enter");
    second.locator("#message").waitFor();

    say(second, "from the other device");
    seesSaid(first, "from the other device");
    assertThat(first.locator(".row.own .words").last()).hasText("from the other device");
    assertThat(second.locator(".row.own .words").last()).hasText("from the other device");
    assertThat(first.locator(".member", new Page.LocatorOptions().setHasText("you"))).hasCount(1);
    assertThat(second.locator(".member", new Page.LocatorOptions().setHasText("you"))).hasCount(1);
  }

  private static void register(Page page) {
    page.click("#main-menu");
    page.click("[data-id=register]");
    page.fill("[name=password]", "correct horse");
    page.fill("[name=repeat]", "correct horse");
    page.keyboard().press("Enter");
    page.locator("dialog").getByText("yours now").waitFor();
    page.keyboard().press("Enter");
  }

  @Test
  void aConversationIsOneHoweverItsPartnerIsCalledAndSoIsABlock() {
    Page ben = PAGES.loggedIn("Ben");
    Page eve = PAGES.loggedIn("Ève");
    for (String name : List.of("ève", "ÈVE", "Ève")) {
      ben.click("#talk-to");
      ben.fill("dialog input", name);
      ben.keyboard().press("Enter");
      say(ben, "to " + name);
      seesSaid(ben, "to " + name);
    }
    assertThat(ben.locator(".rooms button.room")).hasCount(2);

    say(eve, "hello BEN");
    assertThat(ben.locator(".rooms button.room").first().locator(".badge")).hasText("1");
    ben.locator(".rooms button.room").first().click();
    assertThat(ben.locator(".row.named .words")).hasText("hello BEN");
    ben.fill("#message", "@È");
    ben.press("#message", "Tab");
    assertThat(ben.locator("#message")).hasValue("@Ève ");
  }
}
