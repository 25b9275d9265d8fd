package parlor.client.view;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.fonts.inter.FlatInterFont;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.UIManager;

/** Light or dark; the colours are in {@code FlatLightLaf.properties} and its dark twin. */
public enum Theme {
  LIGHT,
  DARK;

  /** The theme of that name, or the light one. */
  public static Theme named(String name) {
    return name.equals(DARK.name()) ? DARK : LIGHT;
  }

  /** Makes every window look so, those that are open too. */
  public void apply() {
    FlatInterFont.installLazy();
    FlatLaf.setPreferredFontFamily(FlatInterFont.FAMILY);
    FlatLaf.registerCustomDefaultsSource("parlor.client.theme");
    JFrame.setDefaultLookAndFeelDecorated(true);
    JDialog.setDefaultLookAndFeelDecorated(true);
    boolean done = this == DARK ? FlatDarkLaf.setup() : FlatLightLaf.setup();
    if (!done) {
      throw new IllegalStateException("The look and feel could not be set up");
    }
    UIManager.put("TitlePane.unifiedBackground", true);
    FlatLaf.updateUI();
  }
}
