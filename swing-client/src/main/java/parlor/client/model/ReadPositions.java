package parlor.client.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.RoomName;

/** Tells the server what was seen: soon, and not more often than it needs to be. */
final class ReadPositions {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Timers timers;
  private final Consumer<ClientFrame> send;
  private final Map<String, Long> told = new HashMap<>();
  private @Nullable RoomModel waiting;
  private Timers.@Nullable Timer timer;

  ReadPositions(Timers timers, Consumer<ClientFrame> send) {
    this.timers = timers;
    this.send = send;
  }

  /** The person sees the room as it is now. */
  void seen(RoomModel room) {
    if (waiting != null && waiting != room) {
      tell();
    }
    if (isNews(room) && waiting == null) {
      waiting = room;
      timer = timers.start(SOON, this::tell);
    }
  }

  private boolean isNews(RoomModel room) {
    return KnownRooms.hasName(room) && room.seq() > told.getOrDefault(room.name(), 0L);
  }

  /** Nobody knows what the server has heard; it says at login what it knows. */
  void lost() {
    stopWaiting();
    told.clear();
  }

  private void stopWaiting() {
    waiting = null;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void tell() {
    RoomModel room = waiting;
    stopWaiting();
    if (room != null && isNews(room)) {
      told.put(room.name(), room.seq());
      send.accept(new ClientFrame.Read(Chat.newId(), new RoomName(room.name()), room.seq()));
    }
  }

  /** The server knows that. */
  void known(String room, long seq) {
    told.merge(room, seq, Math::max);
  }
}
