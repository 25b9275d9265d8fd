package parlor.client.view;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Links;

/** A text broken into lines, with the links in it. */
final class TextBlock {
  private final String text;
  private final FontMetrics metrics;
  private final List<TextWrap.Line> lines;
  private final List<Links.Link> links;

  private TextBlock(String text, FontMetrics metrics, int width, List<Links.Link> links) {
    this.text = text;
    this.metrics = metrics;
    this.lines = TextWrap.wrapped(text, metrics, width);
    this.links = links;
  }

  /** What a person wrote. */
  static TextBlock of(String written, FontMetrics metrics, int width) {
    String legible = Legible.text(written, metrics.getFont());
    return new TextBlock(legible, metrics, width, Links.in(legible));
  }

  /** What is not to be trusted so far that one could follow its links. */
  static TextBlock withoutLinks(String written, FontMetrics metrics, int width) {
    return new TextBlock(Legible.text(written, metrics.getFont()), metrics, width, List.of());
  }

  int height() {
    return lines.size() * metrics.getHeight();
  }

  int widthOfLast() {
    return metrics.stringWidth(lines.getLast().text());
  }

  int width() {
    return lines.stream().mapToInt(line -> metrics.stringWidth(line.text())).max().orElse(0);
  }

  void paint(Graphics2D graphics, int x, int top, Color color) {
    graphics.setFont(metrics.getFont());
    int y = top;
    for (TextWrap.Line line : lines) {
      graphics.setColor(color);
      graphics.drawString(line.text(), x, y + metrics.getAscent());
      for (Links.Link link : links) {
        paintLink(graphics, line, link, x, y);
      }
      y += metrics.getHeight();
    }
  }

  private void paintLink(Graphics2D graphics, TextWrap.Line line, Links.Link link, int x, int y) {
    int from = Math.max(link.from(), line.start());
    int to = Math.min(link.to(), line.end());
    if (from < to) {
      int left = x + widthUpTo(line, from);
      int right = x + widthUpTo(line, to);
      graphics.setColor(Ui.color("link"));
      graphics.drawString(text.substring(from, to), left, y + metrics.getAscent());
      int below = y + metrics.getAscent() + 2;
      graphics.drawLine(left, below, right - 1, below);
    }
  }

  private int widthUpTo(TextWrap.Line line, int index) {
    return metrics.stringWidth(text.substring(line.start(), index));
  }

  /** The link at that place below the block's top left corner, or null. */
  Links.@Nullable Link linkAt(int x, int y) {
    int row = Math.floorDiv(y, metrics.getHeight());
    if (row < 0 || row >= lines.size()) {
      return null;
    }
    TextWrap.Line line = lines.get(row);
    for (Links.Link link : links) {
      int from = Math.max(link.from(), line.start());
      int to = Math.min(link.to(), line.end());
      if (from < to && x >= widthUpTo(line, from) && x < widthUpTo(line, to)) {
        return link;
      }
    }
    return null;
  }
}
