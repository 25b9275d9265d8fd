package parlor.client.model;

import java.util.ArrayList;
import java.util.List;
import parlor.protocol.ClientFrame;
import parlor.protocol.ServerFrame;

/** Links that lead to the test: it reads what was sent and says what comes. */
final class FakeLinks implements Link.Opener {

  /** One of them. */
  static final class FakeLink implements Link {
    final ServerAddress address;
    final Link.Listener listener;
    final List<ClientFrame> sent = new ArrayList<>();
    boolean closed;

    FakeLink(ServerAddress address, Link.Listener listener) {
      this.address = address;
      this.listener = listener;
    }

    @Override
    public void send(ClientFrame frame) {
      sent.add(frame);
    }

    @Override
    public void close() {
      closed = true;
    }

    void says(ServerFrame frame) {
      listener.received(frame);
    }

    /** The last frame of that type. */
    <T extends ClientFrame> T last(Class<T> type) {
      return all(type).getLast();
    }

    <T extends ClientFrame> List<T> all(Class<T> type) {
      return sent.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  final List<FakeLink> opened = new ArrayList<>();

  @Override
  public Link open(ServerAddress address, Link.Listener listener) {
    FakeLink link = new FakeLink(address, listener);
    opened.add(link);
    return link;
  }

  FakeLink newest() {
    return opened.getLast();
  }
}
