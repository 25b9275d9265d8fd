package parlor.client.view;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Links;
import parlor.protocol.Attachment;

/** Something said, in a bubble: one's own on the right, others' on the left beside their avatar. */
final class BubbleRow implements Row {

  enum Style {
    OWN,
    OTHER,

    /** Said by somebody else, and it names oneself. */
    NAMED,
    ROBOT
  }

  /**
   * What the bubble shows.
   *
   * @param tag beside the name, or null
   * @param quote of the message this one answers, or null
   * @param grouped whether it follows a bubble of the same person, whose head stands for both
   * @param day written above, or null
   * @param files below the text, or null
   */
  record Content(
      String from,
      @Nullable String tag,
      String when,
      @Nullable String quote,
      String text,
      Style style,
      boolean grouped,
      @Nullable String day,
      @Nullable AttachmentStrip files) {}

  record Fonts(FontMetrics text, FontMetrics name, FontMetrics small) {}

  private static final int MARGIN = 14;
  private static final int AVATAR = 34;
  private static final int GAP = 9;
  private static final int PADDING_X = 12;
  private static final int PADDING_Y = 7;
  private static final int ARC = 16;
  private static final double WIDEST = 0.78;

  private final Content content;
  private final Fonts fonts;
  private final int width;
  private final TextBlock text;
  private final List<String> quote;
  private final boolean hasHead;
  private final int bubbleWidth;

  BubbleRow(Content content, Fonts fonts, int width) {
    this.content = content;
    this.fonts = fonts;
    this.width = width;
    int room = Math.max(60, (int) ((width - 2 * MARGIN - AVATAR - GAP) * WIDEST) - 2 * PADDING_X);
    this.hasHead = content.style != Style.OWN && !content.grouped;
    this.text =
        content.style == Style.ROBOT
            ? TextBlock.withoutLinks(content.text, fonts.text, room)
            : TextBlock.of(content.text, fonts.text, room);
    this.quote =
        content.quote == null
            ? List.of()
            : RowFactory.oneLine(
                Legible.text(content.quote, fonts.small.getFont()), fonts.small, room - 10);
    this.bubbleWidth = Math.min(room, widest()) + 2 * PADDING_X;
  }

  private int widest() {
    int widest = Math.max(text.width(), text.widthOfLast() + whenWidth());
    for (String line : quote) {
      widest = Math.max(widest, fonts.small.stringWidth(line) + 10);
    }
    if (content.files != null) {
      widest = Math.max(widest, content.files.width());
    }
    return widest;
  }

  private int whenWidth() {
    return fonts.small.stringWidth(content.when) + 12;
  }

  /** The time stands behind the last line where there is room for it, else below. */
  private boolean whenBelow() {
    return text.widthOfLast() + whenWidth() > bubbleWidth - 2 * PADDING_X;
  }

  @Override
  public int height() {
    return top() + bubbleHeight() + 2;
  }

  private int top() {
    return (content.day == null ? 0 : DayLine.HEIGHT)
        + (content.grouped ? 1 : 8)
        + (hasHead ? fonts.name.getHeight() + 3 : 0);
  }

  private int bubbleHeight() {
    return 2 * PADDING_Y
        + quoteHeight()
        + text.height()
        + (content.files == null ? 0 : content.files.height())
        + (whenBelow() ? fonts.small.getHeight() : 0);
  }

  @Override
  public void paint(Graphics2D graphics) {
    if (content.day != null) {
      DayLine.paint(graphics, content.day, fonts.small, width);
    }
    int x = left();
    if (hasHead) {
      paintAvatar(graphics);
      paintHead(graphics, x);
    }
    paintBubble(graphics, x, top());
  }

  private void paintAvatar(Graphics2D graphics) {
    int y = (content.day == null ? 0 : DayLine.HEIGHT) + 9;
    Avatar.paint(graphics, content.from, fonts.name, MARGIN, y, AVATAR);
  }

  private void paintHead(Graphics2D graphics, int x) {
    int baseline = top() - 5;
    graphics.setFont(fonts.name.getFont());
    graphics.setColor(content.style == Style.ROBOT ? Ui.color("robot") : Ui.color("text"));
    int free = width - x - MARGIN - 90;
    String name = RowFactory.oneLine(content.from, fonts.name, free).getFirst();
    graphics.drawString(name, x, baseline);
    if (content.tag != null) {
      int tagX = x + fonts.name.stringWidth(name) + 8;
      int tagWidth = fonts.small.stringWidth(content.tag) + 12;
      int tagHeight = fonts.small.getHeight();
      graphics.setColor(Ui.color("robotTag"));
      graphics.fillRoundRect(
          tagX, baseline - fonts.small.getAscent(), tagWidth, tagHeight, tagHeight, tagHeight);
      graphics.setColor(Ui.color("robotTagText"));
      graphics.setFont(fonts.small.getFont());
      graphics.drawString(content.tag, tagX + 6, baseline);
    }
  }

  private void paintBubble(Graphics2D graphics, int x, int top) {
    graphics.setColor(background());
    graphics.fillRoundRect(x, top, bubbleWidth, bubbleHeight(), ARC, ARC);
    int y = top + PADDING_Y;
    for (String line : quote) {
      graphics.setColor(Ui.color("muted"));
      graphics.fillRoundRect(x + PADDING_X, y + 1, 3, fonts.small.getHeight(), 3, 3);
      graphics.setFont(fonts.small.getFont());
      graphics.drawString(line, x + PADDING_X + 10, y + fonts.small.getAscent());
      y += fonts.small.getHeight() + 3;
    }
    if (content.files != null) {
      content.files.paint(graphics, x + PADDING_X, y);
      y += content.files.height();
    }
    Color ink = content.style == Style.ROBOT ? Ui.color("robot") : Ui.color("text");
    text.paint(graphics, x + PADDING_X, y, ink);
    graphics.setFont(fonts.small.getFont());
    graphics.setColor(Ui.color("muted"));
    int whenX = x + bubbleWidth - PADDING_X - fonts.small.stringWidth(content.when);
    graphics.drawString(content.when, whenX, top + bubbleHeight() - PADDING_Y - 1);
  }

  @Override
  public @Nullable Attachment attachmentAt(int x, int y) {
    if (content.files == null) {
      return null;
    }
    return content.files.at(x - left() - PADDING_X, y - top() - PADDING_Y - quoteHeight());
  }

  @Override
  public @Nullable String linkAt(int x, int y) {
    int files = content.files == null ? 0 : content.files.height();
    Links.Link link =
        text.linkAt(x - left() - PADDING_X, y - top() - PADDING_Y - quoteHeight() - files);
    return link == null ? null : link.target();
  }

  private int quoteHeight() {
    return quote.size() * (fonts.small.getHeight() + 3);
  }

  /** Where the bubble begins. */
  private int left() {
    return content.style == Style.OWN ? width - MARGIN - bubbleWidth : MARGIN + AVATAR + GAP;
  }

  private Color background() {
    return switch (content.style) {
      case OWN -> Ui.color("ownBubble");
      case OTHER -> Ui.color("otherBubble");
      case NAMED -> Ui.color("namedBubble");
      case ROBOT -> Ui.color("robotBubble");
    };
  }

  @Override
  public String spoken() {
    String who = content.tag == null ? content.from : content.from + " (" + content.tag + ")";
    String files = content.files == null ? "" : " [" + content.files.spoken() + "]";
    String above = content.day == null ? "" : content.day + ". ";
    return above + who + ", " + content.when + ": " + content.text + files;
  }
}
