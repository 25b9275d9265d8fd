package parlor.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
  void whatFollowsALineBreakIsIndented(String lineBreak) {
    assertThat(PlainLines.of("ada: x" + lineBreak + "2026-01-01 00:00:00  eve: y"))
        .isEqualTo("ada: x\n    2026-01-01 00:00:00  eve: y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001B", "\b", "\u007F", "\u009B", "\u202E", "\u202B", "\u2066", "\u0007"})
  void whatPlaysTricksIsShown(String trick) {
    assertThat(PlainLines.of("a" + trick + "[2Kb")).isEqualTo("a\uFFFD[2Kb");
  }

  @Test
  void ordinaryTextOfAnyScriptStaysAsItIs() {
    String text =
        "\t\u4F60\u597D \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \uD83D\uDC69\u200D\uD83D\uDCBB";

    assertThat(PlainLines.of(text)).isEqualTo(text);
  }
}
