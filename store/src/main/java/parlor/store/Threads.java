package parlor.store;

/** Waiting for a thread to end. */
final class Threads {
  private Threads() {}

  /** Returns when the thread has ended, whoever interrupts meanwhile; says so afterwards. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
