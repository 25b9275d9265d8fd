package parlor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.MessageLog;
import parlor.history.MessageLogContract;

class PostgresMessageLogTest extends MessageLogContract {
  @TempDir Path directory;
  private Store store;

  @Override
  protected MessageLog emptyLog() {
    store = TestStores.open(directory, TestStores.newPostgresDatabase());
    return store.messageLog();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }
}
