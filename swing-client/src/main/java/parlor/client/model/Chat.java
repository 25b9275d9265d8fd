package parlor.client.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.MessageText;
import parlor.protocol.Nickname;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * A person's conversation with a server: logs in, keeps the rooms, and comes back by itself when
 * the connection is lost. Used by one thread; knows nothing of windows and sockets.
 */
public final class Chat {
  /** Limits before the server has told its own. */
  static final Limits UNTOLD =
      new Limits(65_536, 5000, 32, 64, 50, 10_000, 50, 10_485_760, 10, 6, 200);

  private static final Duration TYPING_EVERY = Duration.ofSeconds(3);

  /** Told what concerns more than one room. */
  public interface Listener {
    default void standingChanged(Standing standing) {}

    /** The first welcome came. */
    default void loggedIn() {}

    default void loginFailed(LoginProblem problem, String detail) {}

    /** A server's key is no proof of who it is; {@link Chat#trust} goes on. */
    default void keyDoubted(KeyDoubt doubt) {}

    default void roomEntered(RoomModel room) {}

    default void roomLeft(RoomModel room) {}

    /** Somebody put one out of a room; it has been left. */
    default void putOut(RoomModel room, Item.@Nullable Left how) {}

    /** One wants to hear of others than before. */
    default void blockedChanged() {}

    /** A room or conversation is there that the person did not ask for just now. */
    default void conversationOpened(RoomModel room) {}

    /** Somebody else has said something. */
    default void heard(RoomModel room, ServerFrame.Message message) {}

    /** The nickname is an account now. */
    default void registered() {}

    default void accountChanged(ClientFrame.Account.Action action) {}

    /** What an account was to become, it did not. */
    default void accountRefused(ServerFrame.Refusal refusal) {}

    default void found(ServerFrame.Found found) {}

    /** Messages came to a room that nobody looks at, or somebody looked. */
    default void unreadChanged() {}

    default void roomsListed(List<RoomInfo> rooms) {}

    /** Something could not be done; {@code text} is what was to be said, or null. */
    default void refused(
        @Nullable RoomModel room, ServerFrame.Refusal refusal, @Nullable String text) {}
  }

  private final Link.Opener links;
  private final Keyring keys;
  private final Timers timers;
  private final String client;
  private final Reconnector reconnector;
  private final Doors doors;
  private final List<Listener> listeners = new ArrayList<>();
  private final KnownRooms rooms;
  private final Moderation moderation;
  private final Requests requests = new Requests();
  private Standing standing = new Standing.LoggedOut();
  private Limits limits = UNTOLD;
  private String nickname = "";
  private @Nullable Nickname wanted;
  private @Nullable LoginProblem firstProblem;
  private @Nullable String session;
  private @Nullable String password;
  private @Nullable Wire wire;
  private long typedAt = Long.MIN_VALUE / 2;

  /**
   * Logged out.
   *
   * @param client name and version, told to the server
   */
  public Chat(
      Link.Opener links, Keyring keys, Timers timers, RandomGenerator random, String client) {
    this.links = links;
    this.keys = keys;
    this.timers = timers;
    this.client = client;
    this.reconnector = new Reconnector(timers, random, new WayBack());
    this.doors = reconnector.doors();
    this.rooms = new KnownRooms(this, timers, this::send);
    this.moderation = new Moderation(this, this::send);
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  public Standing standing() {
    return standing;
  }

  /** As the server prepared it. */
  public String nickname() {
    return nickname;
  }

  public Limits limits() {
    return limits;
  }

  /** The token that proves who one is, for uploads and downloads; null before the first login. */
  public @Nullable String session() {
    return session;
  }

  /** Where one is logged in, or was last; null before the first login. */
  public @Nullable ServerAddress address() {
    return doors.here();
  }

  /** In the order they were entered. */
  public Collection<RoomModel> rooms() {
    return rooms.all();
  }

  /** What one may do by virtue of a role, and of whom one wants to hear nothing. */
  public Moderation moderation() {
    return moderation;
  }

  boolean hasBlocked(String nickname) {
    return moderation.hasBlocked(nickname);
  }

  // Login

  /** Begins a login as a guest; what comes of it is told to the listeners. */
  public void login(String typedAddress, String typedNickname) {
    login(typedAddress, typedNickname, "");
  }

  /**
   * Begins a login; what comes of it is told to the listeners.
   *
   * @param typedAddress one, or several of one server, tried in that order
   * @param typedPassword of the account; empty for none
   */
  public void login(String typedAddress, String typedNickname, String typedPassword) {
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
    session = null;
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

  /** Ends a login that is under way. */
  public void cancelLogin() {
    if (standing instanceof Standing.LoggingIn) {
      disconnect();
      stand(new Standing.LoggedOut());
    }
  }

  /** Says goodbye and forgets everything but the address. */
  public void logout() {
    reconnector.cancel();
    if (wire != null && standing instanceof Standing.Online) {
      wire.send(new ClientFrame.Bye(null));
    }
    disconnect();
    for (RoomModel room : rooms()) {
      forget(room);
    }
    session = null;
    password = null;
    stand(new Standing.LoggedOut());
  }

  private void connect(ServerAddress door) {
    disconnect();
    requests.clear();
    wire =
        new Wire(
            links, timers, door, this::onConnected, this::onFrame, this::onEnded, this::onDoubt);
    if (doors.hasNext()) {
      wire.hurry();
    }
  }

  private void disconnect() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }

  private void onConnected() {
    Nickname as = wanted;
    if (as != null) {
      send(
          new ClientFrame.Hello(
              newId(),
              1,
              client,
              as,
              session == null ? password : null,
              session,
              (int) Wire.HEARTBEAT.toMillis()));
    }
  }

  private void onWelcome(ServerFrame.Welcome welcome) {
    boolean first = standing instanceof Standing.LoggingIn;
    nickname = welcome.nickname();
    session = welcome.session();
    limits = welcome.limits();
    moderation.setBlocked(welcome.blocked());
    if (wire != null) {
      reconnector.entered(wire.address());
      doors.told(siblings(welcome.addresses()));
    }
    stand(new Standing.Online());
    if (first) {
      listeners().forEach(Listener::loggedIn);
    }
    if (rooms.isEmpty()) {
      join(RoomName.LOBBY);
    }
    send(new ClientFrame.Conversations(newId(), null));
    for (RoomModel room : rooms()) {
      rooms.repeatNameless(room);
      if (!KnownRooms.hasName(room)) {
        continue;
      }
      boolean knows = room.epoch() != null;
      send(
          new ClientFrame.Join(
              newId(),
              new RoomName(room.name()),
              knows || room.isPrivate() ? room.seq() : null,
              room.epoch()));
    }
  }

  private void fail(LoginProblem problem, String detail) {
    disconnect();
    stand(new Standing.LoggedOut());
    listeners().forEach(listener -> listener.loginFailed(problem, detail));
  }

  // Losing and coming back

  private void onEnded(Link.Cause cause) {
    wire = null;
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
    if (standing instanceof Standing.LoggingIn) {
      stand(new Standing.LoggedOut());
      listeners().forEach(listener -> listener.keyDoubted(doubt));
    } else {
      reconnector.doubted(doubt);
    }
  }

  /** The person has compared the key: the server is known by it from now on. */
  public void trust(KeyDoubt doubt) {
    keys.trust(doubt.server(), doubt.shown());
    if (standing instanceof Standing.LoggedOut) {
      logInAt(doubt.server());
    } else if (!isOnline()) {
      reconnector.goTo(doubt.server());
    }
  }

  /** Tries to come back without waiting. */
  public void reconnectNow() {
    if (standing instanceof Standing.Waiting
        || standing instanceof Standing.Replaced
        || standing instanceof Standing.Doubting) {
      reconnector.now();
    }
  }

  /** Where there is nowhere else to go, the connection lasts until the server ends it. */
  private void onMoving(ServerFrame.Moving moving) {
    List<ServerAddress> given = siblings(moving.addresses());
    doors.told(given);
    if (standing instanceof Standing.LoggingIn) {
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

  /** What the reconnector decides on, done. */
  private final class WayBack implements Reconnector.Way {
    @Override
    public void stand(Standing now) {
      Chat.this.stand(now);
    }

    @Override
    public void connect(ServerAddress door) {
      Chat.this.connect(door);
    }

    @Override
    public void ask(KeyDoubt doubt) {
      listeners().forEach(listener -> listener.keyDoubted(doubt));
    }
  }

  private void stand(Standing now) {
    standing = now;
    listeners().forEach(listener -> listener.standingChanged(now));
  }

  // Rooms

  /** Enters a room, or looks at it if one is in it. */
  public void join(RoomName name) {
    RoomModel known = rooms.get(name.value());
    if (known == null) {
      send(new ClientFrame.Join(newId(), name, null, null));
    } else {
      listeners().forEach(listener -> listener.roomEntered(known));
    }
  }

  /** Goes to the private conversation with somebody, which perhaps nobody has begun yet. */
  public void talkTo(String nickname) {
    RoomModel room = rooms.with(nickname);
    listeners().forEach(listener -> listener.roomEntered(room));
  }

  /** A private conversation is only taken off the list: it comes back with the next message. */
  public void leave(RoomModel room) {
    if (!room.isPrivate()) {
      send(new ClientFrame.Leave(newId(), new RoomName(room.name())));
    }
    forget(room);
  }

  /** Asks for older messages of a room than those that are here. */
  public void loadOlder(RoomModel room) {
    if (isOnline()) {
      rooms.loadOlder(room);
    }
  }

  /**
   * Looks for messages; what is found is told to the listeners.
   *
   * @param room only there, or null
   * @param next where the page before ended, or null
   */
  public void search(String text, @Nullable RoomModel room, @Nullable String next) {
    RoomName where = room == null ? null : new RoomName(room.name());
    send(new ClientFrame.Search(newId(), text, where, null, next, null));
  }

  // The account

  public void register(String newPassword) {
    send(new ClientFrame.Register(newId(), newPassword));
  }

  public void changeAccount(
      ClientFrame.Account.Action action, String present, @Nullable String newPassword) {
    send(new ClientFrame.Account(newId(), action, present, newPassword));
  }

  private void forget(RoomModel room) {
    rooms.forget(room);
  }

  public void listRooms() {
    send(new ClientFrame.Rooms(newId(), null));
  }

  /** The person sees this room, or none; what comes to others is counted as unread. */
  public void lookAt(@Nullable RoomModel room) {
    rooms.lookAt(room);
  }

  /** Whether something can be said now. */
  public boolean isOnline() {
    return standing instanceof Standing.Online;
  }

  /**
   * Says something: now, or when the connection is back.
   *
   * @throws InvalidValue if the text is blank, too long or cannot be kept
   */
  public void say(RoomModel room, String text, @Nullable Long replyTo) throws InvalidValue {
    say(room, text, replyTo, List.of());
  }

  /**
   * Says something with files that have been uploaded; then the text may be empty.
   *
   * @throws InvalidValue if the text is blank, too long or cannot be kept
   */
  public void say(RoomModel room, String text, @Nullable Long replyTo, List<Attachment> attachments)
      throws InvalidValue {
    boolean filesAlone = text.isBlank() && !attachments.isEmpty();
    MessageText said =
        filesAlone ? MessageText.NONE : MessageText.parse(text, limits.textCodePoints());
    String id = newId();
    room.addPending(new Item.Pending(id, timers.now(), nickname, said.value(), attachments));
    if (isOnline()) {
      send(rooms.said(room, id, said, replyTo, attachments));
    }
    typedAt = Long.MIN_VALUE / 2;
  }

  /** The person is writing; the server is told now and then. */
  public void typing(RoomModel room) {
    long now = timers.now();
    boolean due = now - typedAt >= TYPING_EVERY.toMillis();
    if (isOnline() && due && KnownRooms.hasName(room)) {
      typedAt = now;
      send(new ClientFrame.Typing(null, new RoomName(room.name())));
    }
  }

  // What the server says

  private void onFrame(ServerFrame frame) {
    switch (frame) {
      case ServerFrame.Message message -> rooms.on(message);
      case ServerFrame.Said said -> rooms.on(said, requests.take(said.re()));
      case ServerFrame.Welcome welcome -> onWelcome(welcome);
      case ServerFrame.Joined joined -> rooms.on(joined);
      case ServerFrame.History history -> rooms.on(history);
      case ServerFrame.Members members -> rooms.on(members);
      case ServerFrame.MemberJoined joined -> rooms.on(joined);
      case ServerFrame.MemberLeft left -> rooms.on(left);
      case ServerFrame.MembersChanged changed -> rooms.on(changed);
      case ServerFrame.Typing typing -> rooms.on(typing);
      case ServerFrame.Rooms list ->
          listeners().forEach(listener -> listener.roomsListed(list.rooms()));
      case ServerFrame.Refusal refusal -> onRefusal(refusal);
      case ServerFrame.Moving moving -> onMoving(moving);
      case ServerFrame.Left left -> rooms.on(left);
      case ServerFrame.TopicSet set -> rooms.on(set);
      case ServerFrame.Removed removed -> rooms.on(removed);
      case ServerFrame.MemberChanged changed -> rooms.on(changed);
      case ServerFrame.RoomChanged changed -> rooms.on(changed);
      case ServerFrame.Blocked block -> moderation.setBlocked(block.nickname(), block.blocked());
      case ServerFrame.Registered registered -> listeners().forEach(Listener::registered);
      case ServerFrame.Conversations list -> rooms.on(list);
      case ServerFrame.Found found -> listeners().forEach(listener -> listener.found(found));
      case ServerFrame.ReadUpTo read -> rooms.on(read);
      case ServerFrame.Ok ok -> onOk(ok);
      case ServerFrame.Pong pong -> {}
      case ServerFrame.Bye bye -> {}
    }
  }

  private void onOk(ServerFrame.Ok ok) {
    ClientFrame request = requests.take(ok.re());
    if (request instanceof ClientFrame.Block block) {
      moderation.setBlocked(block.nickname().value(), block.blocked());
    } else if (request instanceof ClientFrame.Account account) {
      listeners().forEach(listener -> listener.accountChanged(account.action()));
      if (account.action() == ClientFrame.Account.Action.DELETE) {
        logout();
      }
    }
  }

  private void onRefusal(ServerFrame.Refusal refusal) {
    ErrorCode code = ErrorCode.ofWire(refusal.code()).orElse(ErrorCode.UNAVAILABLE);
    ClientFrame request = requests.take(refusal.re());
    if (code == ErrorCode.REPLACED) {
      disconnect();
      stand(new Standing.Replaced());
    } else if (request instanceof ClientFrame.Hello) {
      onHelloRefused(code, refusal);
    } else if (request instanceof ClientFrame.Say say) {
      onNotSaid(rooms.get(say.room().value()), refusal, say.text());
    } else if (request instanceof ClientFrame.Tell tell) {
      onNotSaid(rooms.with(tell.to().value()), refusal, tell.text());
    } else if (request instanceof ClientFrame.Register || request instanceof ClientFrame.Account) {
      listeners().forEach(listener -> listener.accountRefused(refusal));
    } else if (request instanceof ClientFrame.Join join
        && code == ErrorCode.FORBIDDEN
        && rooms.get(join.room().value()) != null) {
      rooms.shutOut(join.room().value());
      tellRefused(null, refusal, null);
    } else if (request instanceof ClientFrame.History history) {
      RoomModel room = rooms.get(history.room().value());
      if (room != null && room.isLoadingOlder()) {
        room.setLoadingOlder(false);
      }
    } else if (!isBackground(request)) {
      tellRefused(null, refusal, null);
    }
  }

  /** What the person did not ask for fails without a word. */
  private static boolean isBackground(@Nullable ClientFrame request) {
    return request instanceof ClientFrame.Read || request instanceof ClientFrame.Conversations;
  }

  private void onNotSaid(@Nullable RoomModel room, ServerFrame.Refusal refusal, MessageText text) {
    if (room != null) {
      room.removePending(refusal.re() == null ? "" : refusal.re());
    }
    tellRefused(room, refusal, text.value());
  }

  private void tellRefused(
      @Nullable RoomModel room, ServerFrame.Refusal refusal, @Nullable String text) {
    listeners().forEach(listener -> listener.refused(room, refusal, text));
  }

  private void onHelloRefused(ErrorCode code, ServerFrame.Refusal refusal) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      session = null;
      onConnected();
    } else if (standing instanceof Standing.Reconnecting && isPassing(code)) {
      disconnect();
      reconnector.failed();
    } else if (code == ErrorCode.UNAVAILABLE && doors.hasNext()) {
      logInElsewhere(LoginProblem.of(refusal));
    } else {
      fail(LoginProblem.of(refusal), refusal.message());
    }
  }

  /** Whether it may be otherwise in a moment, or at another door. */
  private static boolean isPassing(ErrorCode code) {
    return code == ErrorCode.UNAVAILABLE || code == ErrorCode.RATE_LIMITED;
  }

  private void send(ClientFrame frame) {
    requests.remember(frame);
    if (wire != null) {
      wire.send(frame);
    }
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** A copy, for a listener may come or go while it is told. */
  List<Listener> listeners() {
    return List.copyOf(listeners);
  }
}
