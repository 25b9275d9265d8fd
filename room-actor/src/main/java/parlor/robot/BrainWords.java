package parlor.robot;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Questions and triggers as RiveScript can match them. It works on words with spaces between them,
 * and finds the edges of words only in ASCII; so every Han character becomes a word, and there is
 * an English word at either end of whatever is matched. The script itself is written as people
 * write.
 */
final class BrainWords {
  private static final String FIRST = "hear ";
  private static final String LAST = " over";

  /** Nobody asks the small brain anything longer that it could understand. */
  private static final int MAX_CODE_POINTS = 200;

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['’](?=\\p{L})");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern IN_GROUP = Pattern.compile("(?<=[(|]) +| +(?=[|)])");
  private static final Pattern SPACES = Pattern.compile(" {2,}");

  private BrainWords() {}

  static String ofQuestion(String question) {
    int length = Math.min(MAX_CODE_POINTS, question.codePointCount(0, question.length()));
    String head = question.substring(0, question.offsetByCodePoints(0, length));
    String plain = Normalizer.normalize(head, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String words = NO_WORD.matcher(APOSTROPHE.matcher(plain).replaceAll("")).replaceAll(" ");
    return framed(words);
  }

  /** A line of a script: triggers and redirections change, anything else stays. */
  static String ofScript(String line) {
    return line.startsWith("+ ") || line.startsWith("@ ")
        ? line.substring(0, 2) + IN_GROUP.matcher(framed(line.substring(2))).replaceAll("")
        : line;
  }

  private static String framed(String words) {
    String apart = HAN.matcher(words).replaceAll(" $0 ");
    return SPACES.matcher((FIRST + apart.strip() + LAST)).replaceAll(" ");
  }

  /** The opposite: what was taken out of a question, as people write it. */
  static String together(String words) {
    return words.strip().replaceAll("(?<=\\p{IsHan}) +| +(?=\\p{IsHan})", "");
  }
}
