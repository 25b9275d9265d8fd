package parlor.client.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The items of a room, one below the other: entries of its log in their order, with a row for each
 * gap between them; what happened besides; and last what is one's own and not confirmed.
 */
final class Transcript {
  private final List<RoomModel.Listener> listeners;
  private final List<Item> items = new ArrayList<>();
  private final Set<Long> shown = new HashSet<>();
  private final Coverage coverage = new Coverage();

  /**
   * Entries of one's own that may be the echo of something unconfirmed. They are not shown beside
   * it: which of both it is the confirmation tells, not the text.
   */
  private final TreeMap<Long, Item.Entry> held = new TreeMap<>();

  /** Items before this index belong to an earlier life of the room's log. */
  private int begunAt;

  /**
   * Nothing yet.
   *
   * @param listeners told of changes; those that come later too
   */
  Transcript(List<RoomModel.Listener> listeners) {
    this.listeners = listeners;
  }

  List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  Coverage coverage() {
    return coverage;
  }

  /** The log has begun a new life: what is known of the old one stays and does not go on. */
  void begin() {
    release(new ArrayList<>(held.values()));
    shown.clear();
    coverage.clear();
    begunAt = items.size();
    syncGaps();
  }

  /** The message with that number, if it is here. */
  Item.@Nullable Message message(long wanted) {
    int index = shown.contains(wanted) ? indexOf(wanted) : -1;
    return index >= 0 && items.get(index) instanceof Item.Message message ? message : null;
  }

  private int indexOf(long seq) {
    for (int i = items.size() - 1; i >= begunAt; i--) {
      if (items.get(i) instanceof Item.Entry entry && entry.seq() == seq) {
        return i;
      }
    }
    return -1;
  }

  /** The first message of somebody else from that number on; 0 if there is none. */
  long firstOfOthers(long from) {
    long first = 0;
    for (int i = items.size() - 1; i >= begunAt; i--) {
      if (items.get(i) instanceof Item.Entry entry) {
        if (entry.seq() < from) {
          break;
        }
        if (entry instanceof Item.Message message && !message.own()) {
          first = message.seq();
        }
      }
    }
    return first;
  }

  /** What is shown with an entry has changed; nothing if it is not here. */
  void looksOtherwise(long seq) {
    int index = seq == 0 ? -1 : indexOf(seq);
    if (index >= 0) {
      listeners.forEach(listener -> listener.replaced(index));
    }
  }

  // Entries

  /**
   * Puts entries, ascending, where they belong. What comes without a break in between is one
   * change.
   *
   * @param from the first that is here now, whether it shows or not
   * @param to the last
   * @return whether one of them was not here before
   */
  boolean add(long from, long to, List<? extends Item.Entry> entries) {
    coverage.add(from, to);
    syncGaps();
    List<Item.Entry> run = new ArrayList<>();
    boolean isNew = false;
    for (Item.Entry entry : entries) {
      if (!shown.add(entry.seq())) {
        insertRun(run);
      } else if (mayBeEcho(entry)) {
        held.put(entry.seq(), entry);
        insertRun(run);
        isNew = true;
      } else {
        run.add(entry);
        isNew = true;
      }
    }
    insertRun(run);
    return isNew;
  }

  private void insertRun(List<Item.Entry> run) {
    if (!run.isEmpty()) {
      int index = indexFor(run.getFirst().seq());
      int count = run.size();
      items.addAll(index, run);
      run.clear();
      listeners.forEach(listener -> listener.inserted(index, count));
    }
  }

  /** An entry that shows in no place of its own: {@code target} was taken away. */
  void addRemoval(long entry, long target) {
    shown.add(entry);
    held.computeIfPresent(
        target, (seq, own) -> own instanceof Item.Message message ? message.withoutContent() : own);
    int index = indexOf(target);
    if (index >= 0 && items.get(index) instanceof Item.Message message) {
      items.set(index, message.withoutContent());
      listeners.forEach(listener -> listener.replaced(index));
    }
  }

  /**
   * Behind the last entry or gap with a smaller number; a message newer than all comes behind the
   * notices too, and only before what is unconfirmed.
   */
  private int indexFor(long wanted) {
    boolean newest = true;
    for (int i = items.size() - 1; i >= begunAt; i--) {
      if (isBefore(items.get(i), wanted)) {
        return newest ? beforeUnconfirmed() : i + 1;
      }
      newest &= !(items.get(i) instanceof Item.Entry || items.get(i) instanceof Item.Gap);
    }
    return newest ? beforeUnconfirmed() : begunAt;
  }

  private static boolean isBefore(Item item, long wanted) {
    return switch (item) {
      case Item.Entry entry -> entry.seq() < wanted;
      case Item.Gap gap -> gap.before() <= wanted;
      default -> false;
    };
  }

  private int beforeUnconfirmed() {
    int index = items.size();
    while (index > begunAt && items.get(index - 1) instanceof Item.Pending) {
      index--;
    }
    return index;
  }

  // Gaps

  /** A row for each hole in what is here, and no other. */
  private void syncGaps() {
    List<Coverage.Hole> missing = new ArrayList<>(coverage.holes());
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Item.Gap gap) {
        int index = i;
        Coverage.Hole hole =
            i < begunAt
                ? null
                : missing.reversed().stream()
                    .filter(some -> some.after() < gap.before() && some.before() > gap.after())
                    .findFirst()
                    .orElse(null);
        missing.remove(hole);
        if (hole == null) {
          remove(index);
        } else if (hole.after() != gap.after() || hole.before() != gap.before()) {
          items.set(index, new Item.Gap(hole.after(), hole.before(), false));
          listeners.forEach(listener -> listener.replaced(index));
        }
      }
    }
    for (Coverage.Hole hole : missing) {
      insert(indexFor(hole.after() + 1), new Item.Gap(hole.after(), hole.before(), false));
    }
  }

  /** Whether entries of that gap are on their way. */
  void setLoading(Item.Gap gap, boolean loading) {
    for (int i = begunAt; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Gap there
          && there.after() == gap.after()
          && there.before() == gap.before()
          && there.loading() != loading) {
        int index = i;
        items.set(index, new Item.Gap(gap.after(), gap.before(), loading));
        listeners.forEach(listener -> listener.replaced(index));
      }
    }
  }

  // What is not confirmed

  /** In the order it was said, given up or not. */
  List<Item.Pending> pending() {
    return items.stream()
        .filter(Item.Pending.class::isInstance)
        .map(Item.Pending.class::cast)
        .toList();
  }

  /** It stands otherwise than before. */
  void replacePending(Item.Pending now) {
    int index = indexOfPending(now.id());
    if (index >= 0 && !items.get(index).equals(now)) {
      items.set(index, now);
      listeners.forEach(listener -> listener.replaced(index));
      releaseNoEchoes();
    }
  }

  Item.@Nullable Pending removePending(String id) {
    int index = indexOfPending(id);
    if (index < 0) {
      return null;
    }
    Item.Pending removed = (Item.Pending) items.get(index);
    remove(index);
    releaseNoEchoes();
    return removed;
  }

  /** The server has stored it: the entry takes its place. */
  void confirm(String id, Item.Message stored) {
    int index = indexOfPending(id);
    if (index < 0) {
      return;
    }
    Item.Entry echo = held.remove(stored.seq());
    Item.Entry entry = echo == null ? stored : echo;
    boolean isNew = shown.add(entry.seq()) || echo != null;
    items.remove(index);
    if (index < begunAt) {
      begunAt--;
    }
    if (isNew && indexFor(entry.seq()) == index) {
      items.add(index, entry);
      listeners.forEach(listener -> listener.replaced(index));
    } else {
      listeners.forEach(listener -> listener.removed(index));
      if (isNew) {
        insert(indexFor(entry.seq()), entry);
      }
    }
    releaseNoEchoes();
  }

  private int indexOfPending(String id) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Pending pending && pending.id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private boolean mayBeEcho(Item.Entry entry) {
    return entry instanceof Item.Message message
        && message.own()
        && !message.removed()
        && pending().stream()
            .anyMatch(
                pending ->
                    pending.state() != Item.Pending.State.FAILED
                        && pending.sentAt() != 0
                        && pending.text().equals(message.text()));
  }

  /** What cannot be the echo of anything any more was said on another device. */
  private void releaseNoEchoes() {
    release(held.values().stream().filter(entry -> !mayBeEcho(entry)).toList());
  }

  private void release(List<Item.Entry> entries) {
    for (Item.Entry entry : entries) {
      held.remove(entry.seq());
      insert(indexFor(entry.seq()), entry);
    }
  }

  // Any item

  /** Below all others. */
  void append(Item item) {
    insert(items.size(), item);
  }

  private void insert(int index, Item item) {
    items.add(index, item);
    listeners.forEach(listener -> listener.inserted(index, 1));
  }

  private void remove(int index) {
    items.remove(index);
    if (index < begunAt) {
      begunAt--;
    }
    listeners.forEach(listener -> listener.removed(index));
  }
}
