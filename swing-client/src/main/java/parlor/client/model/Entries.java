package parlor.client.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import parlor.protocol.ServerFrame;

/**
 * Puts entries of a room's log, as the server tells them, into the room.
 *
 * @param self one's own nickname
 */
record Entries(Supplier<String> self) {

  boolean isOwn(ServerFrame.Message message) {
    return Nicknames.areSame(message.from(), self.get());
  }

  /** One that came by itself; false if it shows nothing that was not here. */
  boolean addLive(RoomModel room, ServerFrame.Entry entry) {
    Item.Entry item = item(entry).orElse(null);
    if (item != null) {
      return room.add(item);
    }
    room.addLive(entry.seq());
    remove(room, entry);
    return false;
  }

  /** Ascending; all entries from {@code from} to {@code to} that are kept. */
  void add(RoomModel room, long from, long to, List<? extends ServerFrame.Entry> entries) {
    room.add(from, to, entries.stream().flatMap(entry -> item(entry).stream()).toList());
    entries.forEach(entry -> remove(room, entry));
  }

  private static void remove(RoomModel room, ServerFrame.Entry entry) {
    if (entry instanceof ServerFrame.Removed removed) {
      room.addRemoval(removed.seq(), removed.target());
    }
  }

  /** Empty for what shows in no place of its own. */
  private Optional<Item.Entry> item(ServerFrame.Entry entry) {
    return switch (entry) {
      case ServerFrame.Message message ->
          Optional.of(
              new Item.Message(
                  message.seq(),
                  message.at(),
                  message.from(),
                  message.kind(),
                  message.text(),
                  isOwn(message),
                  message.replyTo(),
                  message.attachments(),
                  message.removed()));
      case ServerFrame.TopicSet set ->
          Optional.of(new Item.Topic(set.seq(), set.at(), set.from(), set.topic()));
      case ServerFrame.Removed removed -> Optional.empty();
    };
  }
}
