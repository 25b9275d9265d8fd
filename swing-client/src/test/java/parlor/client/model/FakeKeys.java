package parlor.client.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
final class FakeKeys implements ServerKeys {
  final Map<ServerAddress, Known> known = new HashMap<>();

  @Override
  public Optional<Known> of(ServerAddress server) {
    return Optional.ofNullable(known.get(server));
  }

  @Override
  public void remember(ServerAddress server, Known how) {
    known.put(server, how);
  }

  @Override
  public void forget(ServerAddress server) {
    known.remove(server);
  }

  @Override
  public List<ServerAddress> pinned() {
    return List.copyOf(known.keySet());
  }
}
