package parlor.store;

import org.jspecify.annotations.Nullable;

class PostgresStoreTest extends StoreContract {
  @Override
  @Nullable String newDatabase() {
    return TestStores.newPostgresDatabase();
  }
}
