package parlor.client.view;

import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** The line between two days. */
final class DayLine {
  static final int HEIGHT = 34;

  private DayLine() {}

  static void paint(Graphics2D graphics, String day, FontMetrics metrics, int width) {
    int textWidth = metrics.stringWidth(day);
    int x = (width - textWidth) / 2;
    int middle = HEIGHT / 2 + 2;
    graphics.setColor(Ui.color("line"));
    graphics.drawLine(16, middle, x - 12, middle);
    graphics.drawLine(x + textWidth + 12, middle, width - 16, middle);
    graphics.setColor(Ui.color("muted"));
    graphics.setFont(metrics.getFont());
    graphics.drawString(day, x, middle + metrics.getAscent() / 2 - 1);
  }
}
