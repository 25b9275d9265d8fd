package parlor.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Invitation;

/** What the command line asks for. */
sealed interface ClientOptions {

  String USAGE =
      """
      Usage: parlor-client [--server HOST[:PORT],...] [--nickname NAME] [--http-port PORT]
             parlor-client parlor://HOST[:PORT][/ROOM] [--nickname NAME]
             parlor-client --help | --version

      Opens the desktop client; a link fills in where to log in and the room to go to.

        --server HOST[:PORT],...  where to log in; the port is 7420 if it is not given. Several
                                  addresses of one server are tried in this order
        --nickname NAME           by what name
        --http-port PORT          where the first address has files; 7480 if it is not given
        --help                    print this
        --version                 print the version
      """;

  record Run(
      @Nullable String server,
      @Nullable String nickname,
      @Nullable Integer httpPort,
      @Nullable Invitation invitation)
      implements ClientOptions {}

  record Help() implements ClientOptions {}

  record Version() implements ClientOptions {}

  /** What cannot be understood, in words. */
  record Wrong(String reason) implements ClientOptions {}

  static ClientOptions parse(List<String> args) {
    String server = null;
    String nickname = null;
    Integer httpPort = null;
    Invitation invitation = null;
    Deque<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String option = rest.pop();
      if (option.equals("--help") || option.equals("-h")) {
        return new Help();
      }
      if (option.equals("--version")) {
        return new Version();
      }
      if (option.regionMatches(true, 0, Invitation.SCHEME, 0, Invitation.SCHEME.length())) {
        invitation = Invitation.parse(option).orElse(null);
        if (invitation == null) {
          return new Wrong("this link leads nowhere: " + option);
        }
        continue;
      }
      if (!List.of("--server", "--nickname", "--http-port").contains(option)) {
        return new Wrong("unknown option " + option);
      }
      if (rest.isEmpty()) {
        return new Wrong(option + " needs a value");
      }
      String value = rest.pop();
      switch (option) {
        case "--server" -> server = value;
        case "--nickname" -> nickname = value;
        default -> {
          if (!value.matches("[1-9]\\d{0,4}")) {
            return new Wrong("--http-port needs a number");
          }
          httpPort = Integer.valueOf(value);
        }
      }
    }
    return new Run(server, nickname, httpPort, invitation);
  }
}
