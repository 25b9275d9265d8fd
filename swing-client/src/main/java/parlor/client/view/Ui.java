package parlor.client.view;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.Color;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.UIManager;

/** Small things that all windows do alike. */
final class Ui {

  private Ui() {}

  static Color color(String key) {
    Color color = UIManager.getColor("Parlor." + key);
    if (color == null) {
      throw new IllegalArgumentException("The themes have no colour Parlor." + key);
    }
    return ownColor(color);
  }

  /** The same colour, but no resource of the look and feel, which would take it back. */
  static Color ownColor(Color color) {
    return new Color(color.getRGB(), true);
  }

  /** An icon in the colour of the text around it. */
  static FlatSVGIcon icon(String name, int size) {
    FlatSVGIcon icon = new FlatSVGIcon("parlor/client/icons/" + name + ".svg", size, size);
    icon.setColorFilter(
        new FlatSVGIcon.ColorFilter(
            (component, color) ->
                component == null
                    ? UIManager.getColor("Label.foreground")
                    : component.getForeground()));
    return icon;
  }

  /** A label for what people wrote: never taken for HTML. */
  static JLabel plainLabel(String text) {
    JLabel label = new JLabel();
    noHtml(label);
    label.setText(text);
    return label;
  }

  static <T extends JComponent> T noHtml(T component) {
    component.putClientProperty("html.disable", true);
    return component;
  }

  static <T extends JComponent> T named(T component, String name, String accessibleName) {
    component.setName(name);
    component.getAccessibleContext().setAccessibleName(accessibleName);
    return component;
  }

  /** A button that shows an icon alone; its name is its tooltip. */
  static <T extends AbstractButton> T iconButton(T button, String name, String icon, String text) {
    button.setHideActionText(true);
    button.setText(null);
    button.setIcon(icon(icon, 18));
    button.setToolTipText(text);
    button.putClientProperty("JButton.buttonType", "toolBarButton");
    return named(button, name, text);
  }
}
