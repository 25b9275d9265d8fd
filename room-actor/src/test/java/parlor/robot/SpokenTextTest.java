package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTextTest {

  private static String spoken(String said) {
    return SpokenText.of(said, 200).orElseThrow();
  }

  @Test
  void keepsWhatIsFit() {
    String fit = "Two lines,\n\tone tab, 你好, 👩‍👩‍👧 and émile.";
    assertThat(spoken(fit)).isEqualTo(fit);
  }

  @Test
  void dropsWhatNobodyCanSee() {
    assertThat(spoken("a\u0000b\u0007c\u001B[31md\u007F\u009B")).isEqualTo("abc[31md");
    assertThat(spoken("a\uD800b\uDC00c")).isEqualTo("abc");
    assertThat(spoken("\uFEFFa\u202Eb\u2066c")).isEqualTo("abc");
  }

  @Test
  void unifiesTheEndsOfLines() {
    assertThat(spoken("  a\r\nb\rc\u2028d\n\n\n\n\ne\n\n ")).isEqualTo("a\nb\nc\nd\n\ne");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n\t", "\u3000\u00A0", "\u200B\u2060", "\u0000", "\uD800", "\u3164"})
  void isNothingWhereNothingCanBeSeen(String said) {
    assertThat(SpokenText.of(said, 200)).isEmpty();
  }

  @Test
  void cutsAtTheEndOfASentence() {
    String said = "x".repeat(150) + " end. " + "y".repeat(100);
    assertThat(spoken(said)).isEqualTo("x".repeat(150) + " end.…");
    assertThat(spoken("这是一句话。".repeat(100))).endsWith("。…").hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void cutsAtTheEndOfAWord() {
    assertThat(spoken("word ".repeat(100))).endsWith("word…").hasSizeBetween(190, 200);
  }

  @Test
  void cutsAWordThatIsTooLong() {
    String cut = spoken("😀".repeat(300));
    assertThat(cut.codePointCount(0, cut.length())).isEqualTo(200);
    assertThat(cut).isEqualTo("😀".repeat(199) + "…");
  }

  @Test
  void wakesNobodyEvenWhereItWasCut() {
    assertThat(spoken("Ask @ro\u0000bot")).isEqualTo("Ask robot");
    assertThat(spoken("x".repeat(193) + "@robotics and more")).matches("x{193}robot…");
  }

  @Test
  void isFitWhateverWasSaid() {
    var random = new Random(20261123);
    int[] alphabet = {
      '@', 'r', 'o', 'b', 't', ' ', '\n', '\r', 0, 0xD83D, 0xDE00, 0x202E, 0x4F60, '.'
    };
    for (int i = 0; i < 20_000; i++) {
      var said = new StringBuilder();
      random
          .ints(random.nextInt(40), 0, alphabet.length)
          .forEach(at -> said.append((char) alphabet[at]));
      SpokenText.of(said.insert(random.nextInt(said.length() + 1), "@robot").toString(), 12)
          .ifPresent(
              text -> {
                assertThat(text).isNotBlank();
                assertThat(text.codePointCount(0, text.length())).isBetween(1, 12);
                assertThat(Mention.ofRobot(text)).isFalse();
                assertThat(text.codePoints())
                    .noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void sentencesOfTroubleAreFit(Trouble trouble) {
    for (Language language : Language.values()) {
      String sentence = trouble.in(language);
      assertThat(SpokenText.of(sentence, 200)).contains(sentence);
      assertThat(Language.of(sentence)).isEqualTo(language);
    }
  }
}
