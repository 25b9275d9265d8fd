package parlor.client.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Member;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/** One room as this client knows it: what was said, who is here, who is typing. */
public final class RoomModel {
  static final long TYPING_MS = 5000;

  /** Told what changed. */
  public interface Listener {
    /** Items were put in at an index; those behind have moved. */
    default void inserted(int index, int count) {}

    /** The item at an index is another one now. */
    default void replaced(int index) {}

    /** The item at an index is gone. */
    default void removed(int index) {}

    default void membersChanged() {}

    /** Older or missed messages are on their way, or no longer. */
    default void loadingChanged() {}

    default void typingChanged() {}

    /** The topic, the kind of room or one's own role is another one. */
    default void standingChanged() {}
  }

  private final String key;
  private final @Nullable String with;
  private String name;
  private final List<Item> items = new ArrayList<>();
  private final Set<Long> shown = new HashSet<>();
  private final TreeMap<String, Member> members = new TreeMap<>();
  private final Map<String, Long> typing = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private @Nullable String epoch;
  private String topic = "";
  private Role role = Role.NONE;
  private boolean membersOnly;
  private boolean hidden;

  /** The oldest entry that is known, shown or not; 0 if there is none. */
  private long oldest;

  private long seq;
  private int memberCount;
  private int unread;
  private long newFrom;
  private long firstKept = 1;
  private boolean loadingOlder;
  private boolean catchingUp;

  /** Items before this index belong to an earlier life of the room's log. */
  private int begunAt;

  RoomModel(String name) {
    this(name, null);
  }

  /**
   * An empty room.
   *
   * @param with the other's nickname in a private conversation, else null
   */
  RoomModel(String name, @Nullable String with) {
    this.key = name;
    this.name = name;
    this.with = with;
  }

  /** Names it on this client, for as long as that runs. */
  public String key() {
    return key;
  }

  /** Names it on the wire; a conversation that nobody has begun yet has no name there. */
  public String name() {
    return name;
  }

  /** The other's nickname in a private conversation, else null. */
  public @Nullable String with() {
    return with;
  }

  public boolean isPrivate() {
    return with != null;
  }

  /** As a person calls it: {@code # room} or {@code @ nickname}. */
  public String title() {
    return with == null ? "# " + name : "@ " + with;
  }

  /** The server has said what it is called. */
  void named(String real) {
    name = real;
  }

  public List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  /** By nickname. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** Persons in the room; the robot is none. */
  public int memberCount() {
    return memberCount;
  }

  /** Perhaps empty. */
  public String topic() {
    return topic;
  }

  /** What one may do here. */
  public Role role() {
    return role;
  }

  public boolean isMembersOnly() {
    return membersOnly;
  }

  public boolean isHidden() {
    return hidden;
  }

  void setTopic(String now) {
    topic = now;
    listeners.forEach(Listener::standingChanged);
  }

  void setRole(Role now) {
    role = now;
    listeners.forEach(Listener::standingChanged);
  }

  void setKind(boolean onlyMembers, boolean isHidden) {
    membersOnly = onlyMembers;
    hidden = isHidden;
    listeners.forEach(Listener::standingChanged);
  }

  /** Somebody's role has changed. */
  void setRoleOf(String nickname, Role now) {
    members.computeIfPresent(nickname, (name, member) -> new Member(name, member.kind(), now));
    membersChanged();
  }

  /** Who was typing a moment ago. */
  public Set<String> typing() {
    return Collections.unmodifiableSet(typing.keySet());
  }

  /** Messages that came while nobody looked. */
  public int unread() {
    return unread;
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  /** The message with that number, if it is here. */
  public Item.@Nullable Message message(long wanted) {
    if (!shown.contains(wanted)) {
      return null;
    }
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Item.Message message && message.seq() == wanted) {
        return message;
      }
    }
    return null;
  }

  @Nullable String epoch() {
    return epoch;
  }

  /** The newest message that is here without a gap before it; where a join goes on. */
  long seq() {
    return seq;
  }

  /** The first message that nobody had seen when somebody looked, or 0: a line stands above it. */
  public long newFrom() {
    return newFrom;
  }

  void looked() {
    unread = 0;
  }

  /** What was new is no longer. */
  void lookedAway() {
    if (unread == 0 && newFrom != 0) {
      long before = newFrom;
      newFrom = 0;
      changed(before);
    }
  }

  void countUnread(long first) {
    if (unread == 0) {
      newFrom = first;
    }
    unread++;
  }

  /** What the server counts; {@code read} is the last entry that was seen. */
  void setUnread(int count, long read) {
    unread = count;
    newFrom = count == 0 ? 0 : read + 1;
  }

  /** Read up to there on another device. */
  void readElsewhere(long upTo) {
    unread =
        (int)
            items.stream()
                .filter(item -> item instanceof Item.Message message && !message.own())
                .filter(item -> ((Item.Message) item).seq() > upTo)
                .count();
    if (unread == 0) {
      lookedAway();
    }
  }

  /** The row of that message looks different now. */
  private void changed(long wanted) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Item.Message message && message.seq() >= wanted) {
        continue;
      }
      int index = Math.min(i + 1, items.size() - 1);
      listeners.forEach(listener -> listener.replaced(index));
      return;
    }
  }

  // Older messages

  /** Whether there may be messages before the first one here. */
  public boolean hasOlder() {
    return firstHere() > Math.max(1, firstKept);
  }

  /** The oldest entry that is here, or the one behind the newest if none is. */
  long firstHere() {
    return oldest == 0 ? seq + 1 : oldest;
  }

  /** The oldest entry that the server keeps. */
  void keptFrom(long first) {
    firstKept = first;
  }

  /** Whether what was missed while the connection was gone is still on its way. */
  public boolean isCatchingUp() {
    return catchingUp;
  }

  void setCatchingUp(boolean catches) {
    if (catchingUp != catches) {
      catchingUp = catches;
      listeners.forEach(Listener::loadingChanged);
    }
  }

  public boolean isLoadingOlder() {
    return loadingOlder;
  }

  void setLoadingOlder(boolean loading) {
    loadingOlder = loading;
    listeners.forEach(Listener::loadingChanged);
  }

  // Messages

  /** The room's log has begun a new life: what is known of the old one stays and does not go on. */
  void begin(String newEpoch) {
    if (!newEpoch.equals(epoch)) {
      epoch = newEpoch;
      seq = 0;
      oldest = 0;
      shown.clear();
      begunAt = items.size();
    }
  }

  /** Everything up to there is here. */
  void caughtUp(long upTo) {
    seq = Math.max(seq, upTo);
  }

  /** Whether an entry is here now that was not. */
  private boolean knows(long entry) {
    oldest = oldest == 0 ? entry : Math.min(oldest, entry);
    return shown.add(entry);
  }

  /** Puts an entry where it belongs; false if it is here already. */
  boolean add(Item.Entry entry) {
    if (!knows(entry.seq())) {
      return false;
    }
    int pending =
        entry instanceof Item.Message message && message.own()
            ? indexOfPending(message.text())
            : -1;
    if (pending >= 0) {
      items.set(pending, entry);
      listeners.forEach(listener -> listener.replaced(pending));
    } else {
      insert(indexFor(entry.seq()), entry);
    }
    return true;
  }

  /** Puts older entries, ascending, before the first one here, as one change. */
  void addOlder(List<Item.Entry> older) {
    List<Item.Entry> fresh = older.stream().filter(entry -> knows(entry.seq())).toList();
    if (!fresh.isEmpty()) {
      int index = indexFor(fresh.getFirst().seq());
      items.addAll(index, fresh);
      listeners.forEach(listener -> listener.inserted(index, fresh.size()));
    }
  }

  /** An entry that shows in no place of its own: {@code target} was taken away. */
  void addRemoval(long entry, long target) {
    knows(entry);
    for (int i = items.size() - 1; i >= begunAt; i--) {
      if (items.get(i) instanceof Item.Message message && message.seq() == target) {
        int index = i;
        items.set(index, message.withoutContent());
        listeners.forEach(listener -> listener.replaced(index));
        return;
      }
    }
  }

  /**
   * Behind the last message with a smaller number; a message newer than all comes behind the
   * notices too, and only before what is unconfirmed.
   */
  private int indexFor(long wanted) {
    int behind = begunAt;
    boolean newest = true;
    for (int i = items.size() - 1; i >= begunAt; i--) {
      if (items.get(i) instanceof Item.Entry entry) {
        if (entry.seq() < wanted) {
          behind = i + 1;
          break;
        }
        newest = false;
      }
    }
    if (newest) {
      behind = items.size();
      while (behind > begunAt && items.get(behind - 1) instanceof Item.Pending) {
        behind--;
      }
    }
    return behind;
  }

  void addPending(Item.Pending pending) {
    insert(items.size(), pending);
  }

  /** What has not been confirmed, in the order it was said. */
  List<Item.Pending> pending() {
    return items.stream()
        .filter(Item.Pending.class::isInstance)
        .map(Item.Pending.class::cast)
        .toList();
  }

  Item.@Nullable Pending removePending(String id) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Pending pending && pending.id().equals(id)) {
        int index = i;
        items.remove(index);
        begunAt = Math.min(begunAt, items.size());
        listeners.forEach(listener -> listener.removed(index));
        return pending;
      }
    }
    return null;
  }

  private int indexOfPending(String text) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Pending pending && pending.text().equals(text)) {
        return i;
      }
    }
    return -1;
  }

  void addNotice(Item notice) {
    insert(items.size(), notice);
  }

  private void insert(int index, Item item) {
    items.add(index, item);
    listeners.forEach(listener -> listener.inserted(index, 1));
  }

  // Members

  void setMembers(List<Member> all, int persons) {
    members.clear();
    addMembers(all);
    memberCount = persons;
    membersChanged();
  }

  void addMembers(List<Member> some) {
    some.forEach(member -> members.put(member.nickname(), member));
    membersChanged();
  }

  void setMemberCount(int persons) {
    memberCount = persons;
    membersChanged();
  }

  void joined(ServerFrame.MemberJoined joined) {
    Member member = new Member(joined.nickname(), joined.kind());
    if (members.put(joined.nickname(), member) == null) {
      memberCount++;
    }
    membersChanged();
  }

  void left(String nickname) {
    members.remove(nickname);
    memberCount--;
    membersChanged();
    stoppedTyping(nickname);
  }

  private void membersChanged() {
    listeners.forEach(Listener::membersChanged);
  }

  void types(String nickname, long now) {
    typing.put(nickname, now);
    listeners.forEach(Listener::typingChanged);
  }

  void stoppedTyping(String nickname) {
    if (typing.remove(nickname) != null) {
      listeners.forEach(Listener::typingChanged);
    }
  }

  void forgetTyping(long now) {
    if (typing.values().removeIf(at -> now - at >= TYPING_MS)) {
      listeners.forEach(Listener::typingChanged);
    }
  }
}
