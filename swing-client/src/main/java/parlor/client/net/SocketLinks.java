package parlor.client.net;

import java.util.concurrent.Executor;
import parlor.client.model.Keyring;
import parlor.client.model.Link;
import parlor.client.model.ServerAddress;

/** Opens links over TCP. What happens on them is told on the model's thread. */
public final class SocketLinks implements Link.Opener {
  private final Keyring keys;
  private final Executor model;

  public SocketLinks(Keyring keys, Executor model) {
    this.keys = keys;
    this.model = model;
  }

  @Override
  public Link open(ServerAddress address, Link.Listener listener) {
    SocketLink link = new SocketLink(address, keys, listener, model);
    Thread.ofVirtual().name("link to " + address).start(link::run);
    return link;
  }
}
