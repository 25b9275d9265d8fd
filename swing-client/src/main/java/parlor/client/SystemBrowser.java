package parlor.client;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executor;
import parlor.client.model.Browser;

/**
 * The one that the person has chosen in the system, started beside the event thread.
 *
 * @param thread where callbacks run
 */
record SystemBrowser(Executor thread) implements Browser {
  private static final System.Logger LOG = System.getLogger(SystemBrowser.class.getName());

  @Override
  public void open(String target, Runnable otherwise) {
    Thread.ofVirtual()
        .start(
            () -> {
              if (!hasOpened(target)) {
                thread.execute(otherwise);
              }
            });
  }

  private static boolean hasOpened(String target) {
    if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
      return false;
    }
    try {
      Desktop.getDesktop().browse(URI.create(target));
      return true;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "The system opens no browser", e);
      return false;
    }
  }
}
