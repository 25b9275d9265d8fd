package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://example.org/a?b=1&c=2#d. | https://example.org/a?b=1&c=2#d",
        "(http://example.org/a_(b)) | http://example.org/a_(b)",
        "这个链接https://example.org/路径 | https://example.org/",
        "链接：https://example.org，请看 | https://example.org",
        "HTTPS://EXAMPLE.ORG! | HTTPS://EXAMPLE.ORG",
        "<https://example.org> | https://example.org"
      })
  void aLinkEndsWhereTheSentenceGoesOn(String text, String link) {
    assertThat(Links.in(text))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(text.substring(found.from(), found.to())).isEqualTo(link);
              assertThat(found.target()).isEqualTo(link);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org",
        "data:text/html,x",
        "xhttp://example.org",
        "http://",
        "https:///x",
        "https://bank.example@evil.example/",
        "http://例子.example",
        "http://exаmple.org",
        "www.example.org"
      })
  void nothingElseIsALink(String text) {
    assertThat(Links.in(text)).noneMatch(link -> link.to() == text.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://exаmple.org"})
  void aHostThatOnlyLooksLikeAsciiIsCutWhereItDoesNot(String text) {
    assertThat(Links.in(text)).allMatch(link -> link.target().equals("http://ex"));
  }
}
