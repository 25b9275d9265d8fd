package parlor.client.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Disk;
import parlor.protocol.Attachment;

/** An image as large as the window lets it be, to be looked at and saved. */
final class PictureWindow extends JDialog {
  private static final long serialVersionUID = 1L;

  PictureWindow(
      Window owner, Texts texts, Disk disk, Attachment file, BufferedImage image, byte[] content) {
    super(owner, file.name(), ModalityType.MODELESS);
    setName("picture");
    JButton save = new JButton(texts.get("files.save"));
    Ui.named(save, "savePicture", texts.get("files.save"));
    save.addActionListener(clicked -> save(this, texts, disk, file.name(), content));
    JPanel bottom = new JPanel(new MigLayout("insets 8, fillx", "[grow][]"));
    bottom.add(save, "skip");
    add(new Canvas(image, file.name()), BorderLayout.CENTER);
    add(bottom, BorderLayout.SOUTH);
    getRootPane()
        .registerKeyboardAction(
            pressed -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    pack();
    setLocationRelativeTo(owner);
    setDefaultCloseOperation(DISPOSE_ON_CLOSE);
  }

  /** Asks where to, and writes. */
  static void save(Component parent, Texts texts, Disk disk, String name, byte[] content) {
    JFileChooser chooser = new JFileChooser();
    chooser.setSelectedFile(new File(System.getProperty("user.home"), name));
    if (chooser.showSaveDialog(parent) == JFileChooser.APPROVE_OPTION) {
      File to = chooser.getSelectedFile();
      disk.write(
          to,
          content,
          problem ->
              Dialogs.say(
                  parent,
                  texts.get("files.save"),
                  problem == null
                      ? texts.get("files.saved", to.getName())
                      : texts.get("files.notSaved", problem)));
    }
  }

  /** Draws the image scaled down to fit. */
  private static final class Canvas extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int MAX_WIDTH = 1000;
    private static final int MAX_HEIGHT = 700;

    private final transient BufferedImage image;

    Canvas(BufferedImage image, String name) {
      this.image = image;
      Ui.named(this, "pictureCanvas", name);
      double scale = scale(MAX_WIDTH, MAX_HEIGHT);
      setPreferredSize(
          new Dimension(
              Math.max(240, (int) (image.getWidth() * scale)),
              Math.max(160, (int) (image.getHeight() * scale))));
    }

    private double scale(int width, int height) {
      return Math.min(
          1, Math.min(width / (double) image.getWidth(), height / (double) image.getHeight()));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      super.paintComponent(graphics);
      Graphics2D canvas = (Graphics2D) graphics.create();
      canvas.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      double scale = scale(getWidth(), getHeight());
      int width = (int) (image.getWidth() * scale);
      int height = (int) (image.getHeight() * scale);
      canvas.drawImage(
          image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
      canvas.dispose();
    }
  }
}
