package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class TextWrapTest {
  private static final FontMetrics METRICS =
      new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB)
          .createGraphics()
          .getFontMetrics(new Font(Font.MONOSPACED, Font.PLAIN, 10));
  private static final int LETTER = METRICS.charWidth('m');

  @Test
  void linesBreakWhereTheTextDoes() {
    assertThat(TextWrap.lines("one\n\ntwo\r\nthree", METRICS, 100 * LETTER))
        .containsExactly("one", "", "two", "three");
  }

  @Test
  void longLinesBreakAtSpaces() {
    assertThat(TextWrap.lines("the quick brown fox", METRICS, 10 * LETTER))
        .containsExactly("the quick", "brown fox");
  }

  @Test
  void longWordsBreakAnywhereAndNothingIsLost() {
    var lines = TextWrap.lines("x".repeat(95), METRICS, 10 * LETTER);

    assertThat(lines).hasSize(10).allMatch(line -> line.length() <= 10);
    assertThat(String.join("", lines)).hasSize(95);
  }

  @Test
  void chineseBreaksBetweenCharactersButNotBeforeAComma() {
    String text = "我家在上海东边，离学校很近。".repeat(3);
    var lines = TextWrap.lines(text, METRICS, 12 * LETTER);

    assertThat(String.join("", lines)).isEqualTo(text);
    assertThat(lines).hasSizeGreaterThan(3).noneMatch(line -> line.startsWith("，"));
  }

  @Test
  void surrogatePairsStayTogether() {
    var lines = TextWrap.lines("\uD842\uDFB7".repeat(30), METRICS, 40);

    assertThat(lines).allMatch(line -> line.length() % 2 == 0);
  }
}
