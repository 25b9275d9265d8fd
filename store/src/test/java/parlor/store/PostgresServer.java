package parlor.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of one's own in a temporary folder, with everything forced to the disk as in
 * operation. Needs the system's PostgreSQL; there is no way around it and no skipping.
 */
public final class PostgresServer implements AutoCloseable {
  private final Path folder;
  private final Path binaries;
  private final int port;

  private PostgresServer(Path folder, Path binaries, int port) {
    this.folder = folder;
    this.binaries = binaries;
    this.port = port;
  }

  /** Creates a server on a free port of 127.0.0.1 and starts it. */
  public static PostgresServer create() {
    try {
      Path folder = Files.createTempDirectory("parlor-postgres");
      var server = new PostgresServer(folder, binaries(), Ports.free());
      if (isRoot()) {
        run(List.of("chown", "postgres", folder.toString()));
      }
      server.asPostgres("initdb", "-D", server.data(), "-U", "parlor", "-E", "UTF8", "--no-locale");
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on"
            .formatted(port);
    asPostgres(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        data(),
        "-o",
        options,
        "-l",
        folder.resolve("log").toString());
  }

  /** Stops in order, not waiting for clients. */
  public void stop() {
    asPostgres("pg_ctl", "stop", "-w", "-m", "fast", "-D", data());
  }

  /** Stops without writing anything, as after a crash; the next start recovers. */
  public void crash() {
    asPostgres("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data());
  }

  /** A new, empty database. */
  public String newDatabase(String name) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=parlor".formatted(port, database);
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void asPostgres(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // The server refuses to run as root.
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Path output = Files.createTempFile("parlor-postgres", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      String said = Files.readString(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest version that is installed. */
  private static Path binaries() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      throw new IllegalStateException("PostgreSQL is missing: sudo apt-get install postgresql");
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(Files::isDirectory)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
