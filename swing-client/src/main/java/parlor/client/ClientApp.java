package parlor.client;

import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import parlor.client.model.Chat;
import parlor.client.model.Keyring;
import parlor.client.model.Network;
import parlor.client.net.HttpFiles;
import parlor.client.net.LocalDisk;
import parlor.client.net.ModelTimers;
import parlor.client.net.SocketLinks;
import parlor.client.view.MainWindow;

/** One running client: a model on the event thread, a line to the server, a window. */
public final class ClientApp {
  private final Chat chat;
  private final MainWindow window;

  private ClientApp(Chat chat, MainWindow window) {
    this.chat = chat;
    this.window = window;
  }

  /**
   * Opens the window; called on the event thread.
   *
   * @param room where to go first, as an invitation says; empty for none
   * @param network makes the network that is looked at, with the thread for what it tells
   * @param onClosed called when the window is gone
   */
  public static ClientApp open(
      Preferences preferences,
      String room,
      String version,
      Function<Executor, Network> network,
      Runnable onClosed) {
    Executor eventThread = SwingUtilities::invokeLater;
    Keyring keys = new Keyring(preferences);
    Chat chat =
        new Chat(
            new SocketLinks(keys, eventThread),
            keys,
            new ModelTimers(eventThread),
            RandomGenerator.getDefault(),
            "parlor-client/" + version);
    JComponent.setDefaultLocale(preferences.language().locale());
    preferences.theme().apply();
    MainWindow window =
        new MainWindow(
            chat,
            new HttpFiles(keys, preferences::filePortAt, eventThread),
            new LocalDisk(eventThread),
            new SystemBrowser(eventThread),
            network.apply(eventThread),
            preferences,
            room,
            onClosed);
    window.setVisible(true);
    return new ClientApp(chat, window);
  }

  public Chat chat() {
    return chat;
  }

  public MainWindow window() {
    return window;
  }
}
