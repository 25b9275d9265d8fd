package parlor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import parlor.room.TwoWritersContract;

class SqliteTwoWritersTest extends TwoWritersContract {
  @TempDir Path directory;
  private Store store;

  @Override
  protected Shared open() {
    store = TestStores.embedded(directory);
    return new Shared(store.messageLog(), store.messageLog());
  }

  @Override
  protected void closeLogs() {
    store.close();
  }
}
