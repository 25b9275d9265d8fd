package parlor.client;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import parlor.client.model.NearbyServer;
import parlor.client.model.Network;

/** A network as the test wants it. */
public record FakeNetwork(List<NearbyServer> servers, List<String> own) implements Network {

  /** With nothing on it. */
  public static FakeNetwork empty(Executor thread) {
    return new FakeNetwork(List.of(), List.of());
  }

  @Override
  public Search look(Consumer<List<NearbyServer>> found) {
    found.accept(servers);
    return () -> {};
  }

  @Override
  public void ownAddresses(Consumer<List<String>> found) {
    found.accept(own);
  }
}
