package parlor.client.view;

import java.awt.Component;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.BiConsumer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.RoomModel;
import parlor.protocol.ServerFrame;

/** Looks for messages, in the room that is seen or in all of one's rooms; a choice goes there. */
final class SearchDialog extends JDialog implements Chat.Listener {
  private static final long serialVersionUID = 1L;

  private final transient Chat chat;
  private final transient Texts texts;
  private final transient BiConsumer<RoomModel, Long> onChosen;
  private final transient @Nullable RoomModel here;
  private final JTextField text = new JTextField(24);
  private final JCheckBox onlyHere = new JCheckBox();
  private final JLabel state = Ui.plainLabel(" ");
  private final JButton more = new JButton();
  private final transient DefaultListModel<ServerFrame.Message> found = new DefaultListModel<>();
  private final JList<ServerFrame.Message> list = new JList<>(found);
  private @Nullable String next;

  /**
   * A search that has not begun.
   *
   * @param here the room that is seen, or null
   * @param onChosen told the room and the number of the message to go to
   */
  SearchDialog(
      Window owner,
      Chat chat,
      Texts texts,
      @Nullable RoomModel here,
      BiConsumer<RoomModel, Long> onChosen) {
    super(owner, texts.get("search.title"), ModalityType.MODELESS);
    this.chat = chat;
    this.texts = texts;
    this.here = here;
    this.onChosen = onChosen;
    setName("searchDialog");
    setLayout(
        new MigLayout("insets 12, fill, wrap 2", "[grow,fill,360::][]", "[][][][grow,fill][]"));
    Ui.named(text, "searchText", texts.get("search.text"));
    text.putClientProperty("JTextField.placeholderText", texts.get("search.text"));
    text.addActionListener(typed -> search(null));
    JButton search = new JButton(texts.get("search.go"));
    Ui.named(search, "search", texts.get("search.go"));
    search.addActionListener(clicked -> search(null));
    onlyHere.setText(here == null ? "" : texts.get("search.onlyHere", here.title()));
    onlyHere.setVisible(here != null);
    Ui.named(Ui.noHtml(onlyHere), "onlyHere", onlyHere.getText());
    Ui.named(state, "searchState", " ");
    state.setForeground(Ui.color("muted"));
    Ui.named(list, "found", texts.get("search.title"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new FoundRenderer());
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            choose();
          }
        });
    list.registerKeyboardAction(
        pressed -> choose(), KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), JComponent.WHEN_FOCUSED);
    more.setText(texts.get("search.more"));
    more.setVisible(false);
    Ui.named(more, "moreFound", texts.get("search.more"));
    more.addActionListener(clicked -> search(next));
    getRootPane()
        .registerKeyboardAction(
            pressed -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    add(text);
    add(search);
    add(onlyHere, "span, hidemode 3");
    add(state, "span, wmin 0");
    add(new JScrollPane(list), "span, grow, h 260");
    add(more, "span, align center, hidemode 3");
    pack();
    setLocationRelativeTo(owner);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
  }

  @Override
  public void addNotify() {
    super.addNotify();
    chat.addListener(this);
  }

  @Override
  public void removeNotify() {
    chat.removeListener(this);
    super.removeNotify();
  }

  private void search(@Nullable String from) {
    if (text.getText().isBlank()) {
      return;
    }
    if (!chat.isOnline()) {
      state.setText(texts.get("search.offline"));
      return;
    }
    if (from == null) {
      found.clear();
    }
    state.setText(texts.get("search.looking"));
    chat.search(text.getText(), onlyHere.isSelected() ? here : null, from);
  }

  @Override
  public void found(ServerFrame.Found page) {
    found.addAll(page.messages());
    next = page.next();
    more.setVisible(next != null);
    state.setText(texts.get("search.found", found.size()));
    revalidate();
  }

  private void choose() {
    ServerFrame.Message chosen = list.getSelectedValue();
    if (chosen != null) {
      chat.rooms().stream()
          .filter(room -> room.name().equals(chosen.room()))
          .findFirst()
          .ifPresent(room -> onChosen.accept(room, chosen.seq()));
    }
  }

  /** Where, who and when on one line, what was said on the next. */
  private final class FoundRenderer extends JPanel
      implements ListCellRenderer<ServerFrame.Message> {
    private static final long serialVersionUID = 1L;

    private final JLabel head = Ui.plainLabel("");
    private final JLabel words = Ui.plainLabel("");

    FoundRenderer() {
      super(new MigLayout("insets 5 8 5 8, wrap 1, gap 0 1, fillx", "[grow,fill,0:0:]"));
      head.putClientProperty("FlatLaf.styleClass", "small");
      add(head, "wmin 0");
      add(words, "wmin 0");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends ServerFrame.Message> owner,
        ServerFrame.Message message,
        int index,
        boolean selected,
        boolean focused) {
      String where = message.room().startsWith("@") ? "" : "# " + message.room() + " · ";
      String day = texts.day(Texts.dayOf(message.at()));
      head.setText(where + message.from() + " · " + day + " " + texts.time(message.at()));
      String line = message.text().strip().replaceAll("\\s+", " ");
      words.setText(Legible.text(line, owner.getFont()));
      setBackground(selected ? owner.getSelectionBackground() : owner.getBackground());
      head.setForeground(selected ? owner.getSelectionForeground() : Ui.color("muted"));
      words.setForeground(selected ? owner.getSelectionForeground() : Ui.color("text"));
      getAccessibleContext().setAccessibleName(head.getText() + ": " + line);
      return this;
    }
  }
}
