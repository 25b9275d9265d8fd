package parlor.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import parlor.client.model.FilePort;
import parlor.client.model.ServerAddress;
import parlor.client.view.Language;
import parlor.client.view.Theme;
import parlor.client.view.ViewPreferences;
import parlor.protocol.KeyFingerprint;

/** What the client remembers from one start to the next, in one file of the person's own. */
public final class Preferences implements ViewPreferences {
  private static final System.Logger LOG = System.getLogger(Preferences.class.getName());

  private static final int DEFAULT_HTTP_PORT = 7480;
  private static final String PIN = "key.";
  private static final String AUTHORITY = "authority";

  private final Path file;
  private final Executor writer;
  private final Properties values = new Properties();

  private Preferences(Path file, Executor writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Reads the file; one that does not exist yet is empty.
   *
   * @param writer saves on another thread than the caller's
   */
  public static Preferences read(Path file, Executor writer) {
    Preferences read = new Preferences(file, writer);
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        read.values.load(in);
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.WARNING, "Cannot read " + file + ", beginning anew", e);
      }
    }
    return read;
  }

  /** Where systems keep such files. */
  public static Path defaultFile() {
    String home = System.getProperty("user.home");
    String appData = System.getenv("APPDATA");
    String xdg = System.getenv("XDG_CONFIG_HOME");
    Path folder;
    if (appData != null) {
      folder = Path.of(appData);
    } else if (xdg != null && !xdg.isEmpty()) {
      folder = Path.of(xdg);
    } else {
      folder = Path.of(home, ".config");
    }
    return folder.resolve("parlor").resolve("client.properties");
  }

  @Override
  public String server() {
    return values.getProperty("server", "127.0.0.1");
  }

  @Override
  public void setServer(String server) {
    set("server", server);
  }

  @Override
  public String nickname() {
    return values.getProperty("nickname", "");
  }

  @Override
  public void setNickname(String nickname) {
    set("nickname", nickname);
  }

  @Override
  public int httpPort() {
    try {
      return Integer.parseInt(values.getProperty("httpPort", String.valueOf(DEFAULT_HTTP_PORT)));
    } catch (NumberFormatException e) {
      return DEFAULT_HTTP_PORT;
    }
  }

  /** The port for files at one of the server's addresses. */
  int filePortAt(ServerAddress door) {
    ServerAddress first = ServerAddress.parseAll(server()).stream().findFirst().orElse(door);
    return new FilePort(first, httpPort()).at(door);
  }

  @Override
  public void setHttpPort(int port) {
    set("httpPort", String.valueOf(port));
  }

  @Override
  public Theme theme() {
    return Theme.named(values.getProperty("theme", ""));
  }

  @Override
  public void setTheme(Theme theme) {
    set("theme", theme.name());
  }

  @Override
  public Language language() {
    return Language.named(values.getProperty("language", ""));
  }

  @Override
  public void setLanguage(Language language) {
    set("language", language.name());
  }

  @Override
  public Optional<Known> of(ServerAddress server) {
    String known = values.getProperty(PIN + server);
    return AUTHORITY.equals(known)
        ? Optional.of(new ByAuthority())
        : Optional.ofNullable(known).flatMap(KeyFingerprint::parse).map(ByKey::new);
  }

  @Override
  public void remember(ServerAddress server, Known known) {
    String value =
        switch (known) {
          case ByKey pin -> pin.key().hex();
          case ByAuthority authority -> AUTHORITY;
        };
    if (!value.equals(values.getProperty(PIN + server))) {
      set(PIN + server, value);
    }
  }

  @Override
  public void forget(ServerAddress server) {
    values.remove(PIN + server);
    saveSoon();
  }

  @Override
  public List<ServerAddress> pinned() {
    return values.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PIN) && !AUTHORITY.equals(values.getProperty(name)))
        .sorted()
        .flatMap(name -> ServerAddress.parse(name.substring(PIN.length())).stream())
        .toList();
  }

  @Override
  public boolean isSilenced(String room) {
    return Boolean.parseBoolean(values.getProperty("silenced." + room));
  }

  @Override
  public void setSilenced(String room, boolean silenced) {
    set("silenced." + room, String.valueOf(silenced));
  }

  private void set(String key, String value) {
    values.setProperty(key, value);
    saveSoon();
  }

  private void saveSoon() {
    Properties copy = new Properties();
    copy.putAll(values);
    writer.execute(() -> save(copy));
  }

  private void save(Properties saved) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        saved.store(out, "Parlor");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
