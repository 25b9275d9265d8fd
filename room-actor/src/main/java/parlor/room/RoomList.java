package parlor.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parlor.protocol.RoomInfo;

/** Rooms that are shown to everybody, by name. */
final class RoomList {
  private static final int PER_PAGE = 200;

  /** A part of the list, in order; {@code more} if it goes on. */
  record Page(List<RoomInfo> rooms, boolean more) {}

  private final TreeMap<String, RoomInfo> rooms = new TreeMap<>();

  void put(RoomInfo room) {
    rooms.put(room.room(), room);
  }

  void remove(String room) {
    rooms.remove(room);
  }

  /** The rooms whose names follow {@code after}, which may be empty; as many as fit. */
  Page page(String after) {
    return firstOf(rooms.tailMap(after, false));
  }

  private static Page firstOf(SortedMap<String, RoomInfo> rooms) {
    List<RoomInfo> page = new ArrayList<>();
    int bytes = 0;
    for (RoomInfo room : rooms.values()) {
      bytes += Pieces.bytes(room);
      if (page.size() == PER_PAGE || (bytes > Pieces.MAX_BYTES && !page.isEmpty())) {
        return new Page(page, true);
      }
      page.add(room);
    }
    return new Page(page, false);
  }

  /**
   * One page of several lists. It ends where the first of those ends that go on, for nobody knows
   * what comes there after that.
   */
  static Page merge(Collection<Page> pages) {
    TreeMap<String, RoomInfo> merged = new TreeMap<>();
    String end = null;
    for (Page page : pages) {
      for (RoomInfo room : page.rooms) {
        merged.merge(room.room(), room, RoomList::larger);
      }
      if (page.more) {
        String last = page.rooms.getLast().room();
        end = end == null || last.compareTo(end) < 0 ? last : end;
      }
    }
    if (end == null) {
      return firstOf(merged);
    }
    Page known = firstOf(merged.headMap(end, true));
    return new Page(known.rooms, true);
  }

  /** Each node counts everybody in a room; one may be a little behind. */
  private static RoomInfo larger(RoomInfo one, RoomInfo other) {
    return one.members() >= other.members() ? one : other;
  }
}
