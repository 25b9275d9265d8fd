package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
  private static final int MAX = 64;

  @ParameterizedTest
  @CsvSource({
    "lobby, lobby",
    "Lobby, lobby",
    "ＬＯＢＢＹ, lobby",
    "java-21_beta.2, java-21_beta.2",
    "-, -",
    "大厅, 大厅",
    "로비, 로비",
    "E\u0301COLE, école",
    "école, école",
    "STRASSE, strasse",
    "straße, strasse",
    "STRAẞE, strasse",
    "ΟΔΟΣ, οδοσ",
    "οδος, οδοσ",
    "kapı, kapı",
    "हिन्दी, हिन्दी",
    "٣٤, ٣٤",
    "ⅷ, viii",
    "①, 1",
    "ﬁ, fi",
    "\uD835\uDC9C, a",
    "\uD801\uDC00, \uD801\uDC28",
  })
  void preparesTheName(String typed, String value) throws InvalidValue {
    assertThat(RoomName.parse(typed, MAX)).isEqualTo(new RoomName(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u00A0\u3000", "\u2028"})
  void refusesWhatIsOnlyWhiteSpace(String typed) {
    assertRefused(typed, "blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        " lobby",
        "lobby\n",
        "a/b",
        "../etc",
        "#lobby",
        "@ana",
        "a,b",
        "a:b",
        "a\"b",
        "a\\b",
        "½", // one, a fraction slash, two
        "€",
        "\uD83D\uDE80",
        "a\u0000b",
        "a\u007Fb",
        "a\u200Bb",
        "a\u200Db",
        "\u202Ea",
        "\uFEFFlobby",
        "a\u00ADb",
        "a\u034Fb", // invisible, though they are marks or letters
        "a\uFE0F",
        "\u115F",
        "\u3164",
        "\uFFA0",
        "\u17B5",
        "\uDB40\uDD00",
        "\uE000",
        "\uFFFF",
        "\u0378",
        "\uD83D",
        "\uDE80a",
      })
  void refusesCharactersThatAreNoLettersOrDigits(String typed) {
    assertRefused(typed, "characters");
  }

  @Test
  void countsCodePointsAfterPreparation() throws InvalidValue {
    assertThat(RoomName.parse("a".repeat(MAX), MAX).value()).hasSize(MAX);
    assertThat(RoomName.parse("\uD801\uDC00".repeat(MAX), MAX).value()).hasSize(2 * MAX);
    assertThat(RoomName.parse("e\u0301".repeat(MAX), MAX).value()).hasSize(MAX);
    assertRefused("a".repeat(MAX + 1), "too-long");
    assertRefused("ß".repeat(MAX / 2 + 1), "too-long");
    assertRefused("ﷺ".repeat(10), "too-long");
    assertRefused("A".repeat(1_000_000), "too-long");
  }

  @Test
  void aPreparedNameStaysAsItIs() {
    Generator generator = new Generator();
    generator.check(
        20_000,
        () -> {
          String typed = generator.anyString(4);
          try {
            RoomName once = RoomName.parse(typed, MAX);
            assertThat(RoomName.parse(once.value(), MAX)).as(typed).isEqualTo(once);
          } catch (InvalidValue e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ROOM_INVALID);
          }
        });
  }

  @Test
  void everyLetterAloneIsPreparedOnceAndForAll() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isLetter(c)) {
        String letter = Character.toString(c);
        String folded = Folding.fold(letter).orElseThrow();
        assertThat(Folding.fold(folded)).as("U+%04X", c).contains(folded);
        String upper = letter.toUpperCase(Locale.ROOT);
        if (c != 'ı') {
          assertThat(Folding.fold(upper)).as("U+%04X", c).contains(folded);
        }
      }
    }
  }

  private static void assertRefused(String typed, String reason) {
    InvalidValue refused =
        catchThrowableOfType(InvalidValue.class, () -> RoomName.parse(typed, MAX));
    assertThat(refused).as("refusal of %s", typed).isNotNull();
    assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_INVALID);
    assertThat(refused.reason()).isEqualTo(reason);
  }
}
