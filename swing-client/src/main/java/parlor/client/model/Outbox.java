package parlor.client.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.MessageText;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;

/**
 * What one has said and the server has not confirmed: sent again with the same id, by which it
 * stays one message, until it is stored or the server may have forgotten the id. While a room's
 * oldest one waits, those behind it wait too, so that they keep their order.
 */
final class Outbox {
  /** A server remembers an id at least that long. */
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  /** What a room waits for. */
  private static final class Wait {
    int refusals;
    Timers.@Nullable Timer timer;
  }

  private final Timers timers;
  private final Consumer<ClientFrame> send;
  private final BooleanSupplier online;
  private final Supplier<Limits> limits;
  private final Consumer<RoomModel> gaveUp;
  private final Map<RoomModel, Wait> waits = new HashMap<>();

  /** The ids that an answer is due for on this connection. */
  private final Set<String> underWay = new HashSet<>();

  /**
   * Empty.
   *
   * @param gaveUp told of a room in which something was given up
   */
  Outbox(
      Timers timers,
      Consumer<ClientFrame> send,
      BooleanSupplier online,
      Supplier<Limits> limits,
      Consumer<RoomModel> gaveUp) {
    this.timers = timers;
    this.send = send;
    this.online = online;
    this.limits = limits;
    this.gaveUp = gaveUp;
  }

  /** Says it now, or when those before it have been said and the connection is there. */
  void say(RoomModel room, Item.Pending pending) {
    room.addPending(pending);
    if (online.getAsBoolean() && !waits.containsKey(room)) {
      transmit(room, pending);
    }
  }

  /** The room is there again: what was said before and not confirmed is said again. */
  void repeat(RoomModel room) {
    stopWaiting(room);
    for (Item.Pending pending : room.pending()) {
      if (pending.state() != Item.Pending.State.FAILED && !underWay.contains(pending.id())) {
        transmit(room, pending);
      }
    }
  }

  /** No answers come any more, and no room waits for anything but the connection. */
  void lost() {
    underWay.clear();
    List.copyOf(waits.keySet()).forEach(this::stopWaiting);
  }

  void confirmed(RoomModel room, String id, Item.Message stored) {
    underWay.remove(id);
    room.confirm(id, stored);
    goOn(room);
  }

  /** The server will never take it. */
  void refused(RoomModel room, String id) {
    underWay.remove(id);
    room.removePending(id);
    goOn(room);
  }

  /** The server cannot take it just now. */
  void postponed(RoomModel room, String id, @Nullable Long retryAfterMs) {
    underWay.remove(id);
    Item.Pending pending = find(room, id);
    if (pending == null) {
      return;
    }
    room.replacePending(pending.as(Item.Pending.State.REPEATING));
    Wait wait = waits.computeIfAbsent(room, fresh -> new Wait());
    if (wait.timer == null) {
      Duration after = Patience.after(wait.refusals++, retryAfterMs);
      wait.timer = timers.start(after, () -> sendFirst(room));
    }
  }

  private static Item.@Nullable Pending find(RoomModel room, String id) {
    return room.pending().stream().filter(some -> some.id().equals(id)).findFirst().orElse(null);
  }

  private void goOn(RoomModel room) {
    Wait wait = waits.get(room);
    if (wait != null && wait.timer == null) {
      wait.refusals = 0;
      sendFirst(room);
    }
  }

  private void sendFirst(RoomModel room) {
    Wait wait = waits.get(room);
    if (wait == null) {
      return;
    }
    wait.timer = null;
    for (Item.Pending pending : room.pending()) {
      boolean waiting =
          pending.state() != Item.Pending.State.FAILED && !underWay.contains(pending.id());
      if (waiting && transmit(room, pending)) {
        return;
      }
    }
    waits.remove(room);
  }

  /** One is not in the room any more. */
  void forget(RoomModel room) {
    stopWaiting(room);
  }

  private void stopWaiting(RoomModel room) {
    Wait wait = waits.remove(room);
    if (wait != null && wait.timer != null) {
      wait.timer.cancel();
    }
  }

  /** False if it is too late for that. */
  private boolean transmit(RoomModel room, Item.Pending pending) {
    if (pending.sentAt() != 0 && timers.now() - pending.sentAt() >= REMEMBERED.toMillis()) {
      room.replacePending(pending.as(Item.Pending.State.FAILED));
      gaveUp.accept(room);
      return false;
    }
    try {
      ClientFrame frame = frame(room, pending);
      underWay.add(pending.id());
      room.replacePending(pending.sent(timers.now()));
      send.accept(frame);
      return true;
    } catch (InvalidValue tooLongForThisServer) {
      room.replacePending(pending.as(Item.Pending.State.FAILED));
      gaveUp.accept(room);
      return false;
    }
  }

  /** By the room's name; by the nickname in a private conversation that has none yet. */
  private ClientFrame frame(RoomModel room, Item.Pending pending) throws InvalidValue {
    MessageText text =
        pending.text().isEmpty() && !pending.attachments().isEmpty()
            ? MessageText.NONE
            : MessageText.parse(pending.text(), limits.get().textCodePoints());
    List<String> files = pending.attachments().stream().map(Attachment::id).toList();
    String partner = room.with();
    if (partner != null && !KnownRooms.hasName(room)) {
      return new ClientFrame.Tell(pending.id(), recipient(partner), text, pending.replyTo(), files);
    }
    return new ClientFrame.Say(
        pending.id(), new RoomName(room.name()), text, pending.replyTo(), files);
  }

  private static Nickname recipient(String nickname) {
    return Nicknames.isRobot(nickname) ? Nickname.ROBOT : Nickname.ofPrepared(nickname);
  }
}
