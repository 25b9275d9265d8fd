package parlor.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param scenarios to be measured, in this order
 * @param growth whether the curves are measured instead
 * @param runs of each
 * @param gateway the program that starts one
 * @param out folder for what is written
 * @param shape what is to be another than the scenario has it
 */
record Options(
    List<Scenario> scenarios,
    boolean growth,
    int runs,
    Plan plan,
    List<ServerSettings> servers,
    Path gateway,
    Path out,
    Map<String, String> shape) {

  static final String HELP =
      """
      Usage: parlor-bench [A B C D E F | growth] [options]
             parlor-bench rehearse PORT    a gateway's JVM learns what load is; it is in clear
        --runs N            of each; medians are told (1)
        --warm-up S         seconds before anything is measured (30)
        --seconds S         that are measured (10)
        --store NAME        where messages are kept: memory, database or both (both)
        --tls on|off        (off)
        --web on|off        over WebSocket (off)
        --java-opts TEXT    options for the gateway's JVM
        --gateway PROGRAM   what starts one
        --out FOLDER        for results.jsonl, and growth's plots
      Another shape than the scenarios have:
        --clients N  --rooms N  --rooms-per-client N  --senders N (of each room)
        --window N   --rate N (a second of all senders; 0 for a closed loop)  --size BYTES
      """;

  private static final List<String> SHAPE =
      List.of("clients", "rooms", "rooms-per-client", "senders", "window", "rate", "size");
  private static final List<String> OTHERS =
      List.of("runs", "warm-up", "seconds", "store", "tls", "web", "java-opts", "gateway", "out");

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a sentence for who typed them
   */
  static Options parse(List<String> arguments) {
    List<String> names = new ArrayList<>();
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        names.add(argument);
      } else if (i + 1 == arguments.size() || !isKnown(argument.substring(2))) {
        throw new IllegalArgumentException("No such option, or nothing after it: " + argument);
      } else {
        given.put(argument.substring(2), arguments.get(++i));
      }
    }
    boolean growth = names.remove("growth");
    List<Scenario> scenarios =
        names.isEmpty() && !growth
            ? List.of(Scenario.values())
            : names.stream().map(Scenario::of).toList();
    Map<String, String> shape = new HashMap<>(given);
    shape.keySet().retainAll(SHAPE);
    return new Options(
        scenarios,
        growth,
        Integer.parseInt(given.getOrDefault("runs", "1")),
        new Plan(seconds(given, "warm-up", "30"), seconds(given, "seconds", "10")),
        servers(given),
        Path.of(given.getOrDefault("gateway", "bin/parlor-gateway")),
        Path.of(given.getOrDefault("out", "bench/target/results")),
        Map.copyOf(shape));
  }

  /** A scenario's shape with what is to be different. */
  Shape shape(Scenario scenario) {
    Shape usual = scenario.shape();
    return new Shape(
        integer("clients", usual.clients()),
        integer("rooms", usual.rooms()),
        integer("rooms-per-client", usual.roomsPerClient()),
        integer("senders", usual.senders()),
        integer("window", usual.window()),
        Double.parseDouble(shape.getOrDefault("rate", Double.toString(usual.rate()))),
        integer("size", usual.size()));
  }

  private int integer(String name, int usual) {
    return Integer.parseInt(shape.getOrDefault(name, Integer.toString(usual)));
  }

  private static boolean isKnown(String name) {
    return SHAPE.contains(name) || OTHERS.contains(name);
  }

  private static Duration seconds(Map<String, String> given, String name, String usual) {
    return Duration.ofMillis((long) (1000 * Double.parseDouble(given.getOrDefault(name, usual))));
  }

  private static List<ServerSettings> servers(Map<String, String> given) {
    boolean tls = given.getOrDefault("tls", "off").equals("on");
    boolean web = given.getOrDefault("web", "off").equals("on");
    String javaOptions = given.getOrDefault("java-opts", "");
    String asked = given.getOrDefault("store", "both").toUpperCase(Locale.ROOT);
    List<ServerSettings.Store> stores =
        asked.equals("BOTH")
            ? List.of(ServerSettings.Store.values())
            : List.of(ServerSettings.Store.valueOf(asked));
    return stores.stream().map(store -> new ServerSettings(store, tls, web, javaOptions)).toList();
  }
}
