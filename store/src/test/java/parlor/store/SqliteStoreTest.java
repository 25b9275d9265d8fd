package parlor.store;

import org.jspecify.annotations.Nullable;

class SqliteStoreTest extends StoreContract {
  @Override
  @Nullable String newDatabase() {
    return null;
  }
}
