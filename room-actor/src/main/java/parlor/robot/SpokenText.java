package parlor.robot;

import java.util.Optional;
import java.util.regex.Pattern;

/** Makes what a chatbot said fit to be shown in a room. */
final class SpokenText {
  private static final String ELLIPSIS = "…";

  /** What ends a sentence, in a text that is cut behind it. */
  private static final String SENTENCE_ENDS = ".!?。！？…\n";

  private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");
  private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

  private SpokenText() {}

  /**
   * Drops control characters, text direction overrides and half surrogate pairs, cuts what is too
   * long, and takes the at-sign from a mention of the robot.
   *
   * @return empty if nothing that can be seen is left
   */
  static Optional<String> of(String said, int maxCodePoints) {
    StringBuilder kept = new StringBuilder();
    LINE_ENDS
        .matcher(said)
        .replaceAll("\n")
        .codePoints()
        .filter(SpokenText::isKept)
        .forEach(kept::appendCodePoint);
    String text = EMPTY_LINES.matcher(kept).replaceAll("\n\n").strip();
    if (text.codePoints().noneMatch(SpokenText::isVisible)) {
      return Optional.empty();
    }
    return Optional.of(Mention.neutralised(cut(text, maxCodePoints)));
  }

  /** At most so many code points: cut at the end of a sentence or else of a word, and marked so. */
  static String cut(String text, int maxCodePoints) {
    if (text.codePointCount(0, text.length()) <= maxCodePoints) {
      return text;
    }
    return marked(text.substring(0, text.offsetByCodePoints(0, maxCodePoints - 1)));
  }

  /** A text that breaks off: from its last sentence or else word on, there is an ellipsis. */
  private static String marked(String head) {
    for (int end = head.length(); end > head.length() * 2 / 3; end--) {
      if (SENTENCE_ENDS.indexOf(head.charAt(end - 1)) >= 0) {
        return head.substring(0, end).strip() + ELLIPSIS;
      }
    }
    for (int end = head.length(); end > head.length() * 2 / 3; end--) {
      if (Character.isWhitespace(head.charAt(end - 1))) {
        return head.substring(0, end).strip() + ELLIPSIS;
      }
    }
    return head + ELLIPSIS;
  }

  private static boolean isKept(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !direction
        && c != 0xFEFF
        && Character.getType(c) != Character.CONTROL
        && Character.getType(c) != Character.SURROGATE;
  }

  private static boolean isVisible(int c) {
    boolean filler = c == 0x2800 || c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0;
    return !filler
        && switch (Character.getType(c)) {
          case Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.CONTROL,
              Character.FORMAT,
              Character.NON_SPACING_MARK,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }
}
