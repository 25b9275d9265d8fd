package parlor.gateway;

import java.nio.file.Path;
import java.util.List;

/** What the command line asks for. */
sealed interface Options {

  String USAGE =
      """
      Usage: parlor-gateway [--config FILE]
             parlor-gateway --help | --version

      Starts the chat server in the foreground; Ctrl+C ends it in order.

        --config FILE  read settings from FILE; without it the defaults hold
        --help         print this
        --version      print the version
      """;

  record Run(Path config) implements Options {}

  record RunWithDefaults() implements Options {}

  record Help() implements Options {}

  record Version() implements Options {}

  /** What cannot be understood, in words. */
  record Wrong(String reason) implements Options {}

  static Options parse(List<String> args) {
    if (args.isEmpty()) {
      return new RunWithDefaults();
    }
    String first = args.getFirst();
    if (first.equals("--help") || first.equals("-h")) {
      return new Help();
    }
    if (first.equals("--version")) {
      return new Version();
    }
    if (!first.equals("--config")) {
      return new Wrong("unknown option " + first);
    }
    return switch (args.size()) {
      case 1 -> new Wrong("--config needs a FILE");
      case 2 -> new Run(Path.of(args.get(1)));
      default -> new Wrong("unexpected " + args.get(2));
    };
  }
}
