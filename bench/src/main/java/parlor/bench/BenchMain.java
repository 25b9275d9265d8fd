package parlor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures gateways that it starts: {@code parlor-bench --help}. */
public final class BenchMain {
  private BenchMain() {}

  /** Ends with 1 if a delivery was lost, doubled or out of order, with 2 if asked wrongly. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    if (arguments.contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("rehearse")) {
      Rehearsal.hold(GatewayProcess.onLoopback(arguments.getLast()), Rehearsal.ACT);
      return;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.HELP);
      System.exit(2);
      return;
    }
    Files.createDirectories(options.out());
    boolean faultless = options.growth() ? Growth.measure(options) : measure(options);
    if (!faultless) {
      System.err.println("There were faults: see the table.");
      System.exit(1);
    }
  }

  private static boolean measure(Options options) throws IOException, InterruptedException {
    List<Result> medians = new ArrayList<>();
    for (Scenario scenario : options.scenarios()) {
      for (ServerSettings server : options.servers()) {
        List<Result> runs = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
          Result result = once(options, scenario.name(), scenario, options.shape(scenario), server);
          System.out.println(Report.json(result));
          runs.add(result);
        }
        medians.add(Result.median(runs));
      }
    }
    for (Scenario scenario : options.scenarios()) {
      List<Result> own =
          medians.stream().filter(result -> result.scenario().equals(scenario.name())).toList();
      System.out.println();
      System.out.print(Report.table(own));
    }
    return medians.stream().allMatch(Result::isFaultless);
  }

  /** One run with a gateway of its own; what came out is in the file of results too. */
  static Result once(
      Options options, String name, Scenario scenario, Shape shape, ServerSettings server)
      throws IOException, InterruptedException {
    Path scratch = options.out().resolve("scratch");
    try (GatewayProcess gateway = GatewayProcess.start(options.gateway(), scratch, server)) {
      Result result =
          new Result(
              name, server.label(), scenario.measure(gateway.server(), shape, options.plan()));
      Report.append(options.out().resolve("results.jsonl"), result);
      return result;
    }
  }
}
