package parlor.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts the program as it was just compiled, with 256 MB. */
public final class GatewayCommand {
  /** Options of the JVM for one that does not run for long. */
  public static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1");

  private GatewayCommand() {}

  /** One that does not run for long. */
  public static List<String> of(String... arguments) {
    return of(SHORT_LIFE, arguments);
  }

  /** With these options of the JVM. */
  public static List<String> of(List<String> options, String... arguments) {
    PreparedProgram program = PreparedProgram.get();
    List<String> all = new ArrayList<>(options);
    all.addAll(program.options());
    return of(program.classpath(), all, arguments);
  }

  static List<String> of(String classpath, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    // Among the tests' own there is another configuration of the log.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(options);
    command.addAll(List.of("-cp", classpath));
    command.add("parlor.gateway.GatewayMain");
    command.addAll(List.of(arguments));
    return command;
  }
}
