package parlor.client.net;

import java.util.concurrent.Executor;
import parlor.client.model.Link;
import parlor.client.model.ServerAddress;

/** Opens links over TCP. What happens on them is told on the model's thread. */
public final class SocketLinks implements Link.Opener {
  private final Executor model;

  public SocketLinks(Executor model) {
    this.model = model;
  }

  @Override
  public Link open(ServerAddress address, Link.Listener listener) {
    SocketLink link = new SocketLink(address, listener, model);
    Thread.ofVirtual().name("link to " + address).start(link::run);
    return link;
  }
}
