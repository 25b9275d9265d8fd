package parlor.client.view;

import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Locale;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Invitation;
import parlor.client.model.ServerAddress;

/** Ways to the server for others: a link for the client, an address and a picture for browsers. */
final class InviteDialog extends JDialog {
  private static final long serialVersionUID = 1L;

  private final transient Texts texts;
  private final JLabel copied = Ui.plainLabel(" ");

  private InviteDialog(Window owner, Texts texts, Invitation invitation, String note) {
    super(owner, texts.get("invite.title"), ModalityType.MODELESS);
    this.texts = texts;
    setName("inviteDialog");
    JPanel form =
        new JPanel(
            new MigLayout(
                "insets 16, fillx, wrap 2, gap 8 4", "[grow,fill,380::][]", "[][]12[][]12[][]"));
    addRow(form, "inviteWeb", texts.get("invite.web"), invitation.webAddress());
    addRow(form, "inviteLink", texts.get("invite.link"), invitation.link());
    QrCode picture = new QrCode(invitation.webAddress());
    Ui.named(picture, "inviteQr", texts.get("invite.qr", invitation.webAddress()));
    form.add(picture, "span, align center");
    JLabel scan = Ui.plainLabel(texts.get("invite.scan"));
    scan.setHorizontalAlignment(SwingConstants.CENTER);
    scan.setForeground(Ui.color("muted"));
    form.add(scan, "span, align center");
    if (!note.isEmpty()) {
      JLabel warning = Ui.plainLabel(note);
      warning.setName("inviteNote");
      warning.setForeground(Ui.color("muted"));
      form.add(warning, "span, wmin 0");
    }
    copied.setName("copied");
    form.add(copied, "span, growx");
    setContentPane(form);
    getRootPane()
        .registerKeyboardAction(
            pressed -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    pack();
    setLocationRelativeTo(owner);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
  }

  /**
   * Opens it.
   *
   * @param invitation by the address that one has come by oneself
   * @param own the addresses of this computer, the likeliest first
   */
  static void open(Window owner, Texts texts, Invitation invitation, List<String> own) {
    ServerAddress server = invitation.server();
    if (!isThisComputer(server.host())) {
      new InviteDialog(owner, texts, invitation, "").setVisible(true);
    } else if (own.isEmpty()) {
      new InviteDialog(owner, texts, invitation, texts.get("invite.onlyHere")).setVisible(true);
    } else {
      Invitation forOthers =
          new Invitation(
              new ServerAddress(own.getFirst(), server.port(), server.encrypted()),
              invitation.room(),
              invitation.webPort());
      new InviteDialog(owner, texts, forOthers, texts.get("invite.byNetwork", own.getFirst()))
          .setVisible(true);
    }
  }

  /** An address that means another computer on each. */
  private static boolean isThisComputer(String host) {
    return host.toLowerCase(Locale.ROOT).equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1");
  }

  private void addRow(JPanel form, String name, String title, String text) {
    JTextField field = new JTextField(text);
    field.setEditable(false);
    Ui.named(field, name, title);
    JLabel label = new JLabel(title);
    label.setLabelFor(field);
    JButton copy = new JButton(texts.get("invite.copy"));
    Ui.named(copy, name + "Copy", texts.get("invite.copy") + ": " + title);
    copy.addActionListener(
        clicked -> {
          Toolkit.getDefaultToolkit()
              .getSystemClipboard()
              .setContents(new StringSelection(text), null);
          copied.setText(texts.get("invite.copied", text));
        });
    form.add(label, "span");
    form.add(field);
    form.add(copy);
  }
}
