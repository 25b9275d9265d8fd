package parlor.protocol;

/** Properties of code points that decide whether a person sees anything. */
final class Characters {
  private static final int NEXT_LINE = 0x85;
  private static final int BRAILLE_BLANK = 0x2800;

  private Characters() {}

  /** Unicode's White_Space property. */
  static boolean isWhiteSpace(int codePoint) {
    return (codePoint >= '\t' && codePoint <= '\r')
        || codePoint == NEXT_LINE
        || Character.isSpaceChar(codePoint);
  }

  /** Draws nothing and is no white space: controls, joiners, fillers, selectors, tags. */
  static boolean isInvisible(int codePoint) {
    return codePoint == BRAILLE_BLANK
        || isDefaultIgnorable(codePoint)
        || isAnnotationControl(codePoint)
        || (Character.isISOControl(codePoint) && !isWhiteSpace(codePoint));
  }

  /** Unicode's Bidi_Control property. */
  static boolean isBidirectionalControl(int codePoint) {
    return codePoint == 0x61C
        || within(codePoint, 0x200E, 0x200F)
        || within(codePoint, 0x202A, 0x202E)
        || within(codePoint, 0x2066, 0x2069);
  }

  static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  static boolean isBlank(String text) {
    return text.codePoints().allMatch(Characters::isWhiteSpace);
  }

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Whether a text has U+0000 or half a surrogate pair, which not every database can keep. */
  static boolean isUnstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return true;
      }
      if (Character.isSurrogate(c)) {
        if (!startsPair(text, i)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static boolean startsPair(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }

  /** Unicode's Default_Ignorable_Code_Point property, which the JDK does not tell. */
  private static boolean isDefaultIgnorable(int codePoint) {
    if (codePoint < 0x2000) {
      return codePoint == 0xAD
          || codePoint == 0x34F
          || codePoint == 0x61C
          || within(codePoint, 0x115F, 0x1160)
          || within(codePoint, 0x17B4, 0x17B5)
          || within(codePoint, 0x180B, 0x180F);
    }
    return within(codePoint, 0x200B, 0x200F)
        || within(codePoint, 0x202A, 0x202E)
        || within(codePoint, 0x2060, 0x206F)
        || codePoint == 0x3164
        || within(codePoint, 0xFE00, 0xFE0F)
        || codePoint == 0xFEFF
        || codePoint == 0xFFA0
        || within(codePoint, 0xFFF0, 0xFFF8)
        || within(codePoint, 0x1BCA0, 0x1BCA3)
        || within(codePoint, 0x1D173, 0x1D17A)
        || within(codePoint, 0xE0000, 0xE0FFF);
  }

  private static boolean isAnnotationControl(int codePoint) {
    return within(codePoint, 0xFFF9, 0xFFFB);
  }

  private static boolean within(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
