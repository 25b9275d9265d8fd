package parlor.client;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.swing.SwingUtilities;
import parlor.client.model.Invitation;
import parlor.client.net.LocalNetwork;

/** Opens the desktop client. Exit status: 0 closed by the person, 1 no display, 2 usage. */
public final class ClientMain {

  private ClientMain() {}

  public static void main(String[] args) {
    switch (ClientOptions.parse(List.of(args))) {
      case ClientOptions.Help help -> System.out.print(ClientOptions.USAGE);
      case ClientOptions.Version asked -> System.out.println("parlor-client " + version());
      case ClientOptions.Wrong wrong -> {
        System.err.println("parlor-client: " + wrong.reason());
        System.err.print(ClientOptions.USAGE);
        System.exit(2);
      }
      case ClientOptions.Run run -> start(run);
    }
  }

  private static void start(ClientOptions.Run run) {
    if (GraphicsEnvironment.isHeadless()) {
      System.err.println("parlor-client: there is no display to open a window on");
      System.exit(1);
    }
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Preferences preferences = Preferences.read(Preferences.defaultFile(), writer);
    Invitation invitation = run.invitation();
    if (invitation != null) {
      preferences.setServer(invitation.server().toString());
      preferences.setHttpPort(
          Objects.requireNonNullElse(invitation.webPort(), Invitation.USUAL_WEB_PORT));
    }
    if (run.server() != null) {
      preferences.setServer(run.server());
    }
    if (run.nickname() != null) {
      preferences.setNickname(run.nickname());
    }
    if (run.httpPort() != null) {
      preferences.setHttpPort(run.httpPort());
    }
    String room = invitation == null || invitation.room() == null ? "" : invitation.room().value();
    SwingUtilities.invokeLater(
        () -> ClientApp.open(preferences, room, version(), LocalNetwork::new, writer::shutdown));
  }

  private static String version() {
    Properties build = new Properties();
    try (InputStream properties =
        Objects.requireNonNull(ClientMain.class.getResourceAsStream("/parlor-build.properties"))) {
      build.load(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
