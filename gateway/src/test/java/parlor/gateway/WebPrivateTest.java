package parlor.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static parlor.gateway.TestBrowser.say;
import static parlor.gateway.TestBrowser.seesSaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Private conversations in real browsers: whose they are, and how they come back. */
class WebPrivateTest {
  @RegisterExtension static final Pages PAGES = new Pages("");

  private static TestClient as(String nickname) {
    return TestClient.as(PAGES.gateway().port(), nickname);
  }

  private static JsonNode tell(TestClient from, String to, String text) {
    String id = "tell" + System.nanoTime();
    from.send("{'type':'tell','id':'%s','to':'%s','text':'%s'}".formatted(id, to, text));
    return from.expectRe(id);
  }

  private static void bye(TestClient client) {
    client.send("{'type':'bye'}");
    client.expect("bye");
    client.close();
  }

  private static void talkTo(Page page, String nickname) {
    page.click("#talk-to");
    page.fill("dialog input", nickname);
    page.keyboard().press("Enter");
    assertThat(page.locator("#room-name")).containsText(nickname);
  }

  private static Locator entry(Page page, String text) {
    return page.locator(".rooms button.room", new Page.LocatorOptions().setHasText(text));
  }

  @Test
  void whoeverTakesTheNicknameOfOneWhoHasGoneIsTalkedToInAnotherConversation() {
    Page cat = PAGES.loggedIn("cat");
    TestClient dan = as("dan");
    talkTo(cat, "dan");
    say(cat, "a secret");
    seesSaid(cat, "a secret");
    bye(dan);
    TestClient nextDan = as("dan");

    talkTo(cat, "dan");
    say(cat, "as I said");
    assertThat(cat.locator("#hint")).hasText("Not sent: this person has gone");
    assertThat(cat.locator("#room-name")).hasText("@ dan (gone)");
    assertThat(cat.locator("#message")).hasValue("as I said");

    talkTo(cat, "dan");
    assertThat(cat.locator("#room-name")).hasText("@ dan");
    assertThat(cat.locator(".words")).hasCount(0);
    say(cat, "who are you?");
    seesSaid(cat, "who are you?");
    JsonNode heard = nextDan.expect("message");
    assertThat(heard.path("text").asText()).isEqualTo("who are you?");
    assertThat(entry(cat, "dan")).hasText(new String[] {"@dan (gone)", "@dan"});

    entry(cat, "dan (gone)").click();
    seesSaid(cat, "a secret");
    bye(nextDan);
  }

  @Test
  void whoTakesTheNicknameAndSpeaksFirstIsAnsweredAlsoAfterAReload() {
    Page lou = PAGES.loggedIn("lou");
    TestClient kim = as("kim");
    tell(kim, "lou", "from the first");
    entry(lou, "kim").click();
    seesSaid(lou, "from the first");
    bye(kim);
    TestClient nextKim = as("kim");
    String room = tell(nextKim, "lou", "from the next").path("room").asText();

    assertThat(entry(lou, "kim")).hasText(new String[] {"@kim (gone)", "@kim1"});
    for (String answer : new String[] {"an answer", "after a reload"}) {
      talkTo(lou, "kim");
      assertThat(lou.locator("#room-name")).hasText("@ kim");
      assertThat(lou.locator(".words").first()).hasText("from the next");
      say(lou, answer);
      JsonNode heard = nextKim.expect(frame -> frame.path("text").asText().equals(answer));
      assertThat(heard.path("room").asText()).isEqualTo(room);
      lou.reload();
      assertThat(entry(lou, "kim (gone)")).hasCount(1);
      assertThat(entry(lou, "kim")).hasCount(2);
    }
    bye(nextKim);
  }

  @Test
  void aConversationThatWasTakenOffTheListComesBackWithWhatWasSaidBefore() {
    Page una = PAGES.loggedIn("una");
    TestClient vic = as("vic");
    tell(vic, "una", "one");
    entry(una, "vic").click();
    say(una, "two");
    seesSaid(una, "two");

    una.click("#leave");
    assertThat(entry(una, "vic")).hasCount(0);
    tell(vic, "una", "three");
    assertThat(entry(una, "vic").locator(".badge")).hasText("1");
    entry(una, "vic").click();
    assertThat(una.locator(".words")).hasText(new String[] {"one", "two", "three"});
    assertThat(una.locator(".line", new Page.LocatorOptions().setHasText("new messages")))
        .hasCount(1);

    una.click("#leave");
    talkTo(una, "vic");
    say(una, "four");
    assertThat(una.locator(".words")).hasText(new String[] {"one", "two", "three", "four"});
    bye(vic);
  }
}
