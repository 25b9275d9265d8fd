package parlor.client.view;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Nicknames;
import parlor.client.model.RoomModel;
import parlor.protocol.Kind;
import parlor.protocol.Member;
import parlor.protocol.Role;

/** Who is in a room. Enter or a double click calls a person in the composer. */
final class MembersView extends JPanel implements RoomModel.Listener {
  private static final long serialVersionUID = 1L;

  private final transient RoomModel room;
  private final String own;
  private final transient Texts texts;
  private final transient PersonMenus people;
  private final JLabel title = new JLabel();
  private final DefaultListModel<Member> members = new DefaultListModel<>();

  /**
   * Lists a room's members.
   *
   * @param onChosen calls somebody in the composer
   * @param people what one may do about somebody
   */
  MembersView(
      RoomModel room, String own, Texts texts, Consumer<String> onChosen, PersonMenus people) {
    super(new MigLayout("insets 10 0 0 0, fill, gap 0 6", "[grow,fill]", "[][grow,fill]"));
    this.room = room;
    this.own = own;
    this.texts = texts;
    this.people = people;
    title.putClientProperty("FlatLaf.styleClass", "small");
    title.setForeground(Ui.color("muted"));
    title.setName("memberCount");
    JList<Member> list = new JList<>(members);
    Ui.named(list, "members", texts.get("members.name"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new MemberRenderer(own, texts));
    list.setFixedCellHeight(34);
    list.setBackground(Ui.ownColor(getBackground()));
    list.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            if (event.getClickCount() == 2) {
              choose(list, onChosen);
            }
          }

          @Override
          public void mousePressed(MouseEvent event) {
            offer(event);
          }

          @Override
          public void mouseReleased(MouseEvent event) {
            offer(event);
          }

          private void offer(MouseEvent event) {
            int index = list.locationToIndex(event.getPoint());
            if (event.isPopupTrigger() && index >= 0) {
              list.setSelectedIndex(index);
              menu(list.getSelectedValue(), onChosen).show(list, event.getX(), event.getY());
            }
          }
        });
    list.getInputMap(JComponent.WHEN_FOCUSED)
        .put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "choose");
    list.getActionMap()
        .put(
            "choose",
            new AbstractAction() {
              private static final long serialVersionUID = 1L;

              @Override
              public void actionPerformed(ActionEvent event) {
                choose(list, onChosen);
              }
            });
    JScrollPane scroll = new JScrollPane(list);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    add(title, "gapleft 14, wrap");
    add(scroll);
    setPreferredSize(new Dimension(190, 200));
    setBorder(BorderFactory.createMatteBorder(0, 1, 0, 0, Ui.color("line")));
  }

  private JPopupMenu menu(Member member, Consumer<String> onChosen) {
    JPopupMenu menu = new JPopupMenu();
    people.add(member, room, menu, onChosen);
    return menu;
  }

  private static void choose(JList<Member> list, Consumer<String> onChosen) {
    Member chosen = list.getSelectedValue();
    if (chosen != null) {
      onChosen.accept(chosen.nickname());
    }
  }

  @Override
  public void addNotify() {
    super.addNotify();
    room.addListener(this);
    membersChanged();
  }

  @Override
  public void removeNotify() {
    room.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void membersChanged() {
    members.clear();
    String partner = room.with();
    if (partner == null) {
      members.addAll(room.members());
      title.setText(texts.get("members.title", room.memberCount()));
    } else {
      // Nobody is told who comes and goes there: these two are it, present or not.
      boolean robot = Nicknames.isRobot(partner);
      members.addElement(new Member(partner, robot ? Kind.ROBOT : Kind.USER));
      members.addElement(new Member(own, Kind.USER));
      title.setText(texts.get("members.private"));
    }
  }

  /** An avatar, the nickname, and a tag for the robot. */
  private static final class MemberRenderer extends JPanel implements ListCellRenderer<Member> {
    private static final long serialVersionUID = 1L;

    private final JLabel name = Ui.plainLabel("");
    private final JLabel tag = new JLabel();
    private final transient Texts texts;
    private final String own;

    MemberRenderer(String own, Texts texts) {
      super(new MigLayout("insets 2 14 2 8, fill", "[grow,fill,0:0:]8[]", "[center]"));
      this.own = own;
      this.texts = texts;
      tag.putClientProperty("FlatLaf.styleClass", "small");
      add(name, "wmin 0");
      add(tag, "hidemode 3");
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends Member> list, Member member, int index, boolean selected, boolean focused) {
      boolean robot = member.kind() == Kind.ROBOT;
      String shown =
          Nicknames.areSame(member.nickname(), own)
              ? texts.get("members.you", member.nickname())
              : member.nickname();
      setBackground(selected ? list.getSelectionBackground() : list.getBackground());
      name.setText(Legible.text(shown, list.getFont()));
      name.setIcon(new AvatarIcon(member.nickname()));
      name.setIconTextGap(9);
      name.setForeground(
          selected ? list.getSelectionForeground() : Ui.color(robot ? "robot" : "text"));
      tag.setForeground(
          selected ? list.getSelectionForeground() : Ui.color(robot ? "robot" : "muted"));
      boolean ranks = member.role().isAtLeast(Role.MODERATOR);
      tag.setText(ranks ? texts.get("role." + member.role()) : texts.get("chat.robot"));
      tag.setVisible(robot || ranks);
      getAccessibleContext()
          .setAccessibleName(tag.isVisible() ? shown + ", " + tag.getText() : shown);
      return this;
    }
  }

  private record AvatarIcon(String nickname) implements Icon {
    private static final int SIZE = 24;

    @Override
    public void paintIcon(Component component, Graphics graphics, int x, int y) {
      Graphics2D canvas = (Graphics2D) graphics.create();
      canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      canvas.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      var font = component.getFont().deriveFont(12f);
      Avatar.paint(canvas, nickname, component.getFontMetrics(font), x, y, SIZE);
      canvas.dispose();
    }

    @Override
    public int getIconWidth() {
      return SIZE;
    }

    @Override
    public int getIconHeight() {
      return SIZE;
    }
  }
}
