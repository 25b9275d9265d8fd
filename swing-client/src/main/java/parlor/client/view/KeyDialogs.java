package parlor.client.view;

import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.KeyDoubt;
import parlor.client.model.ServerAddress;
import parlor.client.model.ServerKeys;
import parlor.protocol.KeyFingerprint;

/**
 * Asks a person to compare a server's key. A server that is new and one whose key has changed look
 * unlike each other, so that nobody says yes to the second out of habit.
 */
final class KeyDialogs {
  private static final Color ALARM = new Color(0xB3261E);

  private final Component parent;
  private final Texts texts;

  KeyDialogs(Component parent, Texts texts) {
    this.parent = parent;
    this.texts = texts;
  }

  /** Whether the person says that the key is the server's. */
  boolean isTrusted(KeyDoubt doubt) {
    return doubt.isChange() ? isNewKeyTrusted(doubt) : isFirstKeyTrusted(doubt);
  }

  private boolean isFirstKeyTrusted(KeyDoubt doubt) {
    JPanel form = form();
    lines(form, texts.get(doubt.named() ? "keys.named.words" : "keys.first.words", doubt.server()));
    form.add(words("keyWords", doubt.shown()), "gaptop 8, gapbottom 8");
    form.add(pairs(doubt.shown()));
    lines(form, texts.get("keys.first.compare"));
    JButton same = button("trustKey", "keys.first.trust");
    JButton cancel = button("refuseKey", "login.cancel");
    return ask(
        "keyUnknown",
        texts.get("keys.first.title"),
        form,
        JOptionPane.QUESTION_MESSAGE,
        same,
        cancel);
  }

  /** The way on is shut until the person has said, by a deliberate act, that it was asked for. */
  private boolean isNewKeyTrusted(KeyDoubt doubt) {
    JPanel form = form();
    JLabel alarm = Ui.plainLabel(texts.get("keys.changed.head", doubt.server()));
    alarm.setName("keyAlarm");
    alarm.setOpaque(true);
    alarm.setBackground(ALARM);
    alarm.setForeground(Color.WHITE);
    alarm.setIcon(Ui.icon("warning", 20));
    alarm.setBorder(BorderFactory.createEmptyBorder(10, 12, 10, 12));
    form.add(alarm, "growx, gapbottom 8");
    lines(form, texts.get("keys.changed.words"));
    if (doubt.known() instanceof ServerKeys.ByKey before) {
      form.add(Ui.plainLabel(texts.get("keys.changed.before")), "gaptop 6");
      form.add(words("keyBefore", before.key()));
    } else {
      lines(form, texts.get("keys.changed.authority"));
    }
    form.add(Ui.plainLabel(texts.get("keys.changed.now")), "gaptop 6");
    form.add(words("keyWords", doubt.shown()));
    form.add(pairs(doubt.shown()));
    JCheckBox asked = new JCheckBox(texts.get("keys.changed.asked"));
    asked.setName("keyAsked");
    form.add(asked, "gaptop 10");
    JButton stop = button("refuseKey", "keys.changed.stop");
    JButton trust = button("trustKey", "keys.changed.trust");
    trust.setEnabled(false);
    asked.addActionListener(ticked -> trust.setEnabled(asked.isSelected()));
    return ask(
        "keyChanged",
        texts.get("keys.changed.title"),
        form,
        JOptionPane.PLAIN_MESSAGE,
        trust,
        stop);
  }

  private boolean ask(
      String name, String title, JPanel form, int kind, JButton trust, JButton stop) {
    JOptionPane pane =
        new JOptionPane(
            form, kind, JOptionPane.DEFAULT_OPTION, null, new Object[] {stop, trust}, stop);
    trust.addActionListener(clicked -> pane.setValue(trust));
    stop.addActionListener(clicked -> pane.setValue(stop));
    JDialog dialog = pane.createDialog(parent, title);
    dialog.setName(name);
    dialog.setVisible(true);
    dialog.dispose();
    return trust.equals(pane.getValue());
  }

  private JButton button(String name, String key) {
    return Ui.named(new JButton(texts.get(key)), name, texts.get(key));
  }

  private static JPanel form() {
    return new JPanel(new MigLayout("insets 0, wrap 1, fillx", "[grow,fill,420::]", "[]2[]"));
  }

  private static void lines(JPanel form, String words) {
    words.lines().forEach(line -> form.add(Ui.plainLabel(line.isEmpty() ? " " : line)));
  }

  private JLabel words(String name, KeyFingerprint key) {
    JLabel words = Ui.named(Ui.plainLabel(key.words()), name, key.words());
    words.setFont(words.getFont().deriveFont(Font.BOLD, words.getFont().getSize2D() * 1.5f));
    return words;
  }

  /** To be selected and copied. */
  private static JTextArea pairs(KeyFingerprint key) {
    int half = key.pairs().length() / 2 + 1;
    JTextArea pairs =
        new JTextArea(key.pairs().substring(0, half) + "\n" + key.pairs().substring(half));
    pairs.setEditable(false);
    pairs.setOpaque(false);
    pairs.setFont(new Font(Font.MONOSPACED, Font.PLAIN, pairs.getFont().getSize() - 2));
    pairs.getAccessibleContext().setAccessibleName("SHA-256");
    return pairs;
  }

  // Known servers

  /** Shows which servers are known by a key, and forgets those that the person takes off. */
  void show(ServerKeys keys) {
    DefaultListModel<ServerAddress> model = new DefaultListModel<>();
    model.addAll(keys.pinned());
    JList<ServerAddress> list = new JList<>(model);
    Ui.named(list, "serverKeys", texts.get("keys.list"));
    JLabel shown = Ui.plainLabel(" ");
    shown.setName("pinnedWords");
    JButton forget = button("forgetKey", "keys.forget");
    forget.setEnabled(false);
    list.addListSelectionListener(
        selected -> {
          ServerAddress server = list.getSelectedValue();
          forget.setEnabled(server != null);
          shown.setText(
              server != null && keys.of(server).orElse(null) instanceof ServerKeys.ByKey pin
                  ? pin.key().words()
                  : " ");
        });
    forget.addActionListener(
        clicked ->
            List.copyOf(list.getSelectedValuesList())
                .forEach(
                    server -> {
                      keys.forget(server);
                      model.removeElement(server);
                    }));
    JPanel form = form();
    lines(form, texts.get("keys.list.words"));
    form.add(new JScrollPane(list), "h 160!");
    form.add(shown);
    form.add(forget, "growx 0");
    JOptionPane pane = new JOptionPane(form, JOptionPane.PLAIN_MESSAGE);
    JDialog dialog = pane.createDialog(SwingUtilities.getRoot(parent), texts.get("keys.list"));
    dialog.setName("knownServers");
    dialog.setVisible(true);
    dialog.dispose();
  }
}
