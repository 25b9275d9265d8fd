package parlor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CPU time that was used up to a moment, in seconds, from Linux' {@code /proc}, to one hundredth.
 *
 * @param at the moment, as {@link System#nanoTime} has it
 * @param server of the server's process
 * @param own of this process
 * @param machine of all processes and the kernel
 */
record Usage(long at, double server, double own, double machine) {
  /** Linux tells programs times in these, whatever its own clock does. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int FIRST_AFTER_NAME = 3;
  private static final int USER_TIME = 14;
  private static final int SYSTEM_TIME = 15;

  static Usage of(long serverPid) throws IOException {
    return new Usage(
        System.nanoTime(),
        process(serverPid),
        process(ProcessHandle.current().pid()),
        allProcesses());
  }

  /** Since an earlier moment; {@code at} is then the time between in nanoseconds. */
  Usage since(Usage before) {
    return new Usage(
        at - before.at, server - before.server, own - before.own, machine - before.machine);
  }

  /** Of processes that have nothing to do with what is measured. */
  double others() {
    return Math.max(0, machine - server - own);
  }

  double seconds() {
    return at / 1e9;
  }

  /** Memory of a process that is in RAM, in bytes. */
  static long residentBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("No VmRSS of process " + pid);
  }

  private static double process(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name, in parentheses, may hold anything.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return (Long.parseLong(fields.get(USER_TIME - FIRST_AFTER_NAME))
            + Long.parseLong(fields.get(SYSTEM_TIME - FIRST_AFTER_NAME)))
        / TICKS_PER_SECOND;
  }

  /** User, nice, system, and both kinds of interrupts. */
  private static double allProcesses() throws IOException {
    String first = Files.readAllLines(Path.of("/proc", "stat")).getFirst();
    List<String> fields = List.of(first.trim().split(" +", -1));
    long ticks = 0;
    for (int i : new int[] {1, 2, 3, 6, 7}) {
      ticks += Long.parseLong(fields.get(i));
    }
    return ticks / TICKS_PER_SECOND;
  }
}
