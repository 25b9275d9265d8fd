package parlor.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface ClientOptions {

  String USAGE =
      """
      Usage: parlor-client [--server HOST[:PORT]] [--nickname NAME]
             parlor-client --help | --version

      Opens the desktop client.

        --server HOST[:PORT]  where to log in; the port is 7420 if it is not given
        --nickname NAME       by what name
        --help                print this
        --version             print the version
      """;

  record Run(@Nullable String server, @Nullable String nickname) implements ClientOptions {}

  record Help() implements ClientOptions {}

  record Version() implements ClientOptions {}

  /** What cannot be understood, in words. */
  record Wrong(String reason) implements ClientOptions {}

  static ClientOptions parse(List<String> args) {
    String server = null;
    String nickname = null;
    for (int i = 0; i < args.size(); i += 2) {
      String option = args.get(i);
      if (option.equals("--help") || option.equals("-h")) {
        return new Help();
      }
      if (option.equals("--version")) {
        return new Version();
      }
      boolean known = option.equals("--server") || option.equals("--nickname");
      if (!known) {
        return new Wrong("unknown option " + option);
      }
      if (i + 1 == args.size()) {
        return new Wrong(option + " needs a value");
      }
      if (option.equals("--server")) {
        server = args.get(i + 1);
      } else {
        nickname = args.get(i + 1);
      }
    }
    return new Run(server, nickname);
  }
}
