package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
  private static final int MAX = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "  two\r\n\r\nlines \t ",
        "ﬁ Å e\u0301 ｒ", // not normalized
        "你好，世界",
        "\u200Fשלום\u200F",
        "\uD83D\uDC69\u200D\uD83D\uDE80",
        "\u2764\uFE0F",
        "می\u200Cخواهم",
        "a\u001Bb\u0007\u007F",
        "\uFEFFx",
        "\u06DD", // a format character that is drawn
        "\u0301",
        "\uFFFF",
        ".",
      })
  void keepsTheTextExactlyAsSent(String sent) throws InvalidValue {
    assertThat(MessageText.parse(sent, MAX).value()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\n\t \r\n",
        "\u000B\f",
        "\u0085",
        "\u00A0\u1680\u2000\u200A\u202F\u205F\u3000",
        "\u2028\u2029",
        "\u200B",
        "\uFEFF",
        "\u2060 \u00AD",
        "\u200D\uFE0F",
        "\u202E \u2069",
        "\u3164",
        "\u2800",
        "\u0007",
        "\uDB40\uDC41",
      })
  void refusesATextInWhichNothingCanBeSeen(String sent) {
    assertRefused(sent, ErrorCode.MESSAGE_BLANK, "blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\u0000b",
        "\uD83D",
        "a\uD83Db",
        "\uDE80",
        "\uDE80\uD83D",
        "\uD83D\uD83D\uDE80",
        " \uD83D",
      })
  void refusesWhatADatabaseMayNotKeep(String sent) {
    assertRefused(sent, ErrorCode.MALFORMED, "characters");
  }

  @Test
  void countsCodePointsAndNeverCuts() throws InvalidValue {
    assertThat(MessageText.parse("a".repeat(MAX), MAX).value()).hasSize(MAX);
    assertThat(MessageText.parse("\uD83D\uDE80".repeat(MAX), MAX).value()).hasSize(2 * MAX);
    assertRefused("a".repeat(MAX + 1), ErrorCode.MESSAGE_TOO_LONG, "too-long");
    assertRefused("a" + " ".repeat(MAX), ErrorCode.MESSAGE_TOO_LONG, "too-long");
    assertRefused("\uD83D\uDE80".repeat(MAX + 1), ErrorCode.MESSAGE_TOO_LONG, "too-long");
    assertRefused(" ".repeat(MAX + 1), ErrorCode.MESSAGE_BLANK, "blank");
  }

  private static void assertRefused(String sent, ErrorCode code, String reason) {
    InvalidValue refused =
        catchThrowableOfType(InvalidValue.class, () -> MessageText.parse(sent, MAX));
    assertThat(refused).as("refusal of %s", sent).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).isEqualTo(reason);
  }
}
