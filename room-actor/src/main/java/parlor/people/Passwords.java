package parlor.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords by Argon2id (RFC 9106) on threads of its own: some 100 ms and 19 MiB each, as
 * OWASP recommends. What it cannot do soon it refuses.
 */
public final class Passwords implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int MAX_WAITING = 100;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  /** Too many passwords wait to be hashed. */
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("Too many passwords wait to be hashed", null, false, false);
    }
  }

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> new Thread(task, "parlor-passwords"));

  public Passwords() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** A PHC string of the password with a new salt; fails with {@link BusyException}. */
  public CompletionStage<String> hash(String password) {
    return later(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult());
  }

  /** Whether the password is the one in the PHC string; fails with {@link BusyException}. */
  public CompletionStage<Boolean> fits(String password, String phc) {
    return later(() -> Password.check(password, phc).with(Argon2Function.getInstanceFromHash(phc)));
  }

  private <T> CompletionStage<T> later(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new BusyException());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
