package parlor.client.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ConversationInfo;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.MessageText;
import parlor.protocol.Nickname;
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
  private static final Duration MEMBERS_AGAIN = Duration.ofSeconds(5);

  private final Chat chat;
  private final Timers timers;
  private final Consumer<ClientFrame> send;
  private final Map<String, RoomModel> rooms = new LinkedHashMap<>();

  /** What the server counted in rooms that are being entered. */
  private final Map<String, ConversationInfo> unreadOf = new HashMap<>();

  /** Rooms that are entered without being brought to the front. */
  private final Set<String> quietly = new HashSet<>();

  /** Rooms of which only the number of members is known for sure. */
  private final Set<String> outdated = new HashSet<>();

  private final ReadPositions reads;
  private @Nullable RoomModel looksAt;

  KnownRooms(Chat chat, Timers timers, Consumer<ClientFrame> send) {
    this.chat = chat;
    this.timers = timers;
    this.send = send;
    this.reads = new ReadPositions(timers, send);
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
    chat.listeners().forEach(listener -> listener.roomLeft(room));
  }

  void lookAt(@Nullable RoomModel room) {
    if (looksAt != null && looksAt != room) {
      looksAt.lookedAway();
    }
    looksAt = room;
    if (room != null) {
      if (room.unread() > 0) {
        room.looked();
        chat.listeners().forEach(Chat.Listener::unreadChanged);
      }
      reads.seen(room);
    }
  }

  /** The private conversation with somebody; one that nobody has begun has no name yet. */
  RoomModel with(String nickname) {
    for (RoomModel room : rooms.values()) {
      if (nickname.equals(room.with())) {
        return room;
      }
    }
    RoomModel fresh = new RoomModel(NAMELESS + nickname, nickname);
    rooms.put(fresh.name(), fresh);
    return fresh;
  }

  /** Whether the server knows the room by its name. */
  static boolean hasName(RoomModel room) {
    return !room.name().startsWith(NAMELESS);
  }

  /** Says again what was said in a conversation that has no name, so that it gets one. */
  void repeatNameless(RoomModel room) {
    if (!hasName(room)) {
      room.pending().forEach(pending -> repeat(room, pending));
    }
  }

  /** A private conversation that the server has named. */
  private RoomModel named(String name, String partner) {
    RoomModel room = with(partner);
    if (hasName(room) && !room.name().equals(name)) {
      // The nickname is another person's now; both conversations stay.
      room = new RoomModel(name, partner);
    }
    rooms.remove(room.name());
    room.named(name);
    rooms.put(name, room);
    RoomModel opened = room;
    chat.listeners().forEach(listener -> listener.conversationOpened(opened));
    return room;
  }

  void on(ServerFrame.Conversations list) {
    for (ConversationInfo info : list.conversations()) {
      RoomModel room = rooms.get(info.room());
      if (room == null) {
        quietly.add(info.room());
        if (info.with() != null) {
          room = named(info.room(), info.with());
        }
        send.accept(new ClientFrame.Join(Chat.newId(), new RoomName(info.room()), null, null));
      }
      reads.known(info.room(), info.read());
      if (room != null && room != looksAt) {
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

  /** Asks for what was said before the first message here. */
  void loadOlder(RoomModel room) {
    if (room.hasOlder() && !room.isLoadingOlder() && hasName(room)) {
      room.setLoadingOlder(true);
      send.accept(
          new ClientFrame.History(
              Chat.newId(), new RoomName(room.name()), room.firstHere(), null, null));
    }
  }

  void on(ServerFrame.Joined joined) {
    RoomModel room = rooms.get(joined.room());
    boolean entered = room == null;
    boolean silent = quietly.remove(joined.room());
    if (room == null) {
      room = new RoomModel(joined.room());
      rooms.put(joined.room(), room);
    }
    RoomModel opened = room;
    room.begin(joined.epoch());
    room.keptFrom(joined.firstSeq());
    boolean fresh = room.seq() == 0;
    room.setMembers(joined.members(), joined.memberCount());
    outdated.remove(joined.room());
    room.setTopic(joined.topic());
    room.setRole(joined.role());
    room.setKind(joined.membersOnly(), joined.hidden());
    joined.messages().forEach(entry -> show(opened, entry));
    room.setCatchingUp(joined.more() && !fresh);
    if (joined.more() && !fresh) {
      send.accept(
          new ClientFrame.History(
              Chat.newId(), new RoomName(joined.room()), null, room.seq(), null));
    } else {
      room.caughtUp(joined.seq());
    }
    if (!joined.members().isEmpty() && countPersons(joined) < joined.memberCount()) {
      askForMembers(joined.room(), joined.members().getLast().nickname());
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
    if (room == looksAt) {
      reads.seen(room);
    }
    for (Item.Pending pending : room.pending()) {
      repeat(room, pending);
    }
  }

  private static long countPersons(ServerFrame.Joined joined) {
    return joined.members().stream().filter(member -> member.kind() == Kind.USER).count();
  }

  /**
   * What was said before the connection was lost and not confirmed; its id makes it one message.
   */
  private void repeat(RoomModel room, Item.Pending pending) {
    try {
      MessageText text =
          pending.text().isEmpty() && !pending.attachments().isEmpty()
              ? MessageText.NONE
              : MessageText.parse(pending.text(), chat.limits().textCodePoints());
      send.accept(said(room, pending.id(), text, null, pending.attachments()));
    } catch (InvalidValue e) {
      room.removePending(pending.id());
    }
  }

  /** By the room's name; by the nickname in a private conversation that has none yet. */
  ClientFrame said(
      RoomModel room,
      String id,
      MessageText text,
      @Nullable Long replyTo,
      List<Attachment> attachments) {
    List<String> files = attachments.stream().map(Attachment::id).toList();
    String partner = room.with();
    if (partner != null && !hasName(room)) {
      return new ClientFrame.Tell(id, recipient(partner), text, replyTo, files);
    }
    return new ClientFrame.Say(id, new RoomName(room.name()), text, replyTo, files);
  }

  private static Nickname recipient(String nickname) {
    Nickname prepared = Nickname.ofPrepared(nickname);
    return prepared.folded().equals(Nickname.ROBOT.folded()) ? Nickname.ROBOT : prepared;
  }

  void on(ServerFrame.Message message) {
    RoomModel room = rooms.get(message.room());
    boolean own = message.from().equals(chat.nickname());
    if (room == null) {
      String partner = own ? message.to() : message.from();
      if (message.to() == null || partner == null) {
        return;
      }
      room = named(message.room(), partner);
      room.caughtUp(message.seq() - 1);
    }
    boolean next = message.seq() == room.seq() + 1;
    boolean isNew = show(room, message);
    if (next) {
      room.caughtUp(message.seq());
    }
    boolean folded = chat.hasBlocked(message.from());
    if (isNew && room == looksAt) {
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

  private boolean show(RoomModel room, ServerFrame.Entry entry) {
    return switch (entry) {
      case ServerFrame.Message message -> room.add(item(message));
      case ServerFrame.TopicSet set -> room.add(item(set));
      case ServerFrame.Removed removed -> {
        room.addRemoval(removed.seq(), removed.target());
        yield false;
      }
    };
  }

  private static Item.Topic item(ServerFrame.TopicSet set) {
    return new Item.Topic(set.seq(), set.at(), set.from(), set.topic());
  }

  /** A topic or a removal, live. */
  void on(ServerFrame.Entry entry) {
    RoomModel room = rooms.get(entry.room());
    if (room != null) {
      boolean next = entry.seq() == room.seq() + 1;
      show(room, entry);
      if (entry instanceof ServerFrame.TopicSet set) {
        room.setTopic(set.topic());
      }
      if (next) {
        room.caughtUp(entry.seq());
      }
      if (room == looksAt) {
        reads.seen(room);
      }
    }
  }

  void on(ServerFrame.MemberChanged change) {
    RoomModel room = rooms.get(change.room());
    if (room != null) {
      if (change.role() != null) {
        room.setRoleOf(change.nickname(), change.role());
        if (change.nickname().equals(chat.nickname()) && room.role() != Role.ADMIN) {
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

  private Item.Message item(ServerFrame.Message message) {
    return new Item.Message(
        message.seq(),
        message.at(),
        message.from(),
        message.kind(),
        message.text(),
        message.from().equals(chat.nickname()),
        message.replyTo(),
        message.attachments(),
        message.removed());
  }

  /** A page of what was missed; asks for the next until nothing is missing. */
  void on(ServerFrame.History history) {
    RoomModel room = rooms.get(history.room());
    if (room == null) {
      return;
    }
    if (room.isLoadingOlder()) {
      showOlder(room, history);
      if (history.messages().isEmpty()) {
        room.keptFrom(room.firstHere());
      }
      room.setLoadingOlder(false);
      return;
    }
    if (!history.more()) {
      room.setCatchingUp(false);
    }
    if (history.messages().isEmpty()) {
      return;
    }
    history.messages().forEach(entry -> show(room, entry));
    room.caughtUp(history.messages().getLast().seq());
    if (history.more()) {
      send.accept(
          new ClientFrame.History(
              Chat.newId(), new RoomName(history.room()), null, room.seq(), null));
    } else {
      room.items().stream()
          .filter(Item.Entry.class::isInstance)
          .map(Item.Entry.class::cast)
          .filter(entry -> entry.seq() == room.seq() + 1)
          .forEach(entry -> room.caughtUp(entry.seq()));
    }
  }

  /** All as one change; what was removed comes without its content as it is. */
  private void showOlder(RoomModel room, ServerFrame.History page) {
    List<Item.Entry> older = new ArrayList<>();
    for (ServerFrame.Entry entry : page.messages()) {
      switch (entry) {
        case ServerFrame.Message message -> older.add(item(message));
        case ServerFrame.TopicSet set -> older.add(item(set));
        case ServerFrame.Removed removed -> room.addRemoval(removed.seq(), removed.target());
      }
    }
    room.addOlder(older);
  }

  void on(ServerFrame.Said said, @Nullable ClientFrame request) {
    if (request instanceof ClientFrame.Tell tell && !rooms.containsKey(said.room())) {
      named(said.room(), tell.to().value()).caughtUp(said.seq() - 1);
    }
    RoomModel room = rooms.get(said.room());
    if (room != null && said.re() != null) {
      Item.Pending pending = room.removePending(said.re());
      if (pending != null) {
        room.add(
            new Item.Message(
                said.seq(),
                said.at(),
                chat.nickname(),
                Kind.USER,
                pending.text(),
                true,
                null,
                pending.attachments(),
                false));
      }
    }
  }

  void on(ServerFrame.Members page) {
    RoomModel room = rooms.get(page.room());
    if (room != null) {
      room.addMembers(page.members());
      if (page.more() && !page.members().isEmpty()) {
        askForMembers(page.room(), page.members().getLast().nickname());
      }
    }
  }

  private void askForMembers(String room, @Nullable String after) {
    send.accept(new ClientFrame.Members(Chat.newId(), new RoomName(room), after));
  }

  void on(ServerFrame.MemberJoined joined) {
    RoomModel room = rooms.get(joined.room());
    if (room != null) {
      room.joined(joined);
      room.addNotice(new Item.Joined(joined.at(), joined.nickname()));
    }
  }

  void on(ServerFrame.MemberLeft left) {
    RoomModel room = rooms.get(left.room());
    if (room != null) {
      room.left(left.nickname());
      room.addNotice(
          new Item.Left(left.at(), left.nickname(), left.reason(), left.by(), left.text()));
    }
  }

  void on(ServerFrame.MembersChanged changed) {
    RoomModel room = rooms.get(changed.room());
    if (room != null) {
      room.setMemberCount(changed.memberCount());
      if (outdated.add(changed.room())) {
        timers.start(MEMBERS_AGAIN, () -> refreshMembers(changed.room()));
      }
      room.addNotice(new Item.Changed(timers.now(), changed.joined(), changed.left()));
    }
  }

  /** In a room that fills, counts come every second: its list is asked for once in a while. */
  private void refreshMembers(String name) {
    RoomModel room = rooms.get(name);
    if (outdated.remove(name) && room != null) {
      room.setMembers(List.of(), room.memberCount());
      askForMembers(name, null);
    }
  }

  void on(ServerFrame.Typing typing) {
    RoomModel room = rooms.get(typing.room());
    if (room != null) {
      room.types(typing.nickname(), timers.now());
      timers.start(Duration.ofMillis(RoomModel.TYPING_MS), () -> room.forgetTyping(timers.now()));
    }
  }
}
