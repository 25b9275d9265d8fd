package parlor.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The program as it was just compiled, packed into jars and with an archive of the classes that a
 * first start has loaded (JEP 350). Tests start it a hundred times: so each costs the processor
 * half. Made once and kept in {@code target} until a class changes.
 */
final class PreparedProgram {
  private static final Path FOLDER = Path.of("target", "prepared-program");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static @Nullable PreparedProgram made;

  private final String classpath;
  private final Path archive;

  private PreparedProgram(String classpath, Path archive) {
    this.classpath = classpath;
    this.archive = archive;
  }

  /** The first call takes a few seconds. */
  static synchronized PreparedProgram get() {
    if (made == null) {
      made = make();
    }
    return made;
  }

  /** Jars only; the tests' own classes too, for what a test has the program load. */
  String classpath() {
    return classpath;
  }

  /**
   * What makes a JVM use what the first start has left, without a word: it would say each time that
   * access to native code keeps it from using the archive's modules too.
   */
  List<String> options() {
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
  }

  /** One JVM makes it, others that run tests at the same time wait for it. */
  private static PreparedProgram make() {
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel file =
          FileChannel.open(
              FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock lock = file.lock();
        try {
          String classpath = pack();
          return new PreparedProgram(classpath, archive(classpath));
        } finally {
          lock.release();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pack() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        jars.add(entry);
      } else if (!entry.isEmpty() && Files.isDirectory(path)) {
        jars.add(packed(path).toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path packed(Path classes) throws IOException {
    Path module = classes.getParent().getParent().getFileName();
    String name = module + "-" + classes.getFileName();
    Path jar = FOLDER.resolve(name + ".jar").toAbsolutePath();
    if (!Files.exists(jar) || isNewer(classes, jar)) {
      Path made = FOLDER.resolve(name + ".new");
      int failed =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "--create",
                  "--file",
                  made.toString(),
                  "-C",
                  classes.toString(),
                  ".");
      if (failed != 0) {
        throw new IOException("Cannot pack " + classes);
      }
      Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }

  private static boolean isNewer(Path folder, Path than) throws IOException {
    var moment = Files.getLastModifiedTime(than);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).anyMatch(file -> file.lastModified() > moment.toMillis());
    }
  }

  private static Path archive(String classpath) throws IOException {
    Path archive = FOLDER.resolve("classes.jsa").toAbsolutePath();
    Path of = FOLDER.resolve("archive-of");
    String what = whatItHoldsFor(classpath);
    if (!Files.exists(of) || !Files.readString(of).equals(what)) {
      Files.deleteIfExists(of);
      Files.deleteIfExists(archive);
      startOnce(classpath, archive);
      Files.writeString(of, what);
    }
    return archive;
  }

  /** An archive holds for one Java and its jars as they are. */
  private static String whatItHoldsFor(String classpath) {
    StringBuilder what = new StringBuilder(Runtime.version().toString());
    for (String jar : classpath.split(File.pathSeparator, -1)) {
      what.append('\n').append(jar).append(' ').append(new File(jar).lastModified());
    }
    return what.toString();
  }

  private static void startOnce(String classpath, Path archive) throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve("first-start").toAbsolutePath());
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        """
        parlor {
          tcp { interface = "127.0.0.1", port = 0 }
          http { interface = "127.0.0.1", port = 0 }
          data-dir = "%s"
        }
        """
            .formatted(folder.resolve("data")));
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                GatewayCommand.of(
                    classpath,
                    List.of("-XX:ArchiveClassesAtExit=" + archive),
                    "--config",
                    config.toString()))
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || Files.readString(out).contains("parlor ready"));
    process.destroy();
    Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
    if (!Files.exists(archive)) {
      throw new IOException(
          "No archive was made: " + Files.readString(out) + Files.readString(log));
    }
  }
}
