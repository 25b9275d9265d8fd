package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NicknameTest {
  private static final int MAX = 32;

  @ParameterizedTest
  @CsvSource({
    "ana, ana, ana",
    "Ana, Ana, ana",
    "张三, 张三, 张三",
    "한국, 한국, 한국",
    "émile, émile, émile",
    "E\u0301MILE, ÉMILE, émile",
    "Ａｎａ, Ana, ana",
    "Ⅷ, VIII, viii",
    "Straße, Straße, strasse",
    "STRASSE, STRASSE, strasse",
    "ΟΔΥΣΣΕΥΣ, ΟΔΥΣΣΕΥΣ, οδυσσευσ",
    "Οδυσσευς, Οδυσσευς, οδυσσευσ",
    "עברית, עברית, עברית",
    "สวัสดี, สวัสดี, สวัสดี",
    "हिन्दी, हिन्दी, हिन्दी",
    "\uD835\uDC9C, A, a",
    "\uD83D\uDE80, \uD83D\uDE80, \uD83D\uDE80",
    "\uD802\uDC00, \uD802\uDC00, \uD802\uDC00",
    "o'neill & co., o'neill & co., o'neill & co.",
    "robot2, robot2, robot2",
    "the robot, the robot, the robot",
  })
  void keepsTheCaseAndFoldsForComparison(String typed, String value, String folded)
      throws InvalidValue {
    assertThat(Nickname.parse(typed, MAX)).isEqualTo(new Nickname(value, folded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ana", "ana  ", "\u3000ana\u00A0"})
  void dropsSpacesAtTheEnds(String typed) throws InvalidValue {
    assertThat(Nickname.parse(typed, MAX).value()).isEqualTo("ana");
  }

  @Test
  void makesOneSpaceOfSeveral() throws InvalidValue {
    assertThat(Nickname.parse("ana \u2003 \u00A0bo", MAX).value()).isEqualTo("ana bo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "   ",
        "\t",
        "\r\n",
        "\u00A0",
        "\u0085",
        "\u2028",
        "\u3000\u2003",
        "\u1680"
      })
  void refusesWhatIsOnlyWhiteSpace(String typed) {
    assertRefused(typed, ErrorCode.NICKNAME_INVALID, "blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b", // controls, at the ends too
        "a\nb",
        "ana\n",
        "\tana",
        "\u001Bana",
        "ana\u007F",
        "ana\u0085",
        "\u0007",
        "a\u2028b", // line and paragraph separators
        "a\u2029b",
        "a\u200Bb", // zero-width space, joiners, marks of direction
        "a\u200Cb",
        "a\u200Db",
        "a\u200Eb",
        "\u202Eana",
        "a\u2066b\u2069",
        "a\u061Cb",
        "\uFEFFana",
        "\uFEFF",
        "\u200B\u200B",
        "a\u00ADb", // soft hyphen
        "a\u2060b", // word joiner
        "a\u034Fb", // combining grapheme joiner
        "a\uFE0Fb", // variation selectors
        "a\uDB40\uDD00b",
        "a\u180Eb", // Mongolian vowel separator
        "\u115F", // Hangul fillers
        "\u1160",
        "\u3164",
        "\uFFA0",
        "\u17B4",
        "\u2800", // Braille blank
        "a\uDB40\uDC41", // tags
        "a\uFFF9b", // interlinear annotation
        "\uE000", // private use
        "\uDBC0\uDC00",
        "\uFFFF", // noncharacters
        "\uFDD0",
        "\u0378", // unassigned
        "\uD83D", // half a pair, in either place
        "ana\uDE80",
        "\uDE80\uD83D",
        "\u0301", // a mark with nothing to stand on
        " \u0301ana",
        "\u00B4", // a space and a mark, once prepared
        "\u0E31",
        "\u20DD",
        "\u0640", // Arabic tatweel, which PRECIS forbids
        "\u302E",
      })
  void refusesCharactersThatAreInvisibleOrNone(String typed) {
    assertRefused(typed, ErrorCode.NICKNAME_INVALID, "characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robot",
        "Robot",
        "ROBOT",
        "Robot ",
        "  robot",
        "ｒｏｂｏｔ",
        "\uFF32\uFF2F\uFF22\uFF2F\uFF34",
        "\uD835\uDC2B\uD835\uDC28\uD835\uDC1B\uD835\uDC28\uD835\uDC2D", // mathematical bold
        "\u24E1\u24DE\u24D1\u24DE\u24E3", // circled
      })
  void keepsTheRobotsNameForTheRobot(String typed) {
    assertRefused(typed, ErrorCode.NICKNAME_RESERVED, "reserved");
  }

  @Test
  void countsCodePointsAfterPreparation() throws InvalidValue {
    assertThat(Nickname.parse("\uD83D\uDE80".repeat(MAX), MAX).value()).hasSize(2 * MAX);
    assertThat(Nickname.parse("e\u0301".repeat(MAX), MAX).value()).hasSize(MAX);
    assertThat(Nickname.parse("\u1112\u1161\u11AB".repeat(MAX), MAX).value()).hasSize(MAX);
    assertThat(Nickname.parse(" ".repeat(60) + "ana", MAX).value()).isEqualTo("ana");
    assertRefused("a".repeat(MAX + 1), ErrorCode.NICKNAME_INVALID, "too-long");
    assertRefused("張".repeat(MAX + 1), ErrorCode.NICKNAME_INVALID, "too-long");
    assertRefused("\uFDFA\uFDFA", ErrorCode.NICKNAME_INVALID, "too-long");
    assertRefused("a".repeat(1_000_000), ErrorCode.NICKNAME_INVALID, "too-long");
  }

  @Test
  void aPreparedNicknameStaysAsItIs() {
    Generator generator = new Generator();
    generator.check(
        20_000,
        () -> {
          String typed = generator.anyString(8);
          try {
            Nickname once = Nickname.parse(typed, MAX);
            assertThat(Nickname.parse(once.value(), MAX)).as(typed).isEqualTo(once);
            assertThat(Nickname.parse(once.folded(), 10 * MAX).folded())
                .as(typed)
                .isEqualTo(once.folded());
          } catch (InvalidValue e) {
            assertThat(e.code()).isIn(ErrorCode.NICKNAME_INVALID, ErrorCode.NICKNAME_RESERVED);
          }
        });
  }

  private static void assertRefused(String typed, ErrorCode code, String reason) {
    InvalidValue refused =
        catchThrowableOfType(InvalidValue.class, () -> Nickname.parse(typed, MAX));
    assertThat(refused).as("refusal of %s", typed).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).isEqualTo(reason);
  }
}
