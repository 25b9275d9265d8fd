package parlor.client.view;

import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import javax.swing.BorderFactory;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.LoginStep;

/** Says how far a login came: what is in order, what failed and what to check. */
final class DoctorDialog {
  private final Texts texts;
  private final JPanel form =
      new JPanel(new MigLayout("insets 0, fillx, wrap 2, gap 8 3", "[24!,center][grow,fill]", ""));

  private DoctorDialog(Texts texts) {
    this.texts = texts;
  }

  /**
   * Shows it and waits until it is closed.
   *
   * @param failed what did not work
   * @param encrypted whether TLS was wanted
   * @param words what happened and what to check, the first line in short
   */
  static void show(
      Component parent, Texts texts, LoginStep failed, boolean encrypted, String words) {
    DoctorDialog doctor = new DoctorDialog(texts);
    for (LoginStep step : LoginStep.values()) {
      doctor.add(step, failed, encrypted);
    }
    JPanel advice = new JPanel(new MigLayout("insets 8 0 0 0, wrap 1, gap 0 2", "[grow,fill]", ""));
    advice.setBorder(BorderFactory.createMatteBorder(1, 0, 0, 0, Ui.color("line")));
    words.lines().forEach(line -> advice.add(Ui.plainLabel(line.isEmpty() ? " " : line)));
    advice.getComponent(0).setFont(bold(advice.getComponent(0).getFont()));
    doctor.form.add(advice, "span, gaptop 8");
    JOptionPane pane = new JOptionPane(doctor.form, JOptionPane.WARNING_MESSAGE);
    JDialog dialog = pane.createDialog(parent, texts.get("problem.title"));
    dialog.setName("problem");
    dialog.getAccessibleContext().setAccessibleDescription(words);
    dialog.setVisible(true);
    dialog.dispose();
  }

  private void add(LoginStep step, LoginStep failed, boolean encrypted) {
    boolean inClear = step == LoginStep.TLS && !encrypted && failed != step;
    String name = texts.get(inClear ? "doctor.TLS.off" : "doctor." + step);
    int order = step.compareTo(failed);
    String state =
        texts.get(order < 0 ? "doctor.passed" : order == 0 ? "doctor.failed" : "doctor.untried");
    JLabel mark = new JLabel(order < 0 ? "✓" : order == 0 ? "✗" : "–");
    mark.setForeground(colour(order));
    mark.setFont(bold(mark.getFont()));
    JLabel label = Ui.plainLabel(name);
    Ui.named(label, "step." + step, name + ": " + state);
    label.setToolTipText(state);
    if (order > 0) {
      label.setForeground(Ui.color("muted"));
    } else if (order == 0) {
      label.setFont(bold(label.getFont()));
    }
    form.add(mark);
    form.add(label);
  }

  private static Color colour(int order) {
    return Ui.color(order < 0 ? "good" : order == 0 ? "error" : "muted");
  }

  private static Font bold(Font font) {
    return font.deriveFont(Font.BOLD);
  }
}
