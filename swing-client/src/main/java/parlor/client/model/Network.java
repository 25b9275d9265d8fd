package parlor.client.model;

import java.util.List;
import java.util.function.Consumer;

/**
 * The network that this computer is on. Nothing here waits; what it calls back, it calls on the
 * model's thread.
 */
public interface Network {

  /** Looks for servers until it is stopped. */
  interface Search {
    void stop();
  }

  /**
   * Begins to look for servers.
   *
   * @param found told of all that are there, by name, whenever one comes or goes
   */
  Search look(Consumer<List<NearbyServer>> found);

  /** Finds the addresses by which others reach this computer, the likeliest first. */
  void ownAddresses(Consumer<List<String>> found);
}
