package parlor.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;

/**
 * The newest part of a room's log on one node, each entry encoded once: for those who are here and
 * for whoever joins.
 */
final class Transcript {
  /** Long messages are fewer, for rooms are many; the newest one is always here. */
  static final int MAX_BYTES = 64 * 1024;

  private final String room;
  private final int max;
  private final Deque<EncodedEntry> newest = new ArrayDeque<>();
  private long bytes;
  private @Nullable String epoch;
  private long seq;
  private long firstSeq;
  private long awokeAt;
  private String topic = "";

  Transcript(String room, int max) {
    this.room = room;
    this.max = max;
  }

  /** Null until the ledger has told. */
  @Nullable String epoch() {
    return epoch;
  }

  /** The oldest entry that is kept anywhere. */
  long firstSeq() {
    return firstSeq;
  }

  /** The newest entry that is known here. */
  long seq() {
    return seq;
  }

  /** Of the room as it stands here, perhaps empty. */
  String topic() {
    return topic;
  }

  boolean isOfAnother(String otherEpoch) {
    return epoch != null && !epoch.equals(otherEpoch);
  }

  /** Takes where the log stands; returns the frames that are new here and follow the last one. */
  List<byte[]> begin(RoomActor.Attached attached) {
    boolean first = epoch == null;
    epoch = attached.epoch();
    forgetBelow(attached.firstSeq());
    awokeAt = first ? attached.awokeAt() : Math.min(awokeAt, attached.awokeAt());
    if (first) {
      seq = attached.entries().isEmpty() ? attached.seq() : attached.entries().getFirst().seq() - 1;
    }
    List<byte[]> frames = add(attached.entries());
    topic = attached.topic();
    return first ? List.of() : frames;
  }

  /** Adds entries that follow the last one; returns their frames. Older ones are passed over. */
  List<byte[]> add(List<Entry> entries) {
    List<byte[]> frames = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.seq() > seq) {
        EncodedEntry encoded = EncodedEntry.of(room, entry);
        switch (entry) {
          case Entry.Topic set -> topic = set.topic();
          case Entry.Removal removal -> remove(removal.target());
          case Entry.Message message -> {}
        }
        newest.addLast(encoded);
        bytes += encoded.frame().length;
        seq = entry.seq();
        frames.add(encoded.frame());
      }
    }
    while (newest.size() > max || (bytes > MAX_BYTES && newest.size() > 1)) {
      removeFirst();
    }
    return frames;
  }

  /** What is older is no longer kept anywhere. */
  void forgetBelow(long first) {
    firstSeq = first;
    while (!newest.isEmpty() && newest.getFirst().seq() < first) {
      removeFirst();
    }
  }

  private void removeFirst() {
    bytes -= newest.removeFirst().frame().length;
  }

  /** Whoever joins from now on is shown the message as it stands now. */
  private void remove(long target) {
    List<EncodedEntry> all = List.copyOf(newest);
    newest.clear();
    bytes = 0;
    for (EncodedEntry entry : all) {
      EncodedEntry standing = entry.seq() == target ? entry.withoutContent() : entry;
      newest.addLast(standing);
      bytes += standing.frame().length;
    }
  }

  /** The frames of the entries after that one, or since the ledger awoke; as far as here. */
  List<byte[]> after(long after) {
    long from = after == Rooms.SINCE_AWAKE ? awokeAt : after;
    return entriesAfter(from).stream().map(EncodedEntry::frame).toList();
  }

  /** The entries after that one, as far as they are here. */
  List<EncodedEntry> entriesAfter(long after) {
    return newest.stream().filter(entry -> entry.seq() > after).toList();
  }
}
