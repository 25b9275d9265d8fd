package parlor.history;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a text can be found by. A word of a script that has spaces between words is found as a
 * whole; of scripts that have none, or that add endings to words (Chinese, Japanese, Korean, Thai
 * and their like), any stretch of characters is found. Case and width do not matter (NFKC with case
 * folding).
 */
public final class Words {
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final int MAX_WORD = 64;

  /** Words, and stretches of scripts without spaces, in the order of the text. */
  private final List<String> words = new ArrayList<>();

  private final List<String> stretches = new ArrayList<>();

  private Words(String text) {
    String folded = FOLDING.normalize(text);
    int start = -1;
    boolean unspaced = false;
    for (int i = 0; i < folded.length(); ) {
      int codePoint = folded.codePointAt(i);
      boolean part = isPart(codePoint);
      boolean changes =
          part && start >= 0 && !isMark(codePoint) && isUnspaced(codePoint) != unspaced;
      if (start >= 0 && (!part || changes)) {
        add(folded.substring(start, i), unspaced);
        start = -1;
      }
      if (part && start < 0) {
        start = i;
        unspaced = isUnspaced(codePoint);
      }
      i += Character.charCount(codePoint);
    }
    if (start >= 0) {
      add(folded.substring(start), unspaced);
    }
  }

  public static Words of(String text) {
    return new Words(text);
  }

  private void add(String run, boolean unspaced) {
    if (unspaced) {
      stretches.add(run);
    } else {
      words.add(run.length() <= MAX_WORD ? run : cut(run));
    }
  }

  private static String cut(String word) {
    int end = Character.isHighSurrogate(word.charAt(MAX_WORD - 1)) ? MAX_WORD - 1 : MAX_WORD;
    return word.substring(0, end);
  }

  private static boolean isPart(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || isMark(codePoint);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isUnspaced(int codePoint) {
    return codePoint >= 0x0E00
        && switch (UScript.getScript(codePoint)) {
          case UScript.HAN,
              UScript.HIRAGANA,
              UScript.KATAKANA,
              UScript.HANGUL,
              UScript.BOPOMOFO,
              UScript.THAI,
              UScript.LAO,
              UScript.KHMER,
              UScript.MYANMAR,
              UScript.TIBETAN ->
              true;
          // The Japanese prolonged sound mark and its like.
          case UScript.COMMON -> Character.isLetter(codePoint);
          default -> false;
        };
  }

  public boolean isEmpty() {
    return words.isEmpty() && stretches.isEmpty();
  }

  /** What a text is indexed under: its words, and each character and pair of its stretches. */
  public Set<String> indexed() {
    Set<String> tokens = new LinkedHashSet<>(words);
    for (String stretch : stretches) {
      addPieces(stretch, 1, tokens);
      addPieces(stretch, 2, tokens);
    }
    return tokens;
  }

  /** What every text that {@linkplain #areIn holds these words} is indexed under. */
  public Set<String> wanted() {
    Set<String> tokens = new LinkedHashSet<>(words);
    for (String stretch : stretches) {
      boolean single = stretch.codePointCount(0, stretch.length()) == 1;
      addPieces(stretch, single ? 1 : 2, tokens);
    }
    return tokens;
  }

  private static void addPieces(String stretch, int length, Set<String> to) {
    int[] codePoints = stretch.codePoints().toArray();
    for (int i = 0; i + length <= codePoints.length; i++) {
      to.add(new String(codePoints, i, length));
    }
  }

  /** Whether a text has all of these in it: each word as a word, each stretch within another. */
  public boolean areIn(Words text) {
    return text.words.containsAll(words)
        && stretches.stream()
            .allMatch(wanted -> text.stretches.stream().anyMatch(run -> run.contains(wanted)));
  }
}
