package parlor.client.view;

import java.awt.Component;
import java.awt.Dimension;
import java.util.Collection;
import java.util.function.Consumer;
import javax.swing.Action;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.model.RoomModel;

/** The rooms that one is in, with what is unread. */
final class RoomsView extends JPanel {
  private static final long serialVersionUID = 1L;

  private final DefaultListModel<RoomModel> rooms = new DefaultListModel<>();
  private final JList<RoomModel> list = new JList<>(rooms);
  private transient @Nullable RoomModel seen;
  private boolean updating;

  RoomsView(Texts texts, Action join, Consumer<RoomModel> onChosen, ViewPreferences preferences) {
    super(new MigLayout("insets 10 0 8 0, fill, gap 0 6", "[grow,fill]", "[][grow,fill][]"));
    JLabel title = new JLabel(texts.get("rooms.title"));
    title.putClientProperty("FlatLaf.styleClass", "small");
    title.setForeground(Ui.color("muted"));
    Ui.named(list, "rooms", texts.get("rooms.name"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new RoomRenderer(texts, preferences));
    list.setFixedCellHeight(34);
    list.setBackground(Ui.ownColor(getBackground()));
    list.addListSelectionListener(
        event -> {
          // At the press already: what comes before the release may fill the list anew.
          RoomModel chosen = list.getSelectedValue();
          if (!updating && chosen != null && !chosen.equals(seen)) {
            onChosen.accept(chosen);
          }
        });
    JScrollPane scroll = new JScrollPane(list);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    JButton button = new JButton(join);
    button.setIcon(Ui.icon("plus", 16));
    button.putClientProperty("JButton.buttonType", "borderless");
    Ui.named(button, "joinRoom", texts.get("rooms.join"));
    add(title, "gapleft 14, wrap");
    add(scroll, "wrap");
    add(button, "gapx 8 8");
    setPreferredSize(new Dimension(170, 200));
    setBorder(BorderFactory.createMatteBorder(0, 0, 0, 1, Ui.color("line")));
  }

  /** What a room is called, and whether whom one talked to there has gone. */
  static String title(Texts texts, RoomModel room) {
    return room.isPast() ? texts.get("rooms.past", room.title()) : room.title();
  }

  /** Shows these rooms and which of them is seen. */
  void show(Collection<RoomModel> all, @Nullable RoomModel seenNow) {
    seen = seenNow;
    updating = true;
    rooms.clear();
    rooms.addAll(all);
    list.setSelectedValue(seenNow, true);
    updating = false;
  }

  /** The room's name, whether it is silenced, and how much is unread. */
  private static final class RoomRenderer extends JPanel implements ListCellRenderer<RoomModel> {
    private static final long serialVersionUID = 1L;

    private final JLabel name = Ui.plainLabel("");
    private final JLabel unread = new JLabel();
    private final JLabel silent = new JLabel();
    private final transient Texts texts;
    private final transient ViewPreferences preferences;

    RoomRenderer(Texts texts, ViewPreferences preferences) {
      super(new MigLayout("insets 2 14 2 10, fill", "[grow,fill,0:0:]6[]6[]", "[center]"));
      this.texts = texts;
      this.preferences = preferences;
      silent.setIcon(Ui.icon("silent", 14));
      unread.setOpaque(true);
      unread.setBorder(BorderFactory.createEmptyBorder(1, 7, 1, 7));
      unread.putClientProperty("FlatLaf.style", "arc: 999");
      unread.putClientProperty("FlatLaf.styleClass", "small");
      add(name, "wmin 0");
      add(silent, "hidemode 3");
      add(unread, "hidemode 3");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends RoomModel> list,
        RoomModel room,
        int index,
        boolean selected,
        boolean focused) {
      setBackground(selected ? list.getSelectionBackground() : list.getBackground());
      String title = title(texts, room);
      name.setText(title);
      name.setForeground(selected ? list.getSelectionForeground() : Ui.color("text"));
      boolean silenced = preferences.isSilenced(room.title());
      silent.setVisible(silenced);
      silent.setForeground(Ui.color("muted"));
      unread.setText(String.valueOf(room.unread()));
      unread.setVisible(room.unread() > 0);
      unread.setBackground(Ui.color("unread"));
      unread.setForeground(Ui.color("unreadText"));
      String spoken = room.unread() == 0 ? title : texts.get("rooms.unread", title, room.unread());
      getAccessibleContext()
          .setAccessibleName(silenced ? texts.get("rooms.isSilenced", spoken) : spoken);
      return this;
    }
  }
}
