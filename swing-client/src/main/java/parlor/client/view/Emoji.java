package parlor.client.view;

import java.awt.Font;
import java.util.Locale;

/**
 * Colour emoji do not draw in Swing on every system and would leave a blank: where the font cannot
 * show one, its Unicode name stands in its place, as in {@code [grinning face]}.
 */
final class Emoji {

  private Emoji() {}

  static String legible(String text, Font font) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c) || c >= 0x2600)) {
      return text;
    }
    StringBuilder legible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(legible, c, font));
    return legible.toString();
  }

  private static void append(StringBuilder legible, int c, Font font) {
    boolean joiner = c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
    if (!isPictograph(c)) {
      if (!joiner) {
        legible.appendCodePoint(c);
      }
    } else if (c < 0x1F000 && font.canDisplay(c)) {
      legible.appendCodePoint(c);
    } else {
      String name = Character.getName(c);
      legible.append('[').append(name == null ? "?" : name.toLowerCase(Locale.ROOT));
      legible.append(']');
    }
  }

  private static boolean isPictograph(int c) {
    return (c >= 0x1F000 && c <= 0x1FAFF && !(c >= 0x1F3FB && c <= 0x1F3FF))
        || (c >= 0x2600 && c <= 0x27BF);
  }
}
