package parlor.client.view;

import java.awt.Component;
import javax.swing.JDialog;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;

/** Says what a person has to know before anything can go on. */
final class Dialogs {

  private Dialogs() {}

  static void problem(Component parent, String title, String words) {
    JOptionPane pane = new JOptionPane(null, JOptionPane.WARNING_MESSAGE);
    pane.setMessage(words.lines().map(Dialogs::line).toArray());
    JDialog dialog = pane.createDialog(parent, title);
    dialog.setName("problem");
    dialog.getAccessibleContext().setAccessibleDescription(words);
    dialog.setVisible(true);
    dialog.dispose();
  }

  /** Says that something was done. */
  static void say(Component parent, String title, String words) {
    JOptionPane pane = new JOptionPane(null, JOptionPane.INFORMATION_MESSAGE);
    pane.setMessage(words.lines().map(Dialogs::line).toArray());
    JDialog dialog = pane.createDialog(parent, title);
    dialog.setName("said");
    dialog.setVisible(true);
    dialog.dispose();
  }

  /** Not now, for a dialog waits for its answer and other listeners wait for us. */
  static void later(Runnable dialog) {
    SwingUtilities.invokeLater(dialog);
  }

  private static Component line(String words) {
    return Ui.plainLabel(words.isEmpty() ? " " : words);
  }
}
