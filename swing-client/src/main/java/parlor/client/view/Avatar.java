package parlor.client.view;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Locale;
import parlor.client.model.Nicknames;

/** A disc with a person's first letter, in a colour of the person's own. */
final class Avatar {

  private Avatar() {}

  static void paint(
      Graphics2D graphics, String nickname, FontMetrics metrics, int x, int y, int size) {
    graphics.setColor(color(nickname));
    graphics.fillOval(x, y, size, size);
    graphics.setColor(Color.WHITE);
    graphics.setFont(metrics.getFont());
    String letter = letter(nickname);
    graphics.drawString(
        letter,
        x + (size - metrics.stringWidth(letter)) / 2,
        y + (size - metrics.getHeight()) / 2 + metrics.getAscent());
  }

  private static String letter(String nickname) {
    String first = new String(Character.toChars(nickname.codePointAt(0)));
    return first.toUpperCase(Locale.ROOT);
  }

  private static Color color(String nickname) {
    if (Nicknames.isRobot(nickname)) {
      return Ui.color("robotTag");
    }
    float hue = Math.floorMod(nickname.hashCode() * 0x9E3779B9, 360) / 360f;
    return Color.getHSBColor(hue, 0.52f, 0.62f);
  }
}
