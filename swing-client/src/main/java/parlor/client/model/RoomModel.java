package parlor.client.model;

import java.util.ArrayList;
import java.util.Collections;
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
  private final List<Listener> listeners = new ArrayList<>();
  private final Transcript transcript = new Transcript(listeners);

  /** By the folded nickname. */
  private final TreeMap<String, Member> members = new TreeMap<>();

  private final Map<String, Long> typing = new LinkedHashMap<>();
  private @Nullable String epoch;
  private String topic = "";
  private Role role = Role.NONE;
  private boolean membersOnly;
  private boolean hidden;
  private boolean past;

  private long seq;

  /** The newest entry that came by itself, or that the server had when one came in. */
  private long live;

  private int memberCount;
  private int unread;
  private long newFrom;

  /** The message that the line stands above, or 0. */
  private long firstNew;

  private long firstKept = 1;
  private boolean loadingOlder;
  private boolean catchingUp;

  RoomModel(String name) {
    this(name, null);
  }

  /**
   * An empty room.
   *
   * @param with the other's nickname in a private conversation, else null
   */
  RoomModel(String name, @Nullable String with) {
    this(name, name, with);
  }

  RoomModel(String key, String name, @Nullable String with) {
    this.key = key;
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

  /** Whether the other of a private conversation has gone; the nickname may be another's now. */
  public boolean isPast() {
    return past;
  }

  void setPast(boolean is) {
    if (past != is) {
      past = is;
      listeners.forEach(Listener::standingChanged);
    }
  }

  /** When somebody said something last, in UTC milliseconds; 0 if nobody has. */
  long saidAt() {
    return items().reversed().stream()
        .filter(Item.Message.class::isInstance)
        .mapToLong(item -> ((Item.Message) item).at())
        .findFirst()
        .orElse(0);
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
    return transcript.items();
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
    members.computeIfPresent(
        Nicknames.folded(nickname),
        (folded, member) -> new Member(member.nickname(), member.kind(), now));
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
    return transcript.message(wanted);
  }

  @Nullable String epoch() {
    return epoch;
  }

  /** The newest message that is here without a gap before it; where a join goes on. */
  long seq() {
    return seq;
  }

  /** The first entry that nobody had seen when somebody looked, or 0. */
  long newFrom() {
    return newFrom;
  }

  /** Whether a message is the first that nobody had seen: a line stands above it. */
  public boolean isFirstNew(Item.Message message) {
    return firstNew != 0 && message.seq() == firstNew;
  }

  void looked() {
    unread = 0;
  }

  /** What was new is no longer. */
  void lookedAway() {
    if (unread == 0) {
      setNewFrom(0);
    }
  }

  void countUnread(long first) {
    if (unread == 0) {
      setNewFrom(first);
    }
    unread++;
  }

  /** What the server counts; {@code read} is the last entry that was seen. */
  void setUnread(int count, long read) {
    unread = count;
    setNewFrom(count == 0 ? 0 : read + 1);
  }

  /** Read up to there on another device. */
  void readElsewhere(long upTo) {
    unread =
        (int)
            items().stream()
                .filter(item -> item instanceof Item.Message message && !message.own())
                .filter(item -> ((Item.Message) item).seq() > upTo)
                .count();
    lookedAway();
  }

  private void setNewFrom(long first) {
    newFrom = first;
    moveLine();
  }

  /** Puts the line above the first message of somebody else that is new. */
  private void moveLine() {
    long before = firstNew;
    firstNew = newFrom == 0 ? 0 : transcript.firstOfOthers(newFrom);
    if (before != firstNew) {
      transcript.looksOtherwise(before);
      transcript.looksOtherwise(firstNew);
    }
  }

  // Older messages

  /** Whether there may be messages before the first one here. */
  public boolean hasOlder() {
    return firstHere() > Math.max(1, firstKept);
  }

  /** The oldest entry that is here, or the one behind the newest if none is. */
  long firstHere() {
    long first = transcript.coverage().first();
    return first == 0 ? newest() + 1 : first;
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

  /** Whether entries are missing between some that are here. */
  public boolean hasGaps() {
    return !transcript.coverage().holes().isEmpty();
  }

  void setLoading(Item.Gap gap, boolean loading) {
    transcript.setLoading(gap, loading);
  }

  // Messages

  /** The room's log has begun a new life: what is known of the old one stays and does not go on. */
  void begin(String newEpoch) {
    boolean another = epoch != null && !newEpoch.equals(epoch);
    epoch = newEpoch;
    if (another) {
      seq = 0;
      live = 0;
      transcript.begin();
    }
  }

  /** Entries come by themselves from the one behind this on. */
  void liveFrom(long newest) {
    live = newest;
  }

  /** One is new here: what came before is not missed. */
  void startFrom(long newest) {
    live = newest;
    seq = newest;
  }

  /** An entry came by itself that shows in no place of its own. */
  void addLive(long entry) {
    long from = Math.min(live + 1, entry);
    live = Math.max(live, entry);
    add(from, entry, List.of());
  }

  /** The newest entry that is known of. */
  long newest() {
    return Math.max(seq, live);
  }

  /** Whether the entry behind that one is not here, and there are newer ones. */
  boolean isMissingFrom(long entry) {
    return transcript.coverage().holes().stream().anyMatch(hole -> hole.after() == entry);
  }

  /** The last entry that is here before the gap which ends at that one; else the one before. */
  long endBefore(long entry) {
    return transcript.coverage().holes().stream()
        .filter(hole -> hole.after() < entry && entry <= hole.before())
        .findFirst()
        .map(Coverage.Hole::after)
        .orElse(entry - 1);
  }

  /** The first entry that is here behind the gap which begins at that one; else the next one. */
  long startBehind(long entry) {
    return transcript.coverage().holes().stream()
        .filter(hole -> hole.after() == entry)
        .findFirst()
        .map(Coverage.Hole::before)
        .orElse(entry + 1);
  }

  /** Whether there are entries to go on from. */
  boolean hasEntries() {
    return !transcript.coverage().isEmpty();
  }

  /** Puts an entry that came by itself where it belongs; false if it is here already. */
  boolean add(Item.Entry entry) {
    long from = Math.min(live + 1, entry.seq());
    live = Math.max(live, entry.seq());
    return add(from, entry.seq(), List.of(entry));
  }

  /**
   * Puts entries, ascending, where they belong.
   *
   * @param from the first that is here now, whether it shows or not
   * @param to the last
   * @return whether one of them was not here before
   */
  boolean add(long from, long to, List<? extends Item.Entry> entries) {
    boolean isNew = transcript.add(from, to, entries);
    seq = transcript.coverage().endFrom(seq);
    if (newFrom != 0) {
      moveLine();
    }
    return isNew;
  }

  /** An entry that shows in no place of its own: {@code target} was taken away. */
  void addRemoval(long entry, long target) {
    transcript.addRemoval(entry, target);
  }

  void addPending(Item.Pending pending) {
    transcript.append(pending);
  }

  void replacePending(Item.Pending now) {
    transcript.replacePending(now);
  }

  /** What has not been confirmed, in the order it was said. */
  List<Item.Pending> pending() {
    return transcript.pending();
  }

  Item.@Nullable Pending removePending(String id) {
    return transcript.removePending(id);
  }

  void confirm(String id, Item.Message stored) {
    transcript.confirm(id, stored);
  }

  void addNotice(Item notice) {
    transcript.append(notice);
  }

  // Members

  void setMembers(List<Member> all, int persons) {
    members.clear();
    addMembers(all);
    memberCount = persons;
    membersChanged();
  }

  void addMembers(List<Member> some) {
    some.forEach(member -> members.put(Nicknames.folded(member.nickname()), member));
    membersChanged();
  }

  void setMemberCount(int persons) {
    memberCount = persons;
    membersChanged();
  }

  void joined(ServerFrame.MemberJoined joined) {
    Member member = new Member(joined.nickname(), joined.kind(), joined.role());
    if (members.put(Nicknames.folded(joined.nickname()), member) == null) {
      memberCount++;
    }
    membersChanged();
  }

  void left(String nickname) {
    members.remove(Nicknames.folded(nickname));
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
