package parlor.client.model;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ConversationInfo;
import parlor.protocol.Kind;
import parlor.protocol.Role;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * The rooms that one is in: puts what the server says into them, and asks for what is missing.
 *
 * @see Chat
 */
final class KnownRooms {
  private static final String NAMELESS = "@?";

  private final Chat chat;
  private final Timers timers;
  private final Consumer<ClientFrame> send;
  private final Map<String, RoomModel> rooms = new LinkedHashMap<>();

  /** What the server counted in rooms that are being entered. */
  private final Map<String, ConversationInfo> unreadOf = new HashMap<>();

  /** Rooms that are entered without being brought to the front. */
  private final Set<String> quietly = new HashSet<>();

  private final MemberLists members;
  private final ReadPositions reads;
  private final Entries entries;
  private final HistoryPages pages;
  private final Outbox outbox;
  private @Nullable RoomModel looksAt;
  private boolean seesNewest = true;

  KnownRooms(Chat chat, Timers timers, Consumer<ClientFrame> send) {
    this.chat = chat;
    this.timers = timers;
    this.send = send;
    this.members = new MemberLists(rooms::get, timers, send);
    this.reads = new ReadPositions(timers, send);
    this.entries = new Entries(chat::nickname);
    this.pages = new HistoryPages(send, entries, () -> chat.limits().historyMessages());
    this.outbox = new Outbox(timers, send, chat::isOnline, chat::limits, this::gaveUp);
  }

  HistoryPages pages() {
    return pages;
  }

  MemberLists members() {
    return members;
  }

  Outbox outbox() {
    return outbox;
  }

  private void gaveUp(RoomModel room) {
    chat.listeners().forEach(listener -> listener.gaveUp(room));
  }

  /** Nothing that was asked for on the connection is answered any more. */
  void connectionLost() {
    pages.lost();
    outbox.lost();
    reads.lost();
  }

  /** Whether one is in that room, or comes back into it. */
  boolean belongs(RoomName name) {
    return rooms.containsKey(name.value()) || quietly.contains(name.value());
  }

  /** In the order they were entered. */
  Collection<RoomModel> all() {
    return List.copyOf(rooms.values());
  }

  boolean isEmpty() {
    return rooms.isEmpty();
  }

  @Nullable RoomModel get(String name) {
    return rooms.get(name);
  }

  void forget(RoomModel room) {
    rooms.remove(room.name());
    outbox.forget(room);
    chat.listeners().forEach(listener -> listener.roomLeft(room));
  }

  void lookAt(@Nullable RoomModel room) {
    if (looksAt != null && looksAt != room) {
      looksAt.lookedAway();
    }
    looksAt = room;
    seesNewest = true;
    readNewest();
  }

  /** Whether what comes to the room that one looks at is seen, or lies below what is seen. */
  void seeNewest(boolean sees) {
    seesNewest = sees;
    readNewest();
  }

  private boolean isSeen(RoomModel room) {
    return room == looksAt && seesNewest;
  }

  private void readNewest() {
    RoomModel room = looksAt;
    if (room != null && seesNewest) {
      if (room.unread() > 0) {
        room.looked();
        chat.listeners().forEach(Chat.Listener::unreadChanged);
      }
      reads.seen(room);
    }
  }

  /**
   * The private conversation with whoever has a nickname now; one that nobody has begun has no name
   * yet.
   */
  RoomModel with(String nickname) {
    RoomModel known = Partners.presentWith(all(), nickname);
    if (known != null) {
      return known;
    }
    RoomModel fresh = new RoomModel(freeKey(NAMELESS + nickname), NAMELESS + nickname, nickname);
    rooms.put(fresh.name(), fresh);
    return fresh;
  }

  /** A conversation keeps the key that it began with, also when its nickname is another's. */
  private String freeKey(String wanted) {
    String key = wanted;
    while (isKey(key)) {
      key += "'";
    }
    return key;
  }

  private boolean isKey(String key) {
    return rooms.values().stream().anyMatch(room -> room.key().equals(key));
  }

  /** The room in which something was said that is not confirmed yet, or null. */
  @Nullable RoomModel whereSaid(@Nullable String id) {
    return rooms.values().stream()
        .filter(room -> pending(room, id) != null)
        .findFirst()
        .orElse(null);
  }

  /** Whether the server knows the room by its name. */
  static boolean hasName(RoomModel room) {
    return !room.name().startsWith(NAMELESS);
  }

  /** Asks again for every room, on a new connection. */
  void rejoin() {
    for (RoomModel room : all()) {
      if (hasName(room)) {
        join(room);
      } else {
        // So it gets its name.
        outbox.repeat(room);
      }
    }
  }

  /** With all that is new, or the newest of all. */
  private void join(RoomModel room) {
    String epoch = room.epoch();
    send.accept(
        new ClientFrame.Join(
            Chat.newId(), new RoomName(room.name()), epoch == null ? null : room.seq(), epoch));
  }

  /** A private conversation that the server has named; what was said in it before is asked for. */
  private RoomModel named(String name, String partner) {
    RoomModel nameless = Partners.namelessWith(all(), partner);
    RoomModel room = nameless == null ? new RoomModel(name, partner) : nameless;
    rooms.remove(room.name());
    room.named(name);
    rooms.put(name, room);
    chat.listeners().forEach(listener -> listener.conversationOpened(room));
    join(room);
    return room;
  }

  /** The person of a private conversation is there, and has the nickname. */
  private void setPresent(RoomModel room) {
    Partners.setPresent(all(), room);
    chat.listeners().forEach(Chat.Listener::unreadChanged);
  }

  /** The person of a private conversation has gone; the nickname is free. */
  void setPast(RoomModel room) {
    room.setPast(true);
    chat.listeners().forEach(Chat.Listener::unreadChanged);
  }

  void on(ServerFrame.Conversations list) {
    for (ConversationInfo info : list.conversations()) {
      RoomModel room = rooms.get(info.room());
      if (room == null && info.with() != null) {
        room = named(info.room(), info.with());
      } else if (room == null) {
        quietly.add(info.room());
        send.accept(new ClientFrame.Join(Chat.newId(), new RoomName(info.room()), null, null));
      }
      reads.known(info.room(), info.read());
      if (room != null && !isSeen(room)) {
        room.setUnread(info.unread(), info.read());
      } else if (room == null) {
        unreadOf.put(info.room(), info);
      }
    }
    chat.listeners().forEach(Chat.Listener::unreadChanged);
    if (list.more()) {
      String after = list.conversations().getLast().room();
      send.accept(new ClientFrame.Conversations(Chat.newId(), after));
    }
  }

  void on(ServerFrame.ReadUpTo read) {
    RoomModel room = rooms.get(read.room());
    reads.known(read.room(), read.seq());
    if (room != null) {
      room.readElsewhere(read.seq());
      chat.listeners().forEach(Chat.Listener::unreadChanged);
    }
  }

  void on(ServerFrame.Joined joined) {
    RoomModel room = rooms.get(joined.room());
    boolean entered = room == null;
    boolean silent = quietly.remove(joined.room());
    if (room == null && RoomName.isPrivate(joined.room())) {
      // Taken off the list meanwhile.
      return;
    }
    if (room == null) {
      room = new RoomModel(joined.room());
      rooms.put(joined.room(), room);
    }
    room.begin(joined.epoch());
    room.keptFrom(joined.firstSeq());
    boolean goesOn = room.hasEntries();
    members.entered(room, joined);
    room.setTopic(joined.topic());
    room.setRole(joined.role());
    room.setKind(joined.membersOnly(), joined.hidden());
    boolean missed = joined.more() && goesOn;
    if (!joined.messages().isEmpty() || goesOn) {
      long first =
          joined.messages().isEmpty() ? joined.seq() + 1 : joined.messages().getFirst().seq();
      long from = goesOn && !missed ? Math.min(first, room.seq() + 1) : first;
      entries.add(room, from, joined.seq(), joined.messages());
    }
    if (goesOn) {
      room.liveFrom(joined.seq());
    } else {
      room.startFrom(joined.seq());
    }
    room.setCatchingUp(false);
    if (missed && room.isMissingFrom(room.seq())) {
      pages.catchUp(room);
    }
    RoomModel in = room;
    ConversationInfo counted = unreadOf.remove(joined.room());
    if (counted != null) {
      room.setUnread(counted.unread(), counted.read());
    }
    if (entered) {
      room.addNotice(new Item.Welcomed(timers.now(), chat.nickname(), joined.room()));
      chat.listeners()
          .forEach(
              listener -> {
                if (silent) {
                  listener.conversationOpened(in);
                } else {
                  listener.roomEntered(in);
                }
              });
    }
    String partner = room.with();
    RoomModel last = partner == null ? null : Partners.lastOfSeveralWith(all(), partner);
    if (last != null) {
      setPresent(last);
    }
    if (isSeen(room)) {
      reads.seen(room);
    }
    outbox.repeat(room);
  }

  void on(ServerFrame.Message message) {
    RoomModel room = rooms.get(message.room());
    boolean own = entries.isOwn(message);
    if (room == null) {
      String partner = own ? message.to() : message.from();
      if (message.to() == null || partner == null) {
        return;
      }
      room = named(message.room(), partner);
      room.startFrom(message.seq() - 1);
    }
    boolean isNew = entries.addLive(room, message);
    if (isNew && room.isPrivate()) {
      setPresent(room);
    }
    boolean folded = chat.hasBlocked(message.from());
    if (isNew && isSeen(room)) {
      reads.seen(room);
    } else if (isNew && !own && !folded) {
      room.countUnread(message.seq());
      chat.listeners().forEach(Chat.Listener::unreadChanged);
    }
    room.stoppedTyping(message.from());
    RoomModel in = room;
    if (isNew && !own && !folded) {
      chat.listeners().forEach(listener -> listener.heard(in, message));
    }
  }

  /** A topic or a removal, live. */
  void on(ServerFrame.Entry entry) {
    RoomModel room = rooms.get(entry.room());
    if (room != null) {
      entries.addLive(room, entry);
      if (entry instanceof ServerFrame.TopicSet set) {
        room.setTopic(set.topic());
      }
      if (isSeen(room)) {
        reads.seen(room);
      }
    }
  }

  void on(ServerFrame.MemberChanged change) {
    RoomModel room = rooms.get(change.room());
    if (room != null) {
      if (change.role() != null) {
        room.setRoleOf(change.nickname(), change.role());
        boolean oneself = Nicknames.areSame(change.nickname(), chat.nickname());
        if (oneself && room.role() != Role.ADMIN) {
          room.setRole(change.role());
        }
      }
      room.addNotice(new Item.MemberChanged(timers.now(), change));
    }
  }

  void on(ServerFrame.RoomChanged change) {
    RoomModel room = rooms.get(change.room());
    if (room != null) {
      room.setKind(change.membersOnly(), change.hidden());
      room.addNotice(new Item.RoomChanged(timers.now(), change));
    }
  }

  /** One comes back and is not let in any more. */
  void shutOut(String name) {
    RoomModel room = rooms.get(name);
    if (room != null) {
      forget(room);
      chat.listeners().forEach(listener -> listener.putOut(room, null));
    }
  }

  /** Put out of a room; why, the notice before has told. */
  void on(ServerFrame.Left left) {
    RoomModel room = left.reason() == null ? null : rooms.get(left.room());
    if (room != null) {
      Item last =
          room.items().stream()
              .filter(Item.Left.class::isInstance)
              .reduce((earlier, later) -> later)
              .orElse(null);
      forget(room);
      chat.listeners().forEach(listener -> listener.putOut(room, (Item.Left) last));
    }
  }

  void on(ServerFrame.Said said, @Nullable ClientFrame request) {
    if (request instanceof ClientFrame.Tell tell) {
      told(said, tell.to().value());
    }
    RoomModel room = rooms.get(said.room());
    Item.Pending pending = room == null ? null : pending(room, said.re());
    if (room != null && pending != null) {
      outbox.confirmed(
          room,
          pending.id(),
          new Item.Message(
              said.seq(),
              said.at(),
              chat.nickname(),
              Kind.USER,
              pending.text(),
              true,
              pending.replyTo(),
              pending.attachments(),
              false));
    }
  }

  /** The server says which conversation a nickname's is: perhaps another one than was thought. */
  private void told(ServerFrame.Said said, String nickname) {
    RoomModel known = rooms.get(said.room());
    RoomModel room = known == null ? named(said.room(), nickname) : known;
    if (known == null) {
      room.startFrom(said.seq() - 1);
    }
    setPresent(room);
    String id = String.valueOf(said.re());
    RoomModel thought = whereSaid(id);
    Item.Pending pending = thought == null || thought == room ? null : thought.removePending(id);
    if (thought == null || pending == null) {
      return;
    }
    room.addPending(pending);
    if (!hasName(thought) && thought.pending().isEmpty()) {
      if (thought == looksAt) {
        chat.listeners().forEach(listener -> listener.roomEntered(room));
      }
      forget(thought);
    }
  }

  private static Item.@Nullable Pending pending(RoomModel room, @Nullable String id) {
    return room.pending().stream().filter(some -> some.id().equals(id)).findFirst().orElse(null);
  }

  void on(ServerFrame.Typing typing) {
    RoomModel room = rooms.get(typing.room());
    if (room != null) {
      room.types(typing.nickname(), timers.now());
      timers.start(Duration.ofMillis(RoomModel.TYPING_MS), () -> room.forgetTyping(timers.now()));
    }
  }
}
