package parlor.robot;

/** Makes what a chatbot said fit to be shown: its answer is untrusted text. */
final class AnswerText {

  private AnswerText() {}

  /**
   * Without control characters, without a call of the robot itself, and not too long.
   *
   * @throws RobotFailure if nothing is left
   */
  static String fit(String raw, int maxCodePoints) throws RobotFailure {
    StringBuilder shown = new StringBuilder();
    raw.codePoints()
        .map(c -> c == '\r' ? '\n' : c)
        .filter(AnswerText::isShown)
        .forEach(shown::appendCodePoint);
    String text = Mention.defuse(shown.toString().strip());
    if (text.isBlank()) {
      throw new RobotFailure(RobotFailure.Reason.NONSENSE, "The answer was blank");
    }
    return cut(text, maxCodePoints);
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.SURROGATE, Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED ->
          c == 0x200D;
      default -> true;
    };
  }

  /** At the end of a sentence if there is one in the second half, else of a word, else anywhere. */
  private static String cut(String text, int max) {
    if (text.codePointCount(0, text.length()) <= max) {
      return text;
    }
    String head = text.substring(0, text.offsetByCodePoints(0, max - 1));
    int end = Math.max(lastOf(head, ".!?。！？\n"), lastOf(head, " ，、,"));
    int sentence = lastOf(head, ".!?。！？\n");
    if (sentence > head.length() / 2) {
      end = sentence;
    }
    return (end > head.length() / 2 ? head.substring(0, end + 1) : head).strip() + "…";
  }

  private static int lastOf(String text, String characters) {
    for (int i = text.length() - 1; i >= 0; i--) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
