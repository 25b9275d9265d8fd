package parlor.client.view;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;

/** The files of a message, one below the other: images as small pictures, others by their names. */
final class AttachmentStrip {
  private static final int GAP = 6;
  private static final int FILE_HEIGHT = 34;
  private static final int MAX_WIDTH = 280;
  private static final int MAX_HEIGHT = 220;
  private static final int ARC = 10;

  private final List<Attachment> files;
  private final Pictures pictures;
  private final FontMetrics metrics;
  private final int room;
  private final Runnable arrived;

  /**
   * Laid out for a width.
   *
   * @param arrived called when a picture has come and is to be painted
   */
  AttachmentStrip(
      List<Attachment> files, Pictures pictures, FontMetrics metrics, int room, Runnable arrived) {
    this.files = files;
    this.pictures = pictures;
    this.metrics = metrics;
    this.room = room;
    this.arrived = arrived;
  }

  int height() {
    return files.stream().mapToInt(file -> heightOf(file) + GAP).sum();
  }

  int width() {
    return files.stream().mapToInt(this::widthOf).max().orElse(0);
  }

  private static boolean isImage(Attachment file) {
    return file.width() != null && file.height() != null;
  }

  private double scale(Attachment file) {
    if (file.width() == null || file.height() == null) {
      return 1;
    }
    double wide = Math.min(room, MAX_WIDTH) / (double) file.width();
    return Math.min(1, Math.min(wide, MAX_HEIGHT / (double) file.height()));
  }

  private int heightOf(Attachment file) {
    return file.height() == null
        ? FILE_HEIGHT
        : Math.max(24, (int) Math.round(file.height() * scale(file)));
  }

  private int widthOf(Attachment file) {
    return file.width() == null
        ? Math.min(room, metrics.stringWidth(label(file)) + 44)
        : Math.max(24, (int) Math.round(file.width() * scale(file)));
  }

  private String label(Attachment file) {
    return Legible.text(file.name(), metrics.getFont()) + " · " + Sizes.words(file.bytes());
  }

  void paint(Graphics2D graphics, int x, int top) {
    int y = top;
    for (Attachment file : files) {
      if (isImage(file)) {
        paintImage(graphics, file, x, y);
      } else {
        paintFile(graphics, file, x, y);
      }
      y += heightOf(file) + GAP;
    }
  }

  private void paintImage(Graphics2D graphics, Attachment file, int x, int y) {
    BufferedImage picture = pictures.small(file.id(), arrived);
    if (picture == null) {
      graphics.setColor(Ui.color("line"));
      graphics.fillRoundRect(x, y, widthOf(file), heightOf(file), ARC, ARC);
    } else {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, x, y, widthOf(file), heightOf(file), null);
    }
  }

  private void paintFile(Graphics2D graphics, Attachment file, int x, int y) {
    graphics.setColor(Ui.color("line"));
    graphics.fillRoundRect(x, y, widthOf(file), FILE_HEIGHT, ARC, ARC);
    Ui.icon("file", 18).paintIcon(null, graphics, x + 8, y + 8);
    graphics.setColor(Ui.color("text"));
    graphics.setFont(metrics.getFont());
    String words = RowFactory.oneLine(label(file), metrics, widthOf(file) - 40).getFirst();
    graphics.drawString(
        words, x + 34, y + (FILE_HEIGHT + metrics.getAscent() - metrics.getDescent()) / 2);
  }

  /** The file at that place below the strip's top, or null. */
  @Nullable Attachment at(int x, int y) {
    int top = 0;
    for (Attachment file : files) {
      if (y >= top && y < top + heightOf(file) && x >= 0 && x < widthOf(file)) {
        return file;
      }
      top += heightOf(file) + GAP;
    }
    return null;
  }

  String spoken() {
    return String.join(", ", files.stream().map(Attachment::name).toList());
  }
}
