package parlor.client.model;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * A person's way into a server, and the way back when the connection is lost: at which door, as
 * whom, and how that stands.
 */
final class Session {

  /** Whom the session is for. */
  interface Owner {
    List<Chat.Listener> listeners();

    /** Sends it by way of {@link Session#send}, and knows of it when the answer comes. */
    void send(ClientFrame frame);

    void received(ServerFrame frame);

    /** The connection is gone; what was asked on it will not be answered. */
    void connectionLost();
  }

  private final Link.Opener links;
  private final Keyring keys;
  private final Timers timers;
  private final String client;
  private final Owner owner;
  private final Reconnector reconnector;
  private final Doors doors;
  private Standing standing = new Standing.LoggedOut();
  private Limits limits = Chat.UNTOLD;
  private String nickname = "";
  private @Nullable Nickname wanted;
  private RoomName entrance = RoomName.LOBBY;
  private @Nullable LoginProblem firstProblem;
  private @Nullable String token;
  private @Nullable String password;
  private @Nullable Wire wire;

  /** Logged out. */
  Session(
      Link.Opener links,
      Keyring keys,
      Timers timers,
      RandomGenerator random,
      String client,
      Owner owner) {
    this.links = links;
    this.keys = keys;
    this.timers = timers;
    this.client = client;
    this.owner = owner;
    this.reconnector = new Reconnector(timers, random, new WayBack());
    this.doors = reconnector.doors();
  }

  Standing standing() {
    return standing;
  }

  boolean isOnline() {
    return standing instanceof Standing.Online;
  }

  boolean isLoggingIn() {
    return standing instanceof Standing.LoggingIn;
  }

  /** As the server prepared it. */
  String nickname() {
    return nickname;
  }

  Limits limits() {
    return limits;
  }

  /** What proves who one is; null before the first login. */
  @Nullable String token() {
    return token;
  }

  /** Where one is logged in, or was last; null before the first login. */
  @Nullable ServerAddress address() {
    return doors.here();
  }

  /** The room where the person wants to go first. */
  RoomName entrance() {
    return entrance;
  }

  void send(ClientFrame frame) {
    if (wire != null) {
      wire.send(frame);
    }
  }

  // The way in

  /** As {@link Chat#login(String, String, String, String)}. */
  void login(String typedAddress, String typedNickname, String typedPassword, String typedRoom) {
    List<ServerAddress> addresses = ServerAddress.parseAll(typedAddress);
    if (addresses.isEmpty()) {
      fail(LoginProblem.ADDRESS_INVALID, "");
      return;
    }
    try {
      wanted = Nickname.parse(typedNickname, limits.nicknameCodePoints());
    } catch (InvalidValue invalid) {
      fail(LoginProblem.of(invalid), "");
      return;
    }
    try {
      entrance =
          typedRoom.isBlank()
              ? RoomName.LOBBY
              : RoomName.parse(typedRoom.strip(), limits.roomCodePoints());
    } catch (InvalidValue invalid) {
      fail(LoginProblem.ROOM_INVALID, String.valueOf(limits.roomCodePoints()));
      return;
    }
    token = null;
    password = typedPassword.isEmpty() ? null : typedPassword;
    firstProblem = null;
    doors.begin(addresses);
    doors.next().ifPresent(this::logInAt);
  }

  private void logInAt(ServerAddress door) {
    stand(new Standing.LoggingIn(door));
    connect(door);
  }

  /** This door does not open: another of those that were typed, if there is one. */
  private void logInElsewhere(LoginProblem problem) {
    disconnect();
    firstProblem = firstProblem == null ? problem : firstProblem;
    LoginProblem first = firstProblem;
    doors
        .next()
        .ifPresentOrElse(
            this::logInAt,
            () ->
                fail(
                    first,
                    doors.all().stream()
                        .map(ServerAddress::toString)
                        .collect(Collectors.joining(", "))));
  }

  void cancelLogin() {
    if (isLoggingIn()) {
      end();
    }
  }

  /** Tells the server that nobody will come back. */
  void sayGoodbye() {
    reconnector.cancel();
    if (isOnline()) {
      send(new ClientFrame.Bye(null));
    }
    disconnect();
  }

  /** Forgets who one was. */
  void end() {
    disconnect();
    token = null;
    password = null;
    stand(new Standing.LoggedOut());
  }

  private void connect(ServerAddress door) {
    disconnect();
    wire =
        new Wire(
            links, timers, door, this::onConnected, owner::received, this::onEnded, this::onDoubt);
    if (doors.hasNext()) {
      wire.hurry();
    }
  }

  private void disconnect() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
    owner.connectionLost();
  }

  private void onConnected() {
    Nickname as = wanted;
    if (as != null) {
      owner.send(
          new ClientFrame.Hello(
              Chat.newId(),
              1,
              client,
              as,
              token == null ? password : null,
              token,
              (int) Wire.HEARTBEAT.toMillis()));
    }
  }

  /** The server lets one in. */
  void enter(ServerFrame.Welcome welcome) {
    nickname = welcome.nickname();
    token = welcome.session();
    limits = welcome.limits();
    if (wire != null) {
      reconnector.entered(wire.address());
      doors.told(siblings(welcome.addresses()));
    }
    stand(new Standing.Online());
  }

  /** The server does not. */
  void refused(ErrorCode code, ServerFrame.Refusal refusal) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      token = null;
      onConnected();
    } else if (standing instanceof Standing.Reconnecting && Chat.isPassing(code)) {
      disconnect();
      reconnector.failed();
    } else if (code == ErrorCode.UNAVAILABLE && doors.hasNext()) {
      logInElsewhere(LoginProblem.of(refusal));
    } else {
      fail(LoginProblem.of(refusal), refusal.message());
    }
  }

  private void fail(LoginProblem problem, String detail) {
    disconnect();
    stand(new Standing.LoggedOut());
    owner.listeners().forEach(listener -> listener.loginFailed(problem, detail));
  }

  // Losing and coming back

  /** The same person has come in by another connection. */
  void replaced() {
    disconnect();
    stand(new Standing.Replaced());
  }

  private void onEnded(Link.Cause cause) {
    wire = null;
    owner.connectionLost();
    switch (standing) {
      case Standing.LoggingIn to -> logInElsewhere(LoginProblem.of(cause));
      case Standing.Online online -> reconnector.lost();
      case Standing.Reconnecting reconnecting -> reconnector.failed();
      case Standing.Waiting waiting -> {}
      case Standing.Replaced replaced -> {}
      case Standing.Doubting doubting -> {}
      case Standing.LoggedOut out -> {}
    }
  }

  private void onDoubt(KeyDoubt doubt) {
    wire = null;
    owner.connectionLost();
    if (isLoggingIn()) {
      stand(new Standing.LoggedOut());
      owner.listeners().forEach(listener -> listener.keyDoubted(doubt));
    } else {
      reconnector.doubted(doubt);
    }
  }

  /** The person has compared the key: the server is known by it from now on. */
  void trust(KeyDoubt doubt) {
    keys.trust(doubt.server(), doubt.shown());
    if (standing instanceof Standing.LoggedOut) {
      logInAt(doubt.server());
    } else if (!isOnline()) {
      reconnector.goTo(doubt.server());
    }
  }

  /** Tries to come back without waiting. */
  void reconnectNow() {
    if (standing instanceof Standing.Waiting
        || standing instanceof Standing.Replaced
        || standing instanceof Standing.Doubting) {
      reconnector.now();
    }
  }

  /** Where there is nowhere else to go, the connection lasts until the server ends it. */
  void moveOn(ServerFrame.Moving moving) {
    List<ServerAddress> given = siblings(moving.addresses());
    doors.told(given);
    if (isLoggingIn()) {
      doors.startAway(given);
      logInElsewhere(LoginProblem.UNREACHABLE);
    } else if (standing instanceof Standing.Reconnecting) {
      disconnect();
      reconnector.failed();
    } else if (isOnline() && doors.all().size() > 1) {
      disconnect();
      reconnector.sentAway(given);
    }
  }

  /** Other doors of the server that one talks to: what proves that one, proves them too. */
  private List<ServerAddress> siblings(List<String> told) {
    if (wire == null) {
      return List.of();
    }
    ServerAddress here = wire.address();
    List<ServerAddress> others =
        told.stream()
            .flatMap(address -> here.sibling(address).stream())
            .filter(address -> !address.equals(here))
            .toList();
    keys.named(others, here);
    return others;
  }

  private void stand(Standing now) {
    standing = now;
    owner.listeners().forEach(listener -> listener.standingChanged(now));
  }

  /** What the reconnector decides on, done. */
  private final class WayBack implements Reconnector.Way {
    @Override
    public void stand(Standing now) {
      Session.this.stand(now);
    }

    @Override
    public void connect(ServerAddress door) {
      Session.this.connect(door);
    }

    @Override
    public void ask(KeyDoubt doubt) {
      owner.listeners().forEach(listener -> listener.keyDoubted(doubt));
    }
  }
}
