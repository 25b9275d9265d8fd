package parlor.client.view;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened, small and in the middle. */
final class NoticeRow implements Row {
  private static final int PADDING = 5;

  private final FontMetrics metrics;
  private final List<String> lines;
  private final @Nullable String day;
  private final int width;
  private final String text;

  NoticeRow(FontMetrics metrics, String text, @Nullable String day, int width) {
    this.metrics = metrics;
    this.text = text;
    this.lines = TextWrap.lines(Legible.text(text, metrics.getFont()), metrics, width - 48);
    this.day = day;
    this.width = width;
  }

  @Override
  public int height() {
    return (day == null ? 0 : DayLine.HEIGHT) + lines.size() * metrics.getHeight() + 2 * PADDING;
  }

  @Override
  public void paint(Graphics2D graphics) {
    int y = PADDING + metrics.getAscent();
    if (day != null) {
      DayLine.paint(graphics, day, metrics, width);
      y += DayLine.HEIGHT;
    }
    graphics.setFont(metrics.getFont());
    graphics.setColor(Ui.color("muted"));
    for (String line : lines) {
      graphics.drawString(line, (width - metrics.stringWidth(line)) / 2, y);
      y += metrics.getHeight();
    }
  }

  @Override
  public String spoken() {
    return text;
  }
}
