package parlor.client.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * Asks for pages of a room's log and puts each where its request wanted it: older ones, what was
 * missed, what lies between. What a lost connection or a refusal cut off may be asked for again.
 */
final class HistoryPages {

  /** What is on its way; {@code gap} if a person asked for what is missing there. */
  private record Asked(
      RoomModel room, ClientFrame.History request, boolean isOlder, Item.@Nullable Gap gap) {}

  private final Consumer<ClientFrame> send;
  private final Entries entries;
  private final IntSupplier pageLength;
  private final Map<String, Asked> asked = new HashMap<>();

  HistoryPages(Consumer<ClientFrame> send, Entries entries, IntSupplier pageLength) {
    this.send = send;
    this.entries = entries;
    this.pageLength = pageLength;
  }

  /** What was said before the first message here. */
  void loadOlder(RoomModel room) {
    if (room.hasOlder() && !room.isLoadingOlder()) {
      room.setLoadingOlder(true);
      ask(room, room.firstHere(), null, true, null);
    }
  }

  /** What was said around an entry, however far away it is: gaps stay where they are. */
  void loadAround(RoomModel room, long seq) {
    if (!room.isLoadingOlder()) {
      room.setLoadingOlder(true);
      ask(room, seq + pageLength.getAsInt() / 2 + 1, null, true, null);
    }
  }

  /**
   * A page of what is missing in a gap.
   *
   * @param fromBelow its newest entries, else its oldest
   */
  void load(RoomModel room, Item.Gap gap, boolean fromBelow) {
    if (!gap.loading()) {
      room.setLoading(gap, true);
      ask(
          room,
          fromBelow ? gap.before() : null,
          fromBelow ? null : (Long) gap.after(),
          false,
          new Item.Gap(gap.after(), gap.before(), true));
    }
  }

  /** What was missed while the connection was gone, page by page. */
  void catchUp(RoomModel room) {
    room.setCatchingUp(true);
    ask(room, null, room.seq(), false, null);
  }

  private void ask(
      RoomModel room,
      @Nullable Long before,
      @Nullable Long after,
      boolean isOlder,
      Item.@Nullable Gap gap) {
    ClientFrame.History request =
        new ClientFrame.History(Chat.newId(), new RoomName(room.name()), before, after, null);
    asked.put(String.valueOf(request.id()), new Asked(room, request, isOlder, gap));
    send.accept(request);
  }

  void on(ServerFrame.History page) {
    Asked answered = page.re() == null ? null : asked.remove(page.re());
    if (answered == null) {
      return;
    }
    RoomModel room = answered.room;
    if (answered.request.before() != null) {
      addBefore(room, answered.request.before(), page);
    } else if (answered.request.after() != null) {
      addAfter(room, answered.request.after(), page);
    }
    if (answered.isOlder || answered.gap != null) {
      isDone(answered);
    } else if (room.isMissingFrom(room.seq())) {
      catchUp(room);
    } else {
      room.setCatchingUp(false);
    }
  }

  private void addBefore(RoomModel room, long before, ServerFrame.History page) {
    List<? extends ServerFrame.Entry> messages = page.messages();
    long last = Math.min(before - 1, room.newest());
    if (messages.isEmpty()) {
      room.keptFrom(before);
      entries.add(room, room.endBefore(before) + 1, last, messages);
    } else {
      long first = messages.getFirst().seq();
      entries.add(room, first, Math.max(last, messages.getLast().seq()), messages);
      if (!page.more()) {
        room.keptFrom(first);
      }
    }
  }

  private void addAfter(RoomModel room, long after, ServerFrame.History page) {
    List<? extends ServerFrame.Entry> messages = page.messages();
    long last = messages.isEmpty() ? room.startBehind(after) - 1 : messages.getLast().seq();
    entries.add(room, after + 1, last, messages);
  }

  /** Whether nobody asks for that page again by scrolling. */
  boolean isCatchingUp(ClientFrame.History request) {
    Asked given = asked.get(String.valueOf(request.id()));
    return given != null && !given.isOlder && given.gap == null;
  }

  /** It does not come; a person may ask for it again. */
  void refused(ClientFrame.History request) {
    Asked given = asked.remove(String.valueOf(request.id()));
    if (given != null) {
      isDone(given);
    }
  }

  /** None of them will be answered any more. */
  void lost() {
    List<Asked> unanswered = List.copyOf(asked.values());
    asked.clear();
    unanswered.forEach(HistoryPages::isDone);
  }

  private static void isDone(Asked done) {
    if (done.isOlder) {
      done.room.setLoadingOlder(false);
    } else if (done.gap != null) {
      done.room.setLoading(done.gap, false);
    } else {
      done.room.setCatchingUp(false);
    }
  }
}
