package parlor.room;

import akka.util.ByteString;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/**
 * The answers to joins at one moment of a room. What all of them have in them, the members and what
 * a newcomer is shown, is encoded once for however many come at that moment.
 */
final class Greeting {
  private final String room;
  private final Transcript transcript;
  private final RoomFace face;
  private final MemberList members;
  private final int maxMembers;
  private byte @Nullable [] encodedMembers;
  private @Nullable Shown toNewcomers;

  /** Entries that are shown, encoded; {@code first} is the oldest one's number. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Shown(long first, byte[] encoded) {}

  Greeting(String room, Transcript transcript, MemberList members, RoomFace face, int maxMembers) {
    this.room = room;
    this.transcript = transcript;
    this.members = members;
    this.face = face;
    this.maxMembers = maxMembers;
  }

  ByteString joined(ClientFrame.Join join, Visitor visitor) {
    long after = resumes(join) ? join.after() : 0;
    Shown shown = after == 0 ? shownToNewcomers() : shown(after);
    boolean more = shown.first > Math.max(after + 1, transcript.firstSeq());
    return Frames.joined(
        new ServerFrame.Joined(
            join.id(),
            room,
            Objects.requireNonNull(transcript.epoch()),
            transcript.topic(),
            List.of(),
            members.personCount(),
            transcript.seq(),
            transcript.firstSeq(),
            List.of(),
            more,
            visitor.admin() ? Role.ADMIN : face.roleOf(visitor.id()),
            face.membersOnly(),
            face.hidden()),
        members(),
        shown.encoded);
  }

  /** The number of the newest entry. */
  long seq() {
    return transcript.seq();
  }

  /** After what somebody is to be shown the rest who waits from now on. */
  long standing() {
    return transcript.epoch() == null ? Rooms.SINCE_AWAKE : transcript.seq();
  }

  /** The frames of what came after that entry. */
  List<byte[]> after(long seq) {
    return transcript.after(seq);
  }

  private boolean resumes(ClientFrame.Join join) {
    return join.after() != null
        && join.after() <= transcript.seq()
        && (join.epoch() == null || join.epoch().equals(transcript.epoch()));
  }

  private byte[] members() {
    if (encodedMembers == null) {
      MemberList.Page page = members.page(null, maxMembers, face);
      if (page.more()) {
        Limit.MEMBERS_LISTED.bit();
      }
      encodedMembers = ServerFrameCodec.encodeMembers(page.members());
    }
    return encodedMembers;
  }

  private Shown shownToNewcomers() {
    if (toNewcomers == null) {
      toNewcomers = shown(0);
    }
    return toNewcomers;
  }

  private Shown shown(long after) {
    EntryPage page = EntryPage.newest(transcript.entriesAfter(after));
    long first = page.entries().isEmpty() ? transcript.seq() + 1 : page.entries().getFirst().seq();
    return new Shown(first, ServerFrameCodec.encodeMessages(page.frames()));
  }
}
