package parlor.client.view;

import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.Collections;
import java.util.function.Supplier;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.View;
import net.miginfocom.swing.MigLayout;

/**
 * Where a message is written: Enter breaks the line, Ctrl+Enter or the button sends, Tab completes
 * a nickname, Ctrl+Up and Ctrl+Down bring back what was sent before.
 */
final class Composer extends JPanel {
  private static final long serialVersionUID = 1L;
  private static final int MAX_ROWS = 7;

  private final JButton clip = new JButton();
  private final HintedTextArea text = new HintedTextArea();
  private final JLabel hint = new JLabel(" ");
  private final transient InputHistory history;
  private final transient Supplier<Iterable<String>> nicknames;
  private final transient Runnable onTyping;

  /**
   * An empty composer.
   *
   * @param send sends what is written
   * @param history outlives the composer
   * @param nicknames those that Tab may complete
   * @param onTyping called when the person writes
   */
  Composer(
      Texts texts,
      String room,
      Action send,
      InputHistory history,
      Supplier<Iterable<String>> nicknames,
      Runnable onTyping) {
    super(new MigLayout("insets 8 12 10 12, gap 8 4, fillx", "[][grow,fill][]", "[][]"));
    this.history = history;
    this.nicknames = nicknames;
    this.onTyping = onTyping;
    JButton button = new JButton(send);
    button.setText(texts.get("chat.send"));
    button.setIcon(Ui.icon("send", 16));
    button.putClientProperty("JButton.buttonType", null);
    button.putClientProperty("FlatLaf.styleClass", "primary");
    button.setToolTipText(texts.get("chat.send") + " (Ctrl+Enter)");
    Ui.named(button, "send", texts.get("chat.send"));
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setFont(UIManager.getFont("large.font"));
    text.setMargin(new Insets(6, 8, 6, 8));
    text.setPlaceholder(texts.get("chat.message.hint", room));
    Ui.named(text, "message", texts.get("chat.message"));
    Ui.named(hint, "hint", " ");
    hint.putClientProperty("FlatLaf.styleClass", "small");
    Ui.noHtml(hint);
    JScrollPane scroll =
        new JScrollPane(
            text,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    Ui.iconButton(clip, "attach", "clip", texts.get("files.attach"));
    add(clip, "aligny bottom, height 36!");
    add(scroll, "growx, wmin 80");
    add(button, "aligny bottom, height 36!, wrap");
    add(hint, "span, growx, wmin 0, hidemode 3");
    hint.setVisible(false);
    setBorder(BorderFactory.createMatteBorder(1, 0, 0, 0, Ui.color("line")));
    bind("send", KeyEvent.VK_ENTER, InputEvent.CTRL_DOWN_MASK, () -> act(send));
    bind("complete", KeyEvent.VK_TAB, 0, this::complete);
    bind("older", KeyEvent.VK_UP, InputEvent.CTRL_DOWN_MASK, this::older);
    bind("newer", KeyEvent.VK_DOWN, InputEvent.CTRL_DOWN_MASK, this::newer);
    text.setFocusTraversalKeys(
        KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS,
        Collections.singleton(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, InputEvent.CTRL_DOWN_MASK)));
    text.getDocument().addDocumentListener(new Watch());
  }

  /**
   * Takes images and files too: pasted, dropped or chosen.
   *
   * @param bar shows them
   */
  void takeFiles(Texts texts, AttachmentBar bar) {
    text.setTransferHandler(new FileTransfer(text.getTransferHandler(), bar));
    clip.addActionListener(
        clicked -> {
          JFileChooser chooser = new JFileChooser();
          chooser.setDialogTitle(texts.get("files.choose"));
          chooser.setMultiSelectionEnabled(true);
          if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
            for (File file : chooser.getSelectedFiles()) {
              bar.add(file);
            }
          }
        });
  }

  private void act(Action action) {
    action.actionPerformed(new ActionEvent(text, ActionEvent.ACTION_PERFORMED, "send"));
  }

  private void bind(String name, int key, int modifiers, Runnable action) {
    text.getInputMap(JComponent.WHEN_FOCUSED).put(KeyStroke.getKeyStroke(key, modifiers), name);
    text.getActionMap()
        .put(
            name,
            new AbstractAction() {
              private static final long serialVersionUID = 1L;

              @Override
              public void actionPerformed(ActionEvent event) {
                action.run();
              }
            });
  }

  String text() {
    return text.getText();
  }

  void setText(String written) {
    text.setText(written);
    text.setCaretPosition(written.length());
  }

  /** What was written has been sent. */
  void sent() {
    history.add(text.getText());
    text.setText("");
    showHint("");
  }

  /** Says what is wrong with what is written; an empty word takes it back. */
  void showHint(String word) {
    hint.setForeground(Ui.color("error"));
    show(word);
  }

  /** Says that something was done. */
  void showWord(String word) {
    hint.setForeground(Ui.color("muted"));
    show(word);
  }

  private void show(String word) {
    hint.setText(word.isEmpty() ? " " : word);
    hint.getAccessibleContext().setAccessibleName(word.isEmpty() ? " " : word);
    hint.setVisible(!word.isEmpty());
    revalidate();
  }

  /** Writes {@code @nickname} where the caret is. */
  void mention(String nickname) {
    text.replaceSelection("@" + nickname + " ");
    text.requestFocusInWindow();
  }

  void focus() {
    text.requestFocusInWindow();
  }

  private void complete() {
    int caret = text.getCaretPosition();
    Completion.Result result = Completion.complete(text.getText(), caret, nicknames.get());
    if (result == null) {
      text.transferFocus();
    } else {
      text.select(result.from(), caret);
      text.replaceSelection(result.replacement());
    }
  }

  private void older() {
    history.older(text.getText()).ifPresent(this::setText);
  }

  private void newer() {
    history.newer().ifPresent(this::setText);
  }

  /** Grows with what is written, up to a limit. */
  private void fitRows() {
    int lines = Math.clamp(visualLines(), 1, MAX_ROWS);
    if (text.getRows() != lines) {
      text.setRows(lines);
      revalidate();
    }
  }

  private int visualLines() {
    int line = text.getFontMetrics(text.getFont()).getHeight();
    float span = text.getUI().getRootView(text).getPreferredSpan(View.Y_AXIS);
    return Math.max(text.getLineCount(), Math.round(span / line));
  }

  private final class Watch implements DocumentListener {
    @Override
    public void insertUpdate(DocumentEvent event) {
      changed();
      if (!text.getText().isBlank()) {
        onTyping.run();
      }
    }

    @Override
    public void removeUpdate(DocumentEvent event) {
      changed();
    }

    @Override
    public void changedUpdate(DocumentEvent event) {
      changed();
    }

    private void changed() {
      if (hint.isVisible()) {
        showHint("");
      }
      SwingUtilities.invokeLater(Composer.this::fitRows);
    }
  }
}
