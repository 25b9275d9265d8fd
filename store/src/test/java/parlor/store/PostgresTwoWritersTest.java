package parlor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import parlor.room.TwoWritersContract;

/** With a store each, as two gateways have. */
class PostgresTwoWritersTest extends TwoWritersContract {
  @TempDir Path directory;
  private Store first;
  private Store second;

  @Override
  protected Shared open() {
    String url = TestStores.newPostgresDatabase();
    first = TestStores.open(directory.resolve("first"), url);
    second = TestStores.open(directory.resolve("second"), url);
    return new Shared(first.messageLog(), second.messageLog());
  }

  @Override
  protected void closeLogs() {
    first.close();
    second.close();
  }
}
