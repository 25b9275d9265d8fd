package parlor.client.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The private conversations with a nickname. They belong to persons, while a guest's nickname may
 * be another person's tomorrow: several can be with one nickname, and only one of them with whoever
 * has it now. Of the others it is known that they are past.
 */
final class Partners {
  private Partners() {}

  private static List<RoomModel> conversationsWith(Collection<RoomModel> rooms, String nickname) {
    return rooms.stream()
        .filter(room -> room.with() != null && Nicknames.areSame(nickname, room.with()))
        .toList();
  }

  /** The one that the server has not named yet, or null. */
  static @Nullable RoomModel namelessWith(Collection<RoomModel> rooms, String nickname) {
    return conversationsWith(rooms, nickname).stream()
        .filter(room -> !KnownRooms.hasName(room))
        .findFirst()
        .orElse(null);
  }

  /** The one with whoever has the nickname now, as far as is known, or null. */
  static @Nullable RoomModel presentWith(Collection<RoomModel> rooms, String nickname) {
    RoomModel nameless = namelessWith(rooms, nickname);
    return nameless != null
        ? nameless
        : last(conversationsWith(rooms, nickname).stream().filter(room -> !room.isPast()).toList())
            .orElse(null);
  }

  /** Where several are with a nickname, the one in which something was said last; else null. */
  static @Nullable RoomModel lastOfSeveralWith(Collection<RoomModel> rooms, String nickname) {
    List<RoomModel> named =
        conversationsWith(rooms, nickname).stream().filter(KnownRooms::hasName).toList();
    return named.size() > 1 ? last(named).orElse(null) : null;
  }

  private static Optional<RoomModel> last(List<RoomModel> conversations) {
    return conversations.stream().max(Comparator.comparingLong(RoomModel::saidAt));
  }

  /** Whoever talks in this conversation has the nickname; whoever had it in others has gone. */
  static void setPresent(Collection<RoomModel> rooms, RoomModel present) {
    for (RoomModel room : conversationsWith(rooms, String.valueOf(present.with()))) {
      if (KnownRooms.hasName(room)) {
        room.setPast(room != present);
      }
    }
  }
}
