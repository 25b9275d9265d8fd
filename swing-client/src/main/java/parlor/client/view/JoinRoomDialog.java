package parlor.client.view;

import java.awt.Window;
import java.util.List;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Chat;
import parlor.protocol.InvalidValue;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;

/** Asks which room to join: one that is listed, or any by its name. */
final class JoinRoomDialog extends JDialog implements Chat.Listener {
  private static final long serialVersionUID = 1L;

  private final transient Chat chat;
  private final transient Texts texts;
  private final JTextField name = new JTextField(20);
  private final JLabel problem = Ui.plainLabel(" ");
  private final DefaultListModel<String> listed = new DefaultListModel<>();
  private final transient DefaultListModel<RoomInfo> infos = new DefaultListModel<>();

  JoinRoomDialog(Window owner, Chat chat, Texts texts) {
    super(owner, texts.get("rooms.join.title"), ModalityType.APPLICATION_MODAL);
    this.chat = chat;
    this.texts = texts;
    setName("joinRoomDialog");
    setLayout(
        new MigLayout(
            "insets 14, wrap 1, fill, gap 0 6", "[grow,fill,300::]", "[][][][][grow,fill][]"));
    JLabel prompt = new JLabel(texts.get("rooms.join.prompt"));
    prompt.setLabelFor(name);
    Ui.named(name, "room", texts.get("rooms.join.prompt"));
    name.putClientProperty("JTextField.placeholderText", texts.get("rooms.join.hint"));
    problem.setForeground(Ui.color("error"));
    problem.setName("roomProblem");
    JList<String> list = new JList<>(listed);
    Ui.named(list, "listedRooms", texts.get("rooms.join.listed"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setVisibleRowCount(6);
    list.addListSelectionListener(
        event -> {
          int chosen = list.getSelectedIndex();
          if (chosen >= 0) {
            name.setText(infos.get(chosen).room());
          }
        });
    JButton join = new JButton(texts.get("rooms.join.ok"));
    Ui.named(join, "join", texts.get("rooms.join.ok"));
    join.addActionListener(clicked -> join());
    getRootPane().setDefaultButton(join);
    add(prompt);
    add(name);
    add(problem);
    add(new JLabel(texts.get("rooms.join.listed")));
    add(new JScrollPane(list));
    add(join, "gaptop 8");
    pack();
    setLocationRelativeTo(owner);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
  }

  @Override
  public void addNotify() {
    super.addNotify();
    chat.addListener(this);
    chat.listRooms();
  }

  @Override
  public void removeNotify() {
    chat.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void roomsListed(List<RoomInfo> rooms) {
    listed.clear();
    infos.clear();
    for (RoomInfo room : rooms) {
      infos.addElement(room);
      listed.addElement(texts.get("rooms.join.persons", room.room(), room.members()));
    }
  }

  private void join() {
    try {
      chat.join(RoomName.parse(name.getText(), chat.limits().roomCodePoints()));
      dispose();
    } catch (InvalidValue invalid) {
      problem.setText(texts.get("rooms.join.invalid", chat.limits().roomCodePoints()));
      pack();
    }
  }
}
