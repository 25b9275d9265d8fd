package parlor.protocol;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The form in which names are compared: compatibility-composed and case-folded. */
final class Folding {
  private static final int MAX_ROUNDS = 8;
  private static final int DOTLESS_I = 'ı';

  private Folding() {}

  /**
   * Normalizes (NFKC) and folds case until neither changes anything, so that folding the result
   * again gives the same; empty in the case, not known to exist, that this does not come to an end.
   */
  static Optional<String> fold(String text) {
    String folded = nfkc(text);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      String next = nfkc(foldCase(folded));
      if (next.equals(folded)) {
        return Optional.of(folded);
      }
      folded = next;
    }
    return Optional.empty();
  }

  private static String nfkc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static String foldCase(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> appendFolded(folded, codePoint));
    return folded.toString();
  }

  /**
   * Upper case and back makes one of what differs in case only: final and other sigma, ß and ss.
   * The dotless ı is a letter of its own, as in Unicode's folding. One code point at a time, for
   * lower case of a whole text depends on what stands around.
   */
  private static void appendFolded(StringBuilder folded, int codePoint) {
    if (codePoint == DOTLESS_I || Character.getType(codePoint) == Character.OTHER_LETTER) {
      folded.appendCodePoint(codePoint);
    } else if (codePoint < 0x80) {
      folded.append((char) Character.toLowerCase(codePoint));
    } else {
      folded.append(
          Character.toString(codePoint).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
  }
}
