package parlor.client.model;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ServerFrame;

/** A link with a heartbeat: says something often enough, and notices when nothing comes back. */
final class Wire implements Link.Listener {
  /** The server is promised a frame at least that often. */
  static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private static final Duration PING_EVERY = HEARTBEAT.dividedBy(2);
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);

  /** How long to wait for a connection where there are others to try. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Timers timers;
  private final Runnable onConnected;
  private final Consumer<ServerFrame> onFrame;
  private final Consumer<Link.Cause> onEnded;
  private final Consumer<KeyDoubt> onDoubt;
  private final ServerAddress address;
  private final Link link;
  private Timers.@Nullable Timer patience;
  private Timers.@Nullable Timer ping;
  private Timers.@Nullable Timer login;
  private long heardAt;
  private boolean over;

  Wire(
      Link.Opener links,
      Timers timers,
      ServerAddress address,
      Runnable onConnected,
      Consumer<ServerFrame> onFrame,
      Consumer<Link.Cause> onEnded,
      Consumer<KeyDoubt> onDoubt) {
    this.timers = timers;
    this.onConnected = onConnected;
    this.onFrame = onFrame;
    this.onEnded = onEnded;
    this.onDoubt = onDoubt;
    this.address = address;
    this.link = links.open(address, this);
  }

  ServerAddress address() {
    return address;
  }

  /** Gives up sooner than the system does: there are others to try. */
  void hurry() {
    if (!over) {
      patience = timers.start(PATIENCE, () -> lose(Link.Cause.UNREACHABLE));
    }
  }

  void send(ClientFrame frame) {
    link.send(frame);
  }

  void close() {
    stop();
    link.close();
  }

  @Override
  public void connected() {
    if (!over) {
      stopTimer(patience);
      heardAt = timers.now();
      ping = timers.start(PING_EVERY, this::beat);
      login = timers.start(LOGIN_TIMEOUT, () -> lose(Link.Cause.NOT_PARLOR));
      onConnected.run();
    }
  }

  @Override
  public void received(ServerFrame frame) {
    if (!over) {
      heardAt = timers.now();
      stopTimer(login);
      onFrame.accept(frame);
    }
  }

  @Override
  public void ended(Link.Cause cause) {
    if (!over) {
      stop();
      onEnded.accept(cause);
    }
  }

  @Override
  public void doubted(KeyDoubt doubt) {
    if (!over) {
      stop();
      onDoubt.accept(doubt);
    }
  }

  private void beat() {
    if (timers.now() - heardAt > 2 * HEARTBEAT.toMillis()) {
      lose(Link.Cause.LOST);
    } else {
      link.send(new ClientFrame.Ping(null));
      ping = timers.start(PING_EVERY, this::beat);
    }
  }

  private void lose(Link.Cause cause) {
    if (!over) {
      close();
      onEnded.accept(cause);
    }
  }

  private void stop() {
    over = true;
    stopTimer(patience);
    stopTimer(ping);
    stopTimer(login);
  }

  private static void stopTimer(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
