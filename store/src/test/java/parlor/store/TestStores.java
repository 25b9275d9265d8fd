package parlor.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stores for tests; the PostgreSQL server is started once for all of them. */
final class TestStores {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable PostgresServer postgres;

  private TestStores() {}

  static Store embedded(Path directory) {
    return open(directory, null);
  }

  static Store open(Path directory, @Nullable String url) {
    return Store.open(DataDirectory.claim(directory), settings(url), Clock.systemUTC());
  }

  static StoreSettings settings(@Nullable String url) {
    return new StoreSettings(
        url,
        2,
        Duration.ofSeconds(3),
        new StoreSettings.Keep(StoreSettings.KeepRule.ALL, Map.of()));
  }

  /** The URL of a new, empty database. */
  static synchronized String newPostgresDatabase() {
    return postgres().newDatabase("test_" + DATABASES.incrementAndGet());
  }

  private static synchronized PostgresServer postgres() {
    if (postgres == null) {
      PostgresServer started = PostgresServer.create();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      postgres = started;
    }
    return postgres;
  }
}
