package parlor.client.model;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.MessageText;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * The rooms that one is in: puts what the server says into them, and asks for what is missing.
 *
 * @see Chat
 */
final class KnownRooms {
  private final Chat chat;
  private final Timers timers;
  private final Consumer<ClientFrame> send;
  private final Map<String, RoomModel> rooms = new LinkedHashMap<>();
  private @Nullable RoomModel looksAt;

  KnownRooms(Chat chat, Timers timers, Consumer<ClientFrame> send) {
    this.chat = chat;
    this.timers = timers;
    this.send = send;
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
    looksAt = room;
    if (room != null && room.unread() > 0) {
      room.looked();
      chat.listeners().forEach(Chat.Listener::unreadChanged);
    }
  }

  void on(ServerFrame.Joined joined) {
    RoomModel room = rooms.get(joined.room());
    boolean entered = room == null;
    if (room == null) {
      room = new RoomModel(joined.room());
      rooms.put(joined.room(), room);
    }
    room.begin(joined.epoch());
    boolean fresh = room.seq() == 0;
    room.setMembers(joined.members(), joined.memberCount());
    for (ServerFrame.Message message : joined.messages()) {
      show(room, message);
    }
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
    if (entered) {
      room.addNotice(new Item.Welcomed(timers.now(), chat.nickname(), joined.room()));
      chat.listeners().forEach(listener -> listener.roomEntered(in));
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
      MessageText text = MessageText.parse(pending.text(), chat.limits().textCodePoints());
      send.accept(new ClientFrame.Say(pending.id(), new RoomName(room.name()), text, null));
    } catch (InvalidValue e) {
      room.removePending(pending.id());
    }
  }

  void on(ServerFrame.Message message) {
    RoomModel room = rooms.get(message.room());
    if (room == null) {
      return;
    }
    boolean next = message.seq() == room.seq() + 1;
    if (show(room, message) && room != looksAt && !message.from().equals(chat.nickname())) {
      room.countUnread();
      chat.listeners().forEach(Chat.Listener::unreadChanged);
    }
    if (next) {
      room.caughtUp(message.seq());
    }
    room.stoppedTyping(message.from());
  }

  private boolean show(RoomModel room, ServerFrame.Message message) {
    return room.add(
        new Item.Message(
            message.seq(),
            message.at(),
            message.from(),
            message.kind(),
            message.text(),
            message.from().equals(chat.nickname()),
            message.replyTo()));
  }

  /** A page of what was missed; asks for the next until nothing is missing. */
  void on(ServerFrame.History history) {
    RoomModel room = rooms.get(history.room());
    if (room == null || history.messages().isEmpty()) {
      return;
    }
    history.messages().forEach(message -> show(room, message));
    room.caughtUp(history.messages().getLast().seq());
    if (history.more()) {
      send.accept(
          new ClientFrame.History(
              Chat.newId(), new RoomName(history.room()), null, room.seq(), null));
    } else {
      room.items().stream()
          .filter(Item.Message.class::isInstance)
          .map(Item.Message.class::cast)
          .filter(message -> message.seq() == room.seq() + 1)
          .forEach(message -> room.caughtUp(message.seq()));
    }
  }

  void on(ServerFrame.Said said) {
    RoomModel room = rooms.get(said.room());
    if (room != null && said.re() != null) {
      Item.Pending pending = room.removePending(said.re());
      if (pending != null) {
        room.add(
            new Item.Message(
                said.seq(), said.at(), chat.nickname(), Kind.USER, pending.text(), true, null));
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
      room.addNotice(new Item.Left(left.at(), left.nickname(), left.reason()));
    }
  }

  void on(ServerFrame.MembersChanged changed) {
    RoomModel room = rooms.get(changed.room());
    if (room != null) {
      room.setMembers(List.of(), changed.memberCount());
      askForMembers(changed.room(), null);
      room.addNotice(new Item.Changed(timers.now(), changed.joined(), changed.left()));
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
