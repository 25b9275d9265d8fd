package parlor.client.view;

import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Toolkit;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.Scrollable;
import javax.swing.ToolTipManager;
import javax.swing.UIManager;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.protocol.Attachment;

/**
 * What was said in a room. Draws only the rows that are seen; a row is laid out once for a width,
 * so that ten thousand of them do not slow it.
 */
final class TranscriptView extends JComponent implements Scrollable, RoomModel.Listener {
  private static final long serialVersionUID = 1L;
  private static final int BOTTOM = 10;

  private final transient RoomModel room;
  private final transient RowFactory factory;
  private final transient List<Row> rows = new ArrayList<>();
  private final transient Heights heights = new Heights();
  private final String emptyWords;
  private int laidOutFor = -1;

  TranscriptView(Chat chat, RoomModel room, Texts texts, Pictures pictures) {
    this.room = room;
    this.emptyWords = texts.get("chat.empty");
    this.factory = new RowFactory(this, chat, room, texts, pictures);
    setFont(UIManager.getFont("large.font"));
    setFocusable(true);
    Ui.named(this, "transcript", texts.get("chat.transcript", room.title()));
    ToolTipManager.sharedInstance().registerComponent(this);
    addMouseMotionListener(
        new MouseAdapter() {
          @Override
          public void mouseMoved(MouseEvent event) {
            showWhatCanBeClicked(event.getPoint());
          }
        });
  }

  @Override
  public void addNotify() {
    super.addNotify();
    room.addListener(this);
    layoutFrom(0);
  }

  @Override
  public void removeNotify() {
    room.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void inserted(int index, int count) {
    if (laidOutFor != getWidth() || index >= rows.size()) {
      layoutFrom(index);
      return;
    }
    // The rows behind stay as they are, but the next one may look different now.
    List<Item> items = room.items();
    for (int i = index; i < index + count; i++) {
      rows.add(i, rowOf(items, i));
    }
    rows.set(index + count, rowOf(items, index + count));
    heights.truncate(index);
    for (int i = index; i < rows.size(); i++) {
      heights.append(rows.get(i).height());
    }
    revalidate();
    repaint();
  }

  private Row rowOf(List<Item> items, int index) {
    return factory.row(items.get(index), index == 0 ? null : items.get(index - 1), laidOutFor);
  }

  /** What is not confirmed looks different when the connection comes or goes. */
  void showPendingAnew() {
    List<Item> items = room.items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Pending) {
        layoutFrom(i);
        return;
      }
    }
  }

  /** Of whom one wants to hear has changed. */
  void showAllAnew() {
    layoutFrom(0);
  }

  /** How high all rows are together. */
  int contentHeight() {
    return heights.total();
  }

  /** The index of the row at that height; 0 if there is none. */
  int rowAt(int y) {
    return rows.isEmpty() ? 0 : heights.rowAt(Math.clamp(y, 0, Math.max(0, heights.total() - 1)));
  }

  /** Where a row begins. */
  int topOfRow(int index) {
    return heights.top(index);
  }

  /** The first gap of which something is seen there, or null. */
  Item.@Nullable Gap gapIn(Rectangle seen) {
    List<Item> items = room.items();
    int last = Math.min(rowAt(seen.y + seen.height), items.size() - 1);
    for (int i = rowAt(seen.y); i <= last; i++) {
      if (items.get(i) instanceof Item.Gap gap) {
        return gap;
      }
    }
    return null;
  }

  /** Where the row of that message begins, or -1. */
  int topOf(long seq) {
    List<Item> items = room.items();
    for (int i = Math.min(items.size(), rows.size()) - 1; i >= 0; i--) {
      if (items.get(i) instanceof Item.Message message && message.seq() == seq) {
        return heights.top(i);
      }
    }
    return -1;
  }

  /** The file at that place, or null. */
  @Nullable Attachment attachmentAt(Point point) {
    if (!isOnRow(point)) {
      return null;
    }
    int row = heights.rowAt(point.y);
    return rows.get(row).attachmentAt(point.x, point.y - heights.top(row));
  }

  /** Where the link at that place leads, or null. */
  @Nullable String linkAt(Point point) {
    if (!isOnRow(point)) {
      return null;
    }
    int row = heights.rowAt(point.y);
    return rows.get(row).linkAt(point.x, point.y - heights.top(row));
  }

  private boolean isOnRow(Point point) {
    return !rows.isEmpty() && point.y >= 0 && point.y < heights.total();
  }

  /** Where a link leads is seen before it is followed. */
  @Override
  public @Nullable String getToolTipText(MouseEvent event) {
    return linkAt(event.getPoint());
  }

  private void showWhatCanBeClicked(Point point) {
    Item item = itemAt(point);
    boolean clickable =
        linkAt(point) != null
            || attachmentAt(point) != null
            || item instanceof Item.Gap
            || (item instanceof Item.Pending pending
                && pending.state() == Item.Pending.State.FAILED);
    setCursor(Cursor.getPredefinedCursor(clickable ? Cursor.HAND_CURSOR : Cursor.DEFAULT_CURSOR));
  }

  @Override
  public void replaced(int index) {
    layoutFrom(index);
  }

  @Override
  public void removed(int index) {
    layoutFrom(index);
  }

  /** Lays out the rows from there on; those before stay as they are. */
  private void layoutFrom(int index) {
    int width = getWidth();
    if (width <= 0) {
      return;
    }
    int from = laidOutFor == width ? Math.min(index, rows.size()) : 0;
    laidOutFor = width;
    rows.subList(from, rows.size()).clear();
    heights.truncate(from);
    List<Item> items = room.items();
    for (int i = from; i < items.size(); i++) {
      Row row = rowOf(items, i);
      rows.add(row);
      heights.append(row.height());
    }
    revalidate();
    repaint();
  }

  @Override
  public void setBounds(int x, int y, int width, int height) {
    super.setBounds(x, y, width, height);
    if (width != laidOutFor) {
      layoutFrom(0);
    }
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(200, heights.total() + BOTTOM);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D canvas = (Graphics2D) graphics.create();
    try {
      setHints(canvas);
      Rectangle clip = canvas.getClipBounds();
      canvas.setColor(Ui.color("transcript"));
      canvas.fillRect(clip.x, clip.y, clip.width, clip.height);
      if (room.items().stream().noneMatch(Item.Message.class::isInstance)) {
        paintEmpty(canvas);
      }
      if (rows.isEmpty()) {
        return;
      }
      int last = heights.rowAt(clip.y + clip.height);
      for (int i = heights.rowAt(clip.y); i <= last; i++) {
        Graphics2D rowCanvas = (Graphics2D) canvas.create();
        rowCanvas.translate(0, heights.top(i));
        rows.get(i).paint(rowCanvas);
        rowCanvas.dispose();
      }
    } finally {
      canvas.dispose();
    }
  }

  /** Where nothing has been said there is a word on what could be. */
  private void paintEmpty(Graphics2D canvas) {
    FontMetrics metrics = getFontMetrics(getFont());
    List<String> lines = TextWrap.lines(emptyWords, metrics, getWidth() - 80);
    int y = Math.max(heights.total() + 40, getHeight() / 2 - lines.size() * metrics.getHeight());
    canvas.setColor(Ui.color("muted"));
    canvas.setFont(getFont());
    for (String line : lines) {
      canvas.drawString(line, (getWidth() - metrics.stringWidth(line)) / 2, y);
      y += metrics.getHeight();
    }
  }

  private static void setHints(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Object desktop = Toolkit.getDefaultToolkit().getDesktopProperty("awt.font.desktophints");
    if (desktop instanceof Map<?, ?> hints) {
      canvas.addRenderingHints(hints);
    } else {
      canvas.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }
  }

  /** The text of the message at that place, or null. */
  @Nullable Item itemAt(Point point) {
    if (!isOnRow(point)) {
      return null;
    }
    return room.items().get(heights.rowAt(point.y));
  }

  String textOf(Item item) {
    return factory.notice(item);
  }

  /** What the newest rows say, for those who hear it. */
  String spoken(int newest) {
    return String.join(
        "\n",
        rows.subList(Math.max(0, rows.size() - newest), rows.size()).stream()
            .map(Row::spoken)
            .toList());
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleTranscript();
    }
    return accessibleContext;
  }

  /** A text that ends with the newest messages. */
  private final class AccessibleTranscript extends AccessibleJComponent {
    private static final long serialVersionUID = 1L;

    @Override
    public AccessibleRole getAccessibleRole() {
      return AccessibleRole.LIST;
    }

    @Override
    public String getAccessibleDescription() {
      return spoken(5);
    }
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return new Dimension(400, 300);
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return 3 * getFontMetrics(getFont()).getHeight();
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return Math.max(40, visible.height - 40);
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return getParent() != null && getParent().getHeight() > heights.total() + BOTTOM;
  }
}
