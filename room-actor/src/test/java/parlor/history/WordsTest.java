package parlor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "上海, 我家在上海东边, true",
    "海, 我家在上海东边, true",
    "海上, 我家在上海东边, false",
    "家在上海东, 我家在上海东边, true",
    "ＭＥＥＴ, let us meet, true",
    "meet, meeting, false",
    "noon meet, we meet at noon, true",
    "noon meet, we meet, false",
    "straße, STRASSE, true",
    "toma, 東京タワー, false",
    "タワ, 東京タワー, true",
    "東京タ, 東京タワー, true",
    "한국, 대한국민, true",
    "go上海, let's go上海吧, true",
    "ไทย, ภาษาไทยง่าย, true",
    "2026, in 2026!, true",
    "c++, c is fine, true"
  })
  void wordsAreFoundAsWordsAndStretchesAnywhere(String wanted, String text, boolean found) {
    assertThat(Words.of(wanted).areIn(Words.of(text))).isEqualTo(found);
    if (found) {
      assertThat(Words.of(text).indexed()).containsAll(Words.of(wanted).wanted());
    }
  }

  /** An index that does not lead to what matches would hide it. */
  @Test
  void whateverMatchesIsIndexedUnderWhatIsWanted() {
    String alphabet = "ab 上海家东タ한é-!Ａß1";
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int matches = 0;
    for (int round = 0; round < 50_000; round++) {
      Words wanted = Words.of(text(random, alphabet, 4));
      Words text = Words.of(text(random, alphabet, 12));
      if (!wanted.isEmpty() && wanted.areIn(text)) {
        matches++;
        assertThat(text.indexed()).as("seed %d", seed).containsAll(wanted.wanted());
      }
    }
    assertThat(matches).isPositive();
  }

  @Test
  void tokensHaveNothingInThemThatAQueryCouldMean() {
    for (String token : Words.of("a\"b 'c' (d) e* & 上\"海 {x,y} \\z").indexed()) {
      assertThat(token).matches("[\\p{L}\\p{N}\\p{M}]+");
    }
  }

  @Test
  void anEndlessWordIsCut() {
    assertThat(Words.of("x".repeat(5_000)).indexed()).allMatch(token -> token.length() <= 64);
  }

  private static String text(Random random, String alphabet, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
