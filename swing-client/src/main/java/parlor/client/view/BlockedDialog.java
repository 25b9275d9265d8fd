package parlor.client.view;

import java.awt.Component;
import java.util.List;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Chat;

/** Lists of whom one wants to hear nothing, wherever they are, and lifts that. */
final class BlockedDialog extends JPanel implements Chat.Listener {
  private static final long serialVersionUID = 1L;

  private final transient Chat chat;
  private final DefaultListModel<String> blocked = new DefaultListModel<>();

  private BlockedDialog(Chat chat, Texts texts) {
    super(new MigLayout("insets 0, fillx, wrap 1, gap 0 6", "[grow,fill,300::]"));
    this.chat = chat;
    JList<String> list = Ui.noHtml(new JList<>(blocked));
    Ui.named(list, "blockedPeople", texts.get("blocked.title"));
    JButton unblock = new JButton(texts.get("blocked.unblock"));
    Ui.named(unblock, "unblock", texts.get("blocked.unblock"));
    unblock.setEnabled(false);
    list.addListSelectionListener(selected -> unblock.setEnabled(!list.isSelectionEmpty()));
    unblock.addActionListener(
        clicked ->
            List.copyOf(list.getSelectedValuesList())
                .forEach(nickname -> chat.moderation().block(nickname, false)));
    texts.get("blocked.words").lines().forEach(line -> add(Ui.plainLabel(line)));
    add(new JScrollPane(list), "h 160!");
    add(unblock, "growx 0");
    blockedChanged();
  }

  static void show(Component parent, Chat chat, Texts texts) {
    BlockedDialog form = new BlockedDialog(chat, texts);
    JOptionPane pane = new JOptionPane(form, JOptionPane.PLAIN_MESSAGE);
    JDialog dialog = pane.createDialog(parent, texts.get("blocked.title"));
    dialog.setName("blockedDialog");
    dialog.setVisible(true);
    dialog.dispose();
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

  @Override
  public void blockedChanged() {
    blocked.clear();
    blocked.addAll(chat.moderation().blocked());
  }
}
