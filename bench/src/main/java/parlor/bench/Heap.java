package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM for its heap, as {@code jcmd} does. */
final class Heap {
  private static final Pattern USED = Pattern.compile("used (\\d+)([KM])");

  private Heap() {}

  /** Bytes of the heap that are in use after a forced collection. */
  static long usedAfterCollection(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return used(jcmd(pid, "GC.heap_info"));
  }

  /** Reads what any of the collectors says of itself; classes are not on the heap. */
  static long used(String heapInfo) {
    return heapInfo
        .lines()
        .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
        .mapToLong(Heap::usedIn)
        .sum();
  }

  private static long usedIn(String line) {
    Matcher found = USED.matcher(line);
    if (!found.find()) {
      return 0;
    }
    return Long.parseLong(found.group(1)) * (found.group(2).equals("K") ? 1024 : 1024 * 1024);
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said);
    }
    return said;
  }
}
