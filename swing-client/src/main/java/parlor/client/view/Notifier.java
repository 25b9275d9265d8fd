package parlor.client.view;

import java.awt.AWTException;
import java.awt.Image;
import java.awt.SystemTray;
import java.awt.Taskbar;
import java.awt.TrayIcon;
import java.awt.Window;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a message while the window is not in front: by the system's tray where there is one, and
 * by asking for attention where the system can show that. The window's own mark is there in any
 * case.
 */
final class Notifier {
  private static final System.Logger LOG = System.getLogger(Notifier.class.getName());

  private final Window window;
  private final Image image;
  private final Consumer<Integer> mark;
  private @Nullable TrayIcon tray;
  private int untold;

  /**
   * Nothing to tell yet.
   *
   * @param image for the tray
   * @param mark shows how many messages wait, on the window itself
   */
  Notifier(Window window, Image image, Consumer<Integer> mark) {
    this.window = window;
    this.image = image;
    this.mark = mark;
  }

  void tell(String title, String words) {
    untold++;
    mark.accept(untold);
    if (Taskbar.isTaskbarSupported()
        && Taskbar.getTaskbar().isSupported(Taskbar.Feature.USER_ATTENTION_WINDOW)) {
      Taskbar.getTaskbar().requestWindowUserAttention(window);
    }
    if (SystemTray.isSupported()) {
      tellByTray(title, words);
    }
  }

  private void tellByTray(String title, String words) {
    try {
      if (tray == null) {
        TrayIcon icon = new TrayIcon(image, title);
        icon.setImageAutoSize(true);
        icon.addActionListener(clicked -> window.toFront());
        SystemTray.getSystemTray().add(icon);
        tray = icon;
      }
      tray.displayMessage(title, words, TrayIcon.MessageType.NONE);
    } catch (AWTException e) {
      LOG.log(System.Logger.Level.INFO, "The system's tray takes no icon", e);
    }
  }

  /** The window is in front: everything has been told. */
  void clear() {
    if (untold > 0) {
      untold = 0;
      mark.accept(0);
    }
    if (tray != null) {
      SystemTray.getSystemTray().remove(tray);
      tray = null;
    }
  }
}
