package parlor.bench;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is measured. */
enum Figure {
  DELIVERIES_PER_SECOND("deliveries/s", "%,.0f"),
  CPU_MICROS("CPU µs each", "%.3f"),
  P50_MS("p50 ms", "%,.2f"),
  P99_MS("p99 ms", "%,.2f"),
  MAX_MS("max ms", "%,.1f"),
  RAW_P99_MS("raw p99", "%,.2f"),
  SECONDS("s", "%.2f"),
  COLD_SECONDS("s when cold", "%.2f"),
  SERVER_CPU_SECONDS("CPU s", "%.2f"),
  RSS_PER_CONNECTION("RSS B each", "%,.0f"),
  HEAP_PER_CONNECTION("heap B each", "%,.0f"),
  RSS_MIB("RSS MiB", "%,.0f"),
  ALONE_P99_MS("p99 ms alone", "%,.2f"),
  BESIDE_P99_MS("p99 ms beside", "%,.2f"),
  TIMES("times", "%.2f"),
  READY_SECONDS("ready s", "%.2f"),
  LOAD_CPU_MICROS("load tool µs", "%.3f"),
  OTHER_CPUS("other CPUs", "%.2f"),
  LOST("lost", "%.0f"),
  DOUBLED("doubled", "%.0f"),
  OUT_OF_ORDER("out of order", "%.0f"),
  SEQ_HOLES("seq holes", "%.0f"),
  DAMAGED("damaged", "%.0f"),
  UNANSWERED("unanswered", "%.0f"),
  REFUSED("refused", "%.0f"),
  DISCONNECTED("disconnected", "%.0f");

  private static final Pattern LATER_WORD = Pattern.compile("_(.)");

  private final String heading;
  private final String format;

  Figure(String heading, String format) {
    this.heading = heading;
    this.format = format;
  }

  String heading() {
    return heading;
  }

  String format(double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** As it is called in JSON: {@code p99Ms}. */
  String key() {
    return LATER_WORD
        .matcher(name().toLowerCase(Locale.ROOT))
        .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  /** Whether it counts what must not be. */
  boolean isFault() {
    return compareTo(LOST) >= 0;
  }
}
