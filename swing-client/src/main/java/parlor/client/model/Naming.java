package parlor.client.model;

/** Whether a message names somebody: by {@code @nickname}, or by the nickname as a word. */
public final class Naming {
  private Naming() {}

  /** Scripts that put no spaces between words have no words to look for: there any place counts. */
  public static boolean names(String text, String nickname) {
    if (nickname.isEmpty()) {
      return false;
    }
    String where = Nicknames.folded(text);
    String what = Nicknames.folded(nickname);
    for (int at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
      boolean begins = at == 0 || !joins(where.codePointBefore(at), where.codePointAt(at));
      int end = at + what.length();
      boolean ends =
          end == where.length() || !joins(where.codePointBefore(end), where.codePointAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /** Whether two characters belong to one word. */
  private static boolean joins(int before, int behind) {
    return Character.isLetterOrDigit(before)
        && Character.isLetterOrDigit(behind)
        && !Character.isIdeographic(before)
        && !Character.isIdeographic(behind);
  }
}
