package parlor.room;

import akka.util.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/**
 * The newest part of a room's log on one node, each entry encoded once: for those who are here and
 * for whoever joins.
 */
final class Transcript {
  private final String room;
  private final int max;
  private final Deque<EncodedEntry> newest = new ArrayDeque<>();
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
        seq = entry.seq();
        frames.add(encoded.frame());
      }
    }
    while (newest.size() > max) {
      newest.removeFirst();
    }
    return frames;
  }

  /** What is older is no longer kept anywhere. */
  void forgetBelow(long first) {
    firstSeq = first;
    while (!newest.isEmpty() && newest.getFirst().seq() < first) {
      newest.removeFirst();
    }
  }

  /** Whoever joins from now on is shown the message as it stands now. */
  private void remove(long target) {
    List<EncodedEntry> all = List.copyOf(newest);
    newest.clear();
    for (EncodedEntry entry : all) {
      newest.addLast(entry.seq() == target ? entry.withoutContent() : entry);
    }
  }

  /** The frames of the entries after that one, or since the ledger awoke; as far as here. */
  List<byte[]> after(long after) {
    long from = after == Rooms.SINCE_AWAKE ? awokeAt : after;
    return newest.stream().filter(entry -> entry.seq() > from).map(EncodedEntry::frame).toList();
  }

  /** The answer to a join. */
  ByteString joined(
      ClientFrame.Join join, Visitor visitor, MemberList members, RoomFace face, int maxMembers) {
    boolean resumes =
        join.after() != null
            && join.after() <= seq
            && (join.epoch() == null || join.epoch().equals(epoch));
    long after = resumes ? join.after() : 0;
    MemberList.Page page = members.page(null, maxMembers, face);
    EntryPage entries =
        EntryPage.newest(newest.stream().filter(entry -> entry.seq() > after).toList());
    long firstShown = entries.entries().isEmpty() ? seq + 1 : entries.entries().getFirst().seq();
    boolean more = firstShown > Math.max(after + 1, firstSeq);
    return Frames.joined(
        new ServerFrame.Joined(
            join.id(),
            room,
            Objects.requireNonNull(epoch),
            topic,
            page.members(),
            members.personCount(),
            seq,
            firstSeq,
            List.of(),
            more,
            visitor.admin() ? Role.ADMIN : face.roleOf(visitor.id()),
            face.membersOnly(),
            face.hidden()),
        entries);
  }
}
