package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {

  @ParameterizedTest
  @CsvSource({
    "parlor://example.org:7421/garden, example.org:7421, garden, https://example.org:7480/#garden",
    "PARLOR://example.org, example.org:7420, , https://example.org:7480",
    "parlor://example.org/, example.org:7420, , https://example.org:7480",
    "parlor://[fe80::1]:7420/Lobby, [fe80::1]:7420, lobby, https://[fe80::1]:7480",
    "parlor://h/%E8%AF%BB%E4%B9%A6, h:7420, 读书, https://h:7480/#%E8%AF%BB%E4%B9%A6",
    "parlor://h/读书, h:7420, 读书, https://h:7480/#%E8%AF%BB%E4%B9%A6",
    "parlor://h/a?tls=off&web=81, tcp://h:7420, a, http://h:81/#a",
    "parlor://h/a?web=99999#x, h:7420, a, https://h:7480/#a"
  })
  void aLinkSaysWhereToGo(String link, String server, String room, String web) {
    Invitation invitation = Invitation.parse(link).orElseThrow();

    assertThat(invitation.server()).hasToString(server);
    assertThat(invitation.room() == null ? null : invitation.room().value()).isEqualTo(room);
    assertThat(invitation.webAddress()).isEqualTo(web);
    assertThat(Invitation.parse(invitation.link())).contains(invitation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "parlor:example.org",
        "parlor://",
        "parlor://h:0/a",
        "parlor://h/a b",
        "parlor://h/a/b",
        "parlor://h/%00",
        "parlor://h/%E8%AF",
        "parlor://ada@h:x/",
        "parlor://tcp://h/",
        "parlor://h/%3Cscript%3E"
      })
  void whatLeadsNowhereIsNoLink(String link) {
    assertThat(Invitation.parse(link)).isEmpty();
  }

  @Test
  void aLinkIsOfPlainCharacters() {
    Invitation invitation = Invitation.parse("parlor://h/读书-1_2.3").orElseThrow();

    assertThat(invitation.link()).isEqualTo("parlor://h:7420/%E8%AF%BB%E4%B9%A6-1_2.3");
  }
}
