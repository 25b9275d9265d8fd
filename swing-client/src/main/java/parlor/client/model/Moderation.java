package parlor.client.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.Line;
import parlor.protocol.Member;
import parlor.protocol.Nickname;
import parlor.protocol.Role;
import parlor.protocol.RoomName;

/**
 * What one may do in a room by virtue of a role, and of whom one wants to hear nothing.
 *
 * @see Chat
 */
public final class Moderation {
  private final Chat chat;
  private final Consumer<ClientFrame> send;

  /** By the folded nickname. */
  private final SortedMap<String, String> blocked = new TreeMap<>();

  Moderation(Chat chat, Consumer<ClientFrame> send) {
    this.chat = chat;
    this.send = send;
  }

  /**
   * Gives the room a topic; an empty one takes it away.
   *
   * @throws InvalidValue if it is too long or no single line
   */
  public void setTopic(RoomModel room, String topic) throws InvalidValue {
    Line line = Line.parse(topic, chat.limits().topicCodePoints());
    send.accept(new ClientFrame.Topic(Chat.newId(), name(room), line));
  }

  public void remove(RoomModel room, long seq) {
    send.accept(new ClientFrame.Remove(Chat.newId(), name(room), seq));
  }

  public void setRole(RoomModel room, String nickname, Role role) {
    send.accept(
        new ClientFrame.SetRole(Chat.newId(), name(room), Nickname.ofPrepared(nickname), role));
  }

  /**
   * Disciplines somebody.
   *
   * @param minutes how long it holds, or null for ever
   * @param reason told to those whom it concerns; empty for none
   * @throws InvalidValue if the reason is too long or no single line
   */
  public void discipline(
      RoomModel room,
      ClientFrame.Discipline.Order order,
      String nickname,
      @Nullable Integer minutes,
      String reason)
      throws InvalidValue {
    Line line =
        reason.isBlank() ? null : Line.parse(reason.strip(), chat.limits().topicCodePoints());
    send.accept(
        new ClientFrame.Discipline(
            Chat.newId(), name(room), order, Nickname.ofPrepared(nickname), minutes, line));
  }

  public void setMembersOnly(RoomModel room, boolean membersOnly) {
    send.accept(new ClientFrame.Settings(Chat.newId(), name(room), membersOnly, null));
  }

  public void setHidden(RoomModel room, boolean hidden) {
    send.accept(new ClientFrame.Settings(Chat.newId(), name(room), null, hidden));
  }

  /** Whether one stands above somebody in a room, and high enough to keep order there. */
  public boolean mayDiscipline(RoomModel room, Member member) {
    return room.role().isAtLeast(Role.MODERATOR) && room.role().compareTo(member.role()) > 0;
  }

  /** Whether one may take a message away. */
  public boolean mayRemove(RoomModel room, Item.Message message) {
    return !message.removed() && (message.own() || room.role().isAtLeast(Role.MODERATOR));
  }

  // Blocking

  /** Wants to hear no more of somebody, or again. */
  public void block(String nickname, boolean wanted) {
    send.accept(new ClientFrame.Block(Chat.newId(), Nickname.ofPrepared(nickname), wanted));
  }

  public boolean hasBlocked(String nickname) {
    return !blocked.isEmpty() && blocked.containsKey(Nicknames.folded(nickname));
  }

  /** By nickname. */
  public List<String> blocked() {
    return List.copyOf(blocked.values());
  }

  void setBlocked(Iterable<String> all) {
    blocked.clear();
    all.forEach(nickname -> blocked.put(Nicknames.folded(nickname), nickname));
    tell();
  }

  void setBlocked(String nickname, boolean now) {
    if (now) {
      blocked.put(Nicknames.folded(nickname), nickname);
    } else {
      blocked.remove(Nicknames.folded(nickname));
    }
    tell();
  }

  private void tell() {
    chat.listeners().forEach(Chat.Listener::blockedChanged);
  }

  private static RoomName name(RoomModel room) {
    return new RoomName(room.name());
  }
}
