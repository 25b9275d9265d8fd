package parlor.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts the program as it was just compiled, with 256 MB. */
public final class GatewayCommand {
  private GatewayCommand() {}

  /** With these arguments. */
  public static List<String> of(String... arguments) {
    return of(List.of(), arguments);
  }

  /** With these options of the JVM besides. */
  public static List<String> of(List<String> options, String... arguments) {
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
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("parlor.gateway.GatewayMain");
    command.addAll(List.of(arguments));
    return command;
  }
}
