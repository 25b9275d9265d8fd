package parlor.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param config the operator's settings; null for the defaults
 */
record Options(Task task, @Nullable Path config) {

  static final String USAGE =
      """
      Usage: parlor-gateway [--config FILE]
             parlor-gateway backup FILE | restore FILE | new-epochs | account NICKNAME | audit
                            [--config FILE]
             parlor-gateway cluster-keys FOLDER
             parlor-gateway --help | --version

      Starts the chat server in the foreground; Ctrl+C ends it in order.

        backup FILE       copy the embedded database to FILE; the gateway may be running
        restore FILE      put such a copy in the place of the embedded database; the gateway must
                          not be running
        new-epochs        tell clients that a database was restored by other tools
        account NICKNAME  give an account a new password, and print it; an admin's is made if need be
        audit             print what was done by virtue of roles, the oldest first
        cluster-keys FOLDER  make what the gateways of a cluster prove themselves to each other
                          with; each of them gets a copy of the folder
        --config FILE     read settings from FILE; without it the defaults hold
        --help            print this
        --version         print the version
      """;

  /** One of the things that the program does. */
  sealed interface Task {
    record Run() implements Task {}

    record BackUp(Path to) implements Task {}

    record Restore(Path from) implements Task {}

    record NewEpochs() implements Task {}

    record ResetPassword(String nickname) implements Task {}

    record Audit() implements Task {}

    record MakeClusterKeys(Path folder) implements Task {}

    record Help() implements Task {}

    record Version() implements Task {}
  }

  /** The command line cannot be understood; the message says why. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String reason) {
      super(reason);
    }
  }

  static Options parse(List<String> args) throws Wrong {
    List<String> rest = new ArrayList<>();
    Path config = null;
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).equals("--config")) {
        if (i + 1 == args.size()) {
          throw new Wrong("--config needs a FILE");
        }
        i++;
        config = Path.of(args.get(i));
      } else {
        rest.add(args.get(i));
      }
    }
    return new Options(task(rest), config);
  }

  private static Task task(List<String> words) throws Wrong {
    if (words.isEmpty()) {
      return new Task.Run();
    }
    String first = words.getFirst();
    return switch (first) {
      case "--help", "-h" -> new Task.Help();
      case "--version" -> new Task.Version();
      case "backup" -> new Task.BackUp(Path.of(operand(words, "a FILE")));
      case "restore" -> new Task.Restore(Path.of(operand(words, "a FILE")));
      case "account" -> new Task.ResetPassword(operand(words, "a NICKNAME"));
      case "cluster-keys" -> new Task.MakeClusterKeys(Path.of(operand(words, "a FOLDER")));
      case "audit" -> {
        refuseMore(words, 1);
        yield new Task.Audit();
      }
      case "new-epochs" -> {
        refuseMore(words, 1);
        yield new Task.NewEpochs();
      }
      default ->
          throw new Wrong(
              first.startsWith("-") ? "unknown option " + first : "unknown command " + first);
    };
  }

  private static String operand(List<String> words, String what) throws Wrong {
    if (words.size() < 2) {
      throw new Wrong(words.getFirst() + " needs " + what);
    }
    refuseMore(words, 2);
    return words.get(1);
  }

  private static void refuseMore(List<String> words, int expected) throws Wrong {
    if (words.size() > expected) {
      throw new Wrong("unexpected " + words.get(expected));
    }
  }
}
