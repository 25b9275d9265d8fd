package parlor.client.view;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import javax.swing.JTextArea;

/** A text area that says what it is for while it is empty. */
final class HintedTextArea extends JTextArea {
  private static final long serialVersionUID = 1L;

  private String placeholder = "";

  HintedTextArea() {
    super(1, 20);
  }

  void setPlaceholder(String words) {
    placeholder = words;
    getAccessibleContext().setAccessibleDescription(words);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    super.paintComponent(graphics);
    if (getText().isEmpty()) {
      Graphics2D canvas = (Graphics2D) graphics.create();
      canvas.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      canvas.setColor(Ui.color("muted"));
      canvas.setFont(getFont());
      Insets insets = getInsets();
      canvas.drawString(placeholder, insets.left, insets.top + canvas.getFontMetrics().getAscent());
      canvas.dispose();
    }
  }
}
