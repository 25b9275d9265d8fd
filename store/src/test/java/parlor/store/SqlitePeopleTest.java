package parlor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import parlor.people.People;
import parlor.people.PeopleContract;

class SqlitePeopleTest extends PeopleContract {
  @TempDir Path directory;
  private Store store;

  @Override
  protected People nobody() {
    store = TestStores.embedded(directory);
    return store.people();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }
}
