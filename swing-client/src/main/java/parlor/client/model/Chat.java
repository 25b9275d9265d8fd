package parlor.client.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.MessageText;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * What a person does at a server: logs in, is in rooms, says and hears. Used by one thread; knows
 * nothing of windows and sockets.
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

    /** Something that one said could not be stored for too long; the person has to decide. */
    default void gaveUp(RoomModel room) {}

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

  private final Timers timers;
  private final Session session;
  private final List<Listener> listeners = new ArrayList<>();
  private final KnownRooms rooms;
  private final Moderation moderation;
  private final Requests requests = new Requests();
  private final Repeats repeats;
  private long typedAt = Long.MIN_VALUE / 2;

  /**
   * Logged out.
   *
   * @param client name and version, told to the server
   */
  public Chat(
      Link.Opener links, Keyring keys, Timers timers, RandomGenerator random, String client) {
    this.timers = timers;
    this.session = new Session(links, keys, timers, random, client, new Talk());
    this.rooms = new KnownRooms(this, timers, this::send);
    this.moderation = new Moderation(this, this::send);
    this.repeats = new Repeats(timers, this::isNeeded, this::send);
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  public Standing standing() {
    return session.standing();
  }

  /** As the server prepared it. */
  public String nickname() {
    return session.nickname();
  }

  public Limits limits() {
    return session.limits();
  }

  /** The token that proves who one is, for uploads and downloads; null before the first login. */
  public @Nullable String session() {
    return session.token();
  }

  /** Where one is logged in, or was last; null before the first login. */
  public @Nullable ServerAddress address() {
    return session.address();
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
    login(typedAddress, typedNickname, "", "");
  }

  /**
   * Begins a login; what comes of it is told to the listeners.
   *
   * @param typedAddress one, or several of one server, tried in that order
   * @param typedPassword of the account; empty for none
   * @param typedRoom where to go first; empty for the lobby
   */
  public void login(
      String typedAddress, String typedNickname, String typedPassword, String typedRoom) {
    session.login(typedAddress, typedNickname, typedPassword, typedRoom);
  }

  /** Ends a login that is under way. */
  public void cancelLogin() {
    session.cancelLogin();
  }

  /** Says goodbye and forgets everything but the address. */
  public void logout() {
    session.sayGoodbye();
    for (RoomModel room : rooms()) {
      forget(room);
    }
    session.end();
  }

  private void onWelcome(ServerFrame.Welcome welcome) {
    boolean first = session.isLoggingIn();
    moderation.setBlocked(welcome.blocked());
    session.enter(welcome);
    if (first) {
      listeners().forEach(Listener::loggedIn);
    }
    if (rooms.isEmpty()) {
      join(session.entrance());
    }
    send(new ClientFrame.Conversations(newId(), null));
    rooms.rejoin();
  }

  /** The person has compared the key: the server is known by it from now on. */
  public void trust(KeyDoubt doubt) {
    session.trust(doubt);
  }

  /** Tries to come back without waiting. */
  public void reconnectNow() {
    session.reconnectNow();
  }

  /** What the session wants of the rest. */
  private final class Talk implements Session.Owner {
    @Override
    public List<Listener> listeners() {
      return Chat.this.listeners();
    }

    @Override
    public void send(ClientFrame frame) {
      Chat.this.send(frame);
    }

    @Override
    public void received(ServerFrame frame) {
      onFrame(frame);
    }

    @Override
    public void connectionLost() {
      requests.clear();
      repeats.lost();
      rooms.connectionLost();
    }
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
    if (isOnline() && KnownRooms.hasName(room)) {
      rooms.pages().loadOlder(room);
    }
  }

  /** Asks for what was said around a message that is not here. */
  public void loadAround(RoomModel room, long seq) {
    if (isOnline() && KnownRooms.hasName(room)) {
      rooms.pages().loadAround(room, seq);
    }
  }

  /**
   * Asks for a page of what is missing between messages that are here.
   *
   * @param fromBelow the newest of it, else the oldest
   */
  public void load(RoomModel room, Item.Gap gap, boolean fromBelow) {
    if (isOnline()) {
      rooms.pages().load(room, gap, fromBelow);
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

  /** Whether the newest messages of the room that the person sees are in view. */
  public void seeNewest(boolean sees) {
    rooms.seeNewest(sees);
  }

  /** Whether something can be said now. */
  public boolean isOnline() {
    return session.isOnline();
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
        filesAlone ? MessageText.NONE : MessageText.parse(text, limits().textCodePoints());
    put(room, said.value(), replyTo, attachments);
  }

  private void put(RoomModel room, String text, @Nullable Long replyTo, List<Attachment> files) {
    rooms
        .outbox()
        .say(
            room,
            new Item.Pending(
                newId(),
                timers.now(),
                nickname(),
                text,
                replyTo,
                files,
                Item.Pending.State.SENDING,
                0));
    typedAt = Long.MIN_VALUE / 2;
  }

  /** Says what was given up once more, as a new message. */
  public void sayAgain(RoomModel room, Item.Pending givenUp) {
    if (room.removePending(givenUp.id()) != null) {
      put(room, givenUp.text(), givenUp.replyTo(), givenUp.attachments());
    }
  }

  /** What was given up is not to be said any more. */
  public void discard(RoomModel room, Item.Pending givenUp) {
    room.removePending(givenUp.id());
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
      case ServerFrame.History history -> onHistory(history);
      case ServerFrame.Members members -> rooms.members().on(members);
      case ServerFrame.MemberJoined joined -> rooms.members().on(joined);
      case ServerFrame.MemberLeft left -> rooms.members().on(left);
      case ServerFrame.MembersChanged changed -> rooms.members().on(changed);
      case ServerFrame.Typing typing -> rooms.on(typing);
      case ServerFrame.Rooms list ->
          listeners().forEach(listener -> listener.roomsListed(list.rooms()));
      case ServerFrame.Refusal refusal -> onRefusal(refusal);
      case ServerFrame.Moving moving -> session.moveOn(moving);
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

  private void onHistory(ServerFrame.History history) {
    requests.take(history.re());
    rooms.pages().on(history);
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
      session.replaced();
    } else if (request instanceof ClientFrame.Hello) {
      session.refused(code, refusal);
    } else if (request instanceof ClientFrame.Say say) {
      onNotSaid(code, refusal, say.text());
    } else if (request instanceof ClientFrame.Tell tell) {
      onNotSaid(code, refusal, tell.text());
    } else if (request != null && isPassing(code) && isNeeded(request)) {
      repeats.later(request, refusal.retryAfterMs());
    } else if (request instanceof ClientFrame.Register || request instanceof ClientFrame.Account) {
      listeners().forEach(listener -> listener.accountRefused(refusal));
    } else if (request instanceof ClientFrame.Join join
        && code == ErrorCode.FORBIDDEN
        && rooms.get(join.room().value()) != null) {
      rooms.shutOut(join.room().value());
      tellRefused(null, refusal, null);
    } else if (request instanceof ClientFrame.History history) {
      rooms.pages().refused(history);
    } else if (!isBackground(request)) {
      tellRefused(null, refusal, null);
    }
  }

  /** What the person did not ask for fails without a word. */
  private static boolean isBackground(@Nullable ClientFrame request) {
    return request instanceof ClientFrame.Read || request instanceof ClientFrame.Conversations;
  }

  /** What rooms and their messages depend on, and nobody would ask for again. */
  private boolean isNeeded(ClientFrame request) {
    return switch (request) {
      case ClientFrame.Join join -> rooms.belongs(join.room());
      case ClientFrame.History history -> rooms.pages().isCatchingUp(history);
      case ClientFrame.Conversations list -> true;
      case ClientFrame.Read read -> true;
      case ClientFrame.Members list -> true;
      default -> false;
    };
  }

  private void onNotSaid(ErrorCode code, ServerFrame.Refusal refusal, MessageText text) {
    String id = String.valueOf(refusal.re());
    RoomModel room = rooms.whereSaid(id);
    if (room != null && isPassing(code)) {
      rooms.outbox().postponed(room, id, refusal.retryAfterMs());
      return;
    }
    if (room != null) {
      if (room.isPrivate() && KnownRooms.hasName(room) && code == ErrorCode.RECIPIENT_UNKNOWN) {
        rooms.setPast(room);
      }
      rooms.outbox().refused(room, id);
    }
    tellRefused(room, refusal, text.value());
  }

  private void tellRefused(
      @Nullable RoomModel room, ServerFrame.Refusal refusal, @Nullable String text) {
    listeners().forEach(listener -> listener.refused(room, refusal, text));
  }

  /** Whether it may be otherwise in a moment, or at another door. */
  static boolean isPassing(ErrorCode code) {
    return code == ErrorCode.UNAVAILABLE || code == ErrorCode.RATE_LIMITED;
  }

  private void send(ClientFrame frame) {
    requests.remember(frame);
    session.send(frame);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** A copy, for a listener may come or go while it is told. */
  List<Listener> listeners() {
    return List.copyOf(listeners);
  }
}
