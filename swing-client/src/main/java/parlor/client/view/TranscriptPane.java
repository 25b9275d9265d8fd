package parlor.client.view;

import java.awt.Dimension;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLayeredPane;
import javax.swing.JPopupMenu;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;

/**
 * A transcript that scrolls: follows what is new while it stands at the bottom, else offers the way
 * there.
 */
final class TranscriptPane extends JLayeredPane implements RoomModel.Listener {
  private static final long serialVersionUID = 1L;
  private static final int NEAR_BOTTOM = 24;

  private final transient RoomModel room;
  private final transient Texts texts;
  private final TranscriptView transcript;
  private final JScrollPane scroll;
  private final JButton newMessages = new JButton();
  private boolean follows = true;
  private int unseen;
  private int knownMaximum = -1;
  private int knownExtent = -1;

  TranscriptPane(RoomModel room, Texts texts) {
    this.room = room;
    this.texts = texts;
    this.transcript = new TranscriptView(room, texts);
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
    addCopyMenu();
  }

  private void addCopyMenu() {
    transcript.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent event) {
            transcript.requestFocusInWindow();
            offerCopy(event);
          }

          @Override
          public void mouseReleased(MouseEvent event) {
            offerCopy(event);
          }
        });
  }

  private void offerCopy(MouseEvent event) {
    String text = event.isPopupTrigger() ? transcript.textAt(event.getPoint()) : null;
    if (text != null) {
      JPopupMenu menu = new JPopupMenu();
      menu.add(texts.get("chat.copy"))
          .addActionListener(
              copy ->
                  Toolkit.getDefaultToolkit()
                      .getSystemClipboard()
                      .setContents(new StringSelection(text), null));
      menu.show(transcript, event.getX(), event.getY());
    }
  }

  @Override
  public void addNotify() {
    super.addNotify();
    room.addListener(this);
    scrollToBottom();
  }

  @Override
  public void removeNotify() {
    room.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void inserted(int index, int count) {
    Item item = room.items().get(index);
    boolean own = item instanceof Item.Pending;
    if (follows || own) {
      scrollToBottom();
    } else if (item instanceof Item.Message) {
      unseen += count;
      offerNewMessages();
    }
  }

  @Override
  public void replaced(int index) {
    if (follows) {
      scrollToBottom();
    }
  }

  private void scrollToBottom() {
    follows = true;
    unseen = 0;
    newMessages.setVisible(false);
    JScrollBar bar = scroll.getVerticalScrollBar();
    bar.setValue(bar.getMaximum());
  }

  /** Tells a move of the person's from one that comes of more content or another size. */
  private void onMoved() {
    JScrollBar bar = scroll.getVerticalScrollBar();
    boolean resized = bar.getMaximum() != knownMaximum || bar.getVisibleAmount() != knownExtent;
    knownMaximum = bar.getMaximum();
    knownExtent = bar.getVisibleAmount();
    if (!resized) {
      follows = bar.getValue() + bar.getVisibleAmount() >= bar.getMaximum() - NEAR_BOTTOM;
    }
    if (follows) {
      scrollToBottom();
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
  }
}
