package parlor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.MessageLog;
import parlor.history.MessageLogContract;

class SqliteMessageLogTest extends MessageLogContract {
  @TempDir Path directory;
  private Store store;

  @Override
  protected MessageLog emptyLog() {
    store = TestStores.embedded(directory);
    return store.messageLog();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }
}
