package parlor.client.view;

import java.awt.Font;
import java.util.Locale;

/**
 * What people wrote, as it can be shown. Characters that turn the direction of what follows, and
 * other controls, are left out: a text looks like what it is.
 *
 * <p>Colour emoji do not draw in Swing on every system and would leave a blank: where the font
 * cannot show one, its Unicode name stands in its place, as in {@code [grinning face]}.
 */
final class Legible {

  private Legible() {}

  static String text(String text, Font font) {
    if (text.chars().noneMatch(Legible::isSpecial)) {
      return text;
    }
    StringBuilder legible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(legible, c, font));
    return legible.toString();
  }

  private static boolean isSpecial(int c) {
    return Character.isSurrogate((char) c) || c >= 0x2600 || c == '\t' || isHidden(c);
  }

  private static boolean isHidden(int c) {
    boolean lineBreak = c == '\n' || c == '\r';
    return !lineBreak
        && (Character.isISOControl(c)
            || c == 0x061C
            || (c >= 0x200E && c <= 0x200F)
            || (c >= 0x2028 && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x206F)
            || c == 0xFEFF);
  }

  private static void append(StringBuilder legible, int c, Font font) {
    boolean joiner = c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
    if (c == '\t') {
      legible.append("    ");
    } else if (!isPictograph(c)) {
      if (!joiner && !isHidden(c)) {
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
