package parlor.client.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A red dot on an icon: something waits. */
final class Badge {
  private Badge() {}

  static Image on(Image icon) {
    int size = Math.max(16, icon.getWidth(null));
    BufferedImage marked = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = marked.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.drawImage(icon, 0, 0, size, size, null);
    int dot = size / 2;
    graphics.setColor(new Color(0xD92D20));
    graphics.fillOval(size - dot, 0, dot, dot);
    graphics.dispose();
    return marked;
  }
}
