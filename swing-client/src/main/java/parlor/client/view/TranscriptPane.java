package parlor.client.view;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.Standing;
import parlor.protocol.Attachment;

/**
 * A transcript that scrolls: follows what is new while it stands at the bottom, else offers the way
 * there.
 */
final class TranscriptPane extends JLayeredPane implements RoomModel.Listener, Chat.Listener {
  private static final long serialVersionUID = 1L;
  private static final int NEAR_BOTTOM = 24;

  private final transient Chat chat;
  private final transient Pictures pictures;
  private final transient MessageMenus menus;
  private final transient Consumer<String> mention;
  private final transient RoomModel room;
  private final transient Texts texts;
  private final TranscriptView transcript;
  private final JScrollPane scroll;
  private final JButton newMessages = new JButton();
  private boolean follows = true;
  private final JLabel older = new JLabel();
  private int unseen;
  private int knownHeight;
  private long wanted;
  private int knownMaximum = -1;
  private int knownExtent = -1;
  private int knownValue;

  /**
   * The transcript of a room.
   *
   * @param menus what one may do about a message
   * @param mention calls somebody in the composer
   */
  TranscriptPane(
      Chat chat,
      RoomModel room,
      Texts texts,
      Pictures pictures,
      MessageMenus menus,
      Consumer<String> mention) {
    this.chat = chat;
    this.menus = menus;
    this.mention = mention;
    this.pictures = pictures;
    this.room = room;
    this.texts = texts;
    this.transcript = new TranscriptView(chat, room, texts, pictures);
    this.scroll =
        new JScrollPane(
            transcript,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setName("transcriptScroll");
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.getViewport().setBackground(Ui.color("transcript"));
    scroll.getVerticalScrollBar().addAdjustmentListener(moved -> onMoved());
    Ui.named(newMessages, "newMessages", texts.get("chat.newMessages", 0));
    newMessages.setVisible(false);
    newMessages.putClientProperty("JButton.buttonType", "roundRect");
    newMessages.addActionListener(clicked -> scrollToBottom());
    add(scroll, DEFAULT_LAYER);
    add(newMessages, PALETTE_LAYER);
    older.setText(texts.get("chat.loadingOlder"));
    older.setHorizontalAlignment(SwingConstants.CENTER);
    older.setOpaque(true);
    older.setBackground(Ui.color("otherBubble"));
    older.setForeground(Ui.color("muted"));
    older.putClientProperty("FlatLaf.styleClass", "small");
    older.setVisible(false);
    older.setName("loadingOlder");
    add(older, PALETTE_LAYER);
    listenToTheMouse();
  }

  private void listenToTheMouse() {
    transcript.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent event) {
            transcript.requestFocusInWindow();
            offerMenu(event);
          }

          @Override
          public void mouseReleased(MouseEvent event) {
            offerMenu(event);
          }

          @Override
          public void mouseClicked(MouseEvent event) {
            if (SwingUtilities.isLeftMouseButton(event)) {
              open(event);
            }
          }
        });
  }

  private void open(MouseEvent event) {
    Point place = event.getPoint();
    Item item = transcript.itemAt(place);
    if (item instanceof Item.Gap gap) {
      load(gap, place);
      return;
    }
    if (item instanceof Item.Pending pending && pending.state() == Item.Pending.State.FAILED) {
      showMenu(item, event);
      return;
    }
    String link = transcript.linkAt(place);
    Attachment file = transcript.attachmentAt(place);
    if (link != null) {
      menus.open(link, this);
    } else if (file != null) {
      open(file);
    }
  }

  /** An image is shown large, any other file saved. */
  private void open(Attachment file) {
    pictures
        .whole(file.id())
        .thenApplyAsync(
            content -> new Opened(content, file.width() == null ? null : Pictures.decoded(content)))
        .whenComplete(
            (opened, failure) -> SwingUtilities.invokeLater(() -> show(file, opened, failure)));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Opened(byte[] content, @Nullable BufferedImage image) {}

  private void show(Attachment file, @Nullable Opened opened, @Nullable Throwable failure) {
    if (failure != null || opened == null) {
      Dialogs.problem(this, texts.get("problem.title"), texts.get("files.notFetched"));
      return;
    }
    // What this computer cannot decode the server has drawn, if smaller.
    boolean isPicture = file.width() != null;
    BufferedImage image =
        isPicture && opened.image == null ? pictures.small(file.id(), () -> {}) : opened.image;
    if (image == null) {
      PictureWindow.save(this, texts, pictures.disk(), file.name(), opened.content);
    } else {
      new PictureWindow(
              SwingUtilities.getWindowAncestor(this),
              texts,
              pictures.disk(),
              file,
              image,
              opened.content)
          .setVisible(true);
    }
  }

  private void offerMenu(MouseEvent event) {
    Item item = event.isPopupTrigger() ? transcript.itemAt(event.getPoint()) : null;
    if (item != null) {
      showMenu(item, event);
    }
  }

  private void showMenu(Item item, MouseEvent event) {
    String text = transcript.textOf(item);
    String link = transcript.linkAt(event.getPoint());
    menus.about(item, room, text, link, mention, this).show(transcript, event.getX(), event.getY());
  }

  @Override
  public void addNotify() {
    super.addNotify();
    room.addListener(this);
    chat.addListener(this);
    knownHeight = transcript.contentHeight();
    scrollToBottom();
  }

  @Override
  public void removeNotify() {
    room.removeListener(this);
    chat.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void inserted(int index, int count) {
    int grown = transcript.contentHeight() - knownHeight;
    knownHeight = transcript.contentHeight();
    Item item = room.items().get(index);
    if (follows || item instanceof Item.Pending) {
      scrollToBottom();
    } else if (isAboveWhatIsRead(index)) {
      keepPlace(grown);
    } else if (item instanceof Item.Message && isNewest(index + count)) {
      unseen += count;
      offerNewMessages();
    }
  }

  /** What comes into a gap from below pushes the gap up, not what was read below it. */
  private boolean isAboveWhatIsRead(int index) {
    int top = transcript.topOfRow(index);
    int seen = scroll.getViewport().getViewPosition().y;
    boolean fillsGap = index > 0 && room.items().get(index - 1) instanceof Item.Gap;
    return top <= seen || (fillsGap && top <= seen + scroll.getViewport().getHeight());
  }

  private boolean isNewest(int behind) {
    List<Item> items = room.items();
    return items.subList(behind, items.size()).stream().noneMatch(Item.Entry.class::isInstance);
  }

  /** What was read stays where it is although there is more above it now. */
  private void keepPlace(int grown) {
    Point place = scroll.getViewport().getViewPosition();
    scroll.getViewport().validate();
    scroll.getViewport().setViewPosition(new Point(place.x, Math.max(0, place.y + grown)));
  }

  /** Older messages are asked for as one comes near the first that is here. */
  private void loadOlderIfNear() {
    JScrollBar bar = scroll.getVerticalScrollBar();
    boolean near = bar.getValue() < bar.getVisibleAmount();
    boolean knows = bar.getMaximum() > bar.getVisibleAmount() && isShowing();
    if (near && knows && !follows && room.hasOlder()) {
      chat.loadOlder(room);
    }
  }

  /** What is missing is asked for as one comes to the gap. */
  private void loadGapIfSeen(boolean upwards) {
    Item.Gap gap = transcript.gapIn(transcript.getVisibleRect());
    if (gap != null && isShowing()) {
      chat.load(room, gap, upwards);
    }
  }

  /** From the side that more is seen of. */
  private void load(Item.Gap gap, Point place) {
    Rectangle seen = transcript.getVisibleRect();
    chat.load(room, gap, place.y < seen.y + seen.height / 2);
  }

  /** Brings a message to the middle, asking for it and those around it if it is not here. */
  void show(long seq) {
    if (!bringsToMiddle(seq)) {
      wanted = seq;
      follow(false);
      chat.loadAround(room, seq);
    }
  }

  private boolean bringsToMiddle(long seq) {
    int top = transcript.topOf(seq);
    if (top >= 0) {
      follow(false);
      scroll.getViewport().validate();
      int third = scroll.getViewport().getHeight() / 3;
      scroll.getViewport().setViewPosition(new Point(0, Math.max(0, top - third)));
    }
    return top >= 0;
  }

  @Override
  public void loadingChanged() {
    older.setText(texts.get(room.isCatchingUp() ? "chat.catchingUp" : "chat.loadingOlder"));
    older.setVisible(room.isLoadingOlder() || room.isCatchingUp());
    doLayout();
    if (!room.isLoadingOlder() && wanted != 0) {
      long sought = wanted;
      wanted = 0;
      bringsToMiddle(sought);
    }
  }

  @Override
  public void removed(int index) {
    int grown = transcript.contentHeight() - knownHeight;
    knownHeight = transcript.contentHeight();
    if (!follows && index < room.items().size() && isAboveWhatIsRead(index)) {
      keepPlace(grown);
    }
  }

  @Override
  public void replaced(int index) {
    knownHeight = transcript.contentHeight();
    if (follows) {
      scrollToBottom();
    }
  }

  @Override
  public void blockedChanged() {
    transcript.showAllAnew();
    knownHeight = transcript.contentHeight();
  }

  /** What waits is marked otherwise than what is on its way. */
  @Override
  public void standingChanged(Standing standing) {
    transcript.showPendingAnew();
    knownHeight = transcript.contentHeight();
  }

  private void scrollToBottom() {
    follow(true);
    unseen = 0;
    newMessages.setVisible(false);
    JScrollBar bar = scroll.getVerticalScrollBar();
    bar.setValue(bar.getMaximum());
  }

  /** What comes is seen only while one stands at the bottom. */
  private void follow(boolean now) {
    if (follows != now) {
      follows = now;
      if (isShowing()) {
        chat.seeNewest(now);
      }
    }
  }

  /** Tells a move of the person's from one that comes of more content or another size. */
  private void onMoved() {
    JScrollBar bar = scroll.getVerticalScrollBar();
    int height = Math.max(transcript.getPreferredSize().height, scroll.getViewport().getHeight());
    boolean settles = bar.getMaximum() != height;
    boolean resized =
        settles || bar.getMaximum() != knownMaximum || bar.getVisibleAmount() != knownExtent;
    boolean upwards = bar.getValue() < knownValue;
    knownMaximum = bar.getMaximum();
    knownExtent = bar.getVisibleAmount();
    knownValue = bar.getValue();
    if (!resized) {
      follow(bar.getValue() + bar.getVisibleAmount() >= bar.getMaximum() - NEAR_BOTTOM);
    }
    if (follows) {
      scrollToBottom();
    } else if (!resized) {
      loadOlderIfNear();
      loadGapIfSeen(upwards);
    }
  }

  private void offerNewMessages() {
    newMessages.setText(texts.get("chat.newMessages", unseen));
    newMessages.getAccessibleContext().setAccessibleName(newMessages.getText());
    newMessages.setVisible(true);
    doLayout();
  }

  /** Whether it stands at the bottom and goes on with what comes. */
  boolean follows() {
    return follows;
  }

  @Override
  public void doLayout() {
    scroll.setBounds(0, 0, getWidth(), getHeight());
    Dimension size = newMessages.getPreferredSize();
    newMessages.setBounds(
        (getWidth() - size.width) / 2, getHeight() - size.height - 10, size.width, size.height);
    older.setBounds(0, 0, getWidth(), older.getPreferredSize().height + 8);
  }
}
