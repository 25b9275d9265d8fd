package parlor.client.view;

import org.jspecify.annotations.Nullable;
import parlor.client.model.Nicknames;

/** Completes the beginning of a nickname before the caret, with or without its at sign. */
final class Completion {

  /**
   * What to write instead.
   *
   * @param from where the beginning of the nickname stands
   */
  record Result(int from, String replacement) {}

  private Completion() {}

  /** Null if nothing fits. With several that fit, the first in the order given. */
  static @Nullable Result complete(String text, int caret, Iterable<String> nicknames) {
    int from = caret;
    while (from > 0 && isPartOfName(text.charAt(from - 1))) {
      from--;
    }
    // In a text without spaces, as in Chinese, the name begins at the at sign.
    int at = text.lastIndexOf('@', caret - 1);
    if (at >= from) {
      from = at;
    }
    String typed = text.substring(from, caret);
    boolean called = typed.startsWith("@");
    String beginning = Nicknames.folded(called ? typed.substring(1) : typed);
    if (beginning.isEmpty() && !called) {
      return null;
    }
    for (String nickname : nicknames) {
      if (Nicknames.folded(nickname).startsWith(beginning)) {
        return new Result(from, "@" + nickname + " ");
      }
    }
    return null;
  }

  private static boolean isPartOfName(char c) {
    return !Character.isWhitespace(c);
  }
}
