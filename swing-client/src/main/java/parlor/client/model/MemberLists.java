package parlor.client.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.Kind;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/** Who is in the rooms that one is in, and what has to be asked for to know it. */
final class MemberLists {
  /** In a room that fills, counts come every second: its list is asked for once in a while. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Function<String, @Nullable RoomModel> rooms;
  private final Timers timers;
  private final Consumer<ClientFrame> send;

  /** Rooms of which only the number of members is known for sure. */
  private final Set<String> outdated = new HashSet<>();

  /**
   * Lists of no room yet.
   *
   * @param rooms finds a room by its name
   */
  MemberLists(
      Function<String, @Nullable RoomModel> rooms, Timers timers, Consumer<ClientFrame> send) {
    this.rooms = rooms;
    this.timers = timers;
    this.send = send;
  }

  /** One has entered the room, or come back; of a long list the rest is asked for. */
  void entered(RoomModel room, ServerFrame.Joined joined) {
    room.setMembers(joined.members(), joined.memberCount());
    outdated.remove(joined.room());
    long persons = joined.members().stream().filter(member -> member.kind() == Kind.USER).count();
    if (!joined.members().isEmpty() && persons < joined.memberCount()) {
      ask(joined.room(), joined.members().getLast().nickname());
    }
  }

  private void ask(String room, @Nullable String after) {
    send.accept(new ClientFrame.Members(Chat.newId(), new RoomName(room), after));
  }

  void on(ServerFrame.Members page) {
    RoomModel room = rooms.apply(page.room());
    if (room != null) {
      room.addMembers(page.members());
      if (page.more() && !page.members().isEmpty()) {
        ask(page.room(), page.members().getLast().nickname());
      }
    }
  }

  void on(ServerFrame.MemberJoined joined) {
    RoomModel room = rooms.apply(joined.room());
    if (room != null) {
      room.joined(joined);
      room.addNotice(new Item.Joined(joined.at(), joined.nickname()));
    }
  }

  void on(ServerFrame.MemberLeft left) {
    RoomModel room = rooms.apply(left.room());
    if (room != null) {
      room.left(left.nickname());
      room.addNotice(
          new Item.Left(left.at(), left.nickname(), left.reason(), left.by(), left.text()));
    }
  }

  void on(ServerFrame.MembersChanged changed) {
    RoomModel room = rooms.apply(changed.room());
    if (room != null) {
      room.setMemberCount(changed.memberCount());
      if (outdated.add(changed.room())) {
        timers.start(AGAIN, () -> askAnew(changed.room()));
      }
      room.addNotice(new Item.Changed(timers.now(), changed.joined(), changed.left()));
    }
  }

  private void askAnew(String name) {
    RoomModel room = rooms.apply(name);
    if (outdated.remove(name) && room != null) {
      room.setMembers(List.of(), room.memberCount());
      ask(name, null);
    }
  }
}
