package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.cluster.ClusterMessage;
import parlor.files.FileStore;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.Memberships;
import parlor.people.Person;
import parlor.people.Visitor;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.RoomName;

/**
 * A room on one node: supervises the {@link UserSession} of each connection that is in the room
 * here, follows the room's {@link RoomLedger}, and delivers what that publishes.
 *
 * <p>This file is its protocol; {@link RoomFloor} is the room at work.
 */
public final class RoomActor {

  public sealed interface Command {}

  /**
   * A connection wants to join. Its session is named to the connection at once; the answer to the
   * join follows through the outlet.
   *
   * @param quiet whether the connection was called in and gets no answer, but what came after the
   *     entry that the join names
   */
  record Open(
      String session,
      Visitor visitor,
      Outlet outlet,
      ActorRef<ConnectionEvent> connection,
      ClientFrame.Join join,
      boolean quiet)
      implements Command {}

  /** Nobody has been here for a while and nobody is on the way. */
  record Close() implements Command {}

  /** A session says something. */
  record Say(String session, ClientFrame.Say frame, List<Attachment> attachments)
      implements Command {}

  /** A session wants something done by virtue of a role. */
  record Moderate(String session, ClientFrame.Moderating frame) implements Command {}

  /** A session's person has read up to there. */
  record Read(String session, ClientFrame.Read frame) implements Command {}

  /** A session's person was a guest and has an account now. */
  record Registered(String session, Visitor visitor) implements Command {}

  /** A session joins again. */
  record JoinAgain(String session, ClientFrame.Join frame) implements Command {}

  /** A session asks who is here. */
  record ListMembers(String session, ClientFrame.Members frame) implements Command {}

  /** A session's person is writing. */
  record Type(String session) implements Command {}

  /** A session leaves the room. */
  record Leave(String session, ClientFrame.Leave frame) implements Command {}

  /** A session's connection has ended; {@code lost} if the person may come back. */
  record End(String session, boolean lost) implements Command {}

  record SessionGone(String session) implements Command {}

  record LedgerGone() implements Command {}

  record AttachAgain() implements Command {}

  record JoinOverdue(String session) implements Command {}

  record LeaveOverdue(String session) implements Command {}

  /** It is stored that the person is in the room, or nobody waits for that any longer. */
  record Remembered(String session) implements Command {}

  record Flush() implements Command {}

  /** Who has come and gone is told now. */
  record NoticesDue() implements Command {}

  record RefuseOverdue() implements Command {}

  /** Whoever came and went without a notice of their own is told as a count now. */
  record WindowOver() implements Command {}

  /** What a ledger tells the nodes that follow its room. */
  public sealed interface FromLedger extends Command, ClusterMessage {}

  /** Numbered without gaps: who sees one has missed something and attaches again. */
  public sealed interface Numbered extends FromLedger {
    long number();
  }

  /**
   * What would not fit into {@link Attached}, which comes behind it.
   *
   * @param attempt as named by the node
   */
  public record AttachedPart(long attempt, List<Entry> entries, List<Person> roster)
      implements FromLedger {}

  /**
   * The node follows the room.
   *
   * @param attempt as named by the node
   * @param parts how many {@link AttachedPart}s came before
   * @param number what follows is numbered from the next
   * @param seq the newest entry of the log
   * @param firstSeq the oldest entry that is kept
   * @param awokeAt the newest entry when the ledger started
   * @param entries those after the ones the node has, perhaps not all; or the newest
   * @param roster everybody in the room
   * @param topic of the room, perhaps empty
   * @param face what the room shows of its rules
   */
  public record Attached(
      ActorRef<RoomLedger.Command> ledger,
      long attempt,
      int parts,
      long number,
      String epoch,
      long seq,
      long firstSeq,
      long awokeAt,
      List<Entry> entries,
      List<Person> roster,
      String topic,
      RoomFace face)
      implements FromLedger {

    /** With everything in it that came in parts before. */
    Attached with(List<AttachedPart> before) {
      List<Entry> allEntries = new ArrayList<>();
      List<Person> wholeRoster = new ArrayList<>();
      for (AttachedPart part : before) {
        allEntries.addAll(part.entries());
        wholeRoster.addAll(part.roster());
      }
      allEntries.addAll(entries);
      wholeRoster.addAll(roster);
      return new Attached(
          ledger,
          attempt,
          0,
          number,
          epoch,
          seq,
          firstSeq,
          awokeAt,
          allEntries,
          wholeRoster,
          topic,
          face);
    }
  }

  /** New entries of the log. */
  public record Entries(long number, List<Entry> entries) implements Numbered {}

  /** Somebody is in the room who was not. */
  public record PersonEntered(long number, Person person, long at) implements Numbered {}

  /**
   * Somebody is no longer in the room.
   *
   * @param by the nickname of who put the person out, or null
   * @param text what that one gave as the reason, or null
   */
  public record PersonLeft(
      long number,
      Person person,
      long at,
      LeaveReason reason,
      @Nullable String by,
      @Nullable String text)
      implements Numbered {}

  /** The room is under other rules now; {@code change} says what to show of it. */
  public record RulesChanged(long number, RoomFace face, RulesChange change) implements Numbered {}

  /** What is older than this entry is no longer kept. */
  public record Forgotten(long number, long firstSeq) implements Numbered {}

  /** A session's seat is taken: whatever comes from here on is for it too. */
  public record Admitted(String session) implements FromLedger {}

  /** A session's seat was left, and what that changed is stored. */
  public record SeatLeft(String session) implements FromLedger {}

  /** A session does not get a seat. */
  public record NotAdmitted(String session, Refused why) implements FromLedger {}

  /** What became of a request. */
  public record Answered(long number, Outcome outcome) implements FromLedger {}

  /** Somebody is writing. */
  public record Writing(Person person) implements FromLedger {}

  /**
   * Where the ledger stands, told again and again.
   *
   * @param number the last one in use
   * @param exits how many the node has told, as far as they were heard
   */
  public record Standing(long number, long exits) implements FromLedger {}

  /**
   * The ledger stops, so that it can start on another node, or anew: told at once, while word of an
   * actor's end may take until its node has left.
   */
  public record LedgerStops(ActorRef<RoomLedger.Command> ledger) implements FromLedger {}

  /** What became of a request. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Said.class, name = "said"),
    @JsonSubTypes.Type(value = Done.class, name = "done"),
    @JsonSubTypes.Type(value = Refused.class, name = "refused")
  })
  public sealed interface Outcome {}

  /** Stored under that number. */
  public record Said(long seq, long at) implements Outcome {}

  /** Done. */
  public record Done() implements Outcome {}

  /**
   * Not done.
   *
   * @param reason tells apart what shares a code, or null
   */
  public record Refused(
      ErrorCode code, String message, @Nullable Long retryAfterMs, @Nullable String reason)
      implements Outcome {

    /** Refused for what the code says. */
    public Refused(ErrorCode code, String message, @Nullable Long retryAfterMs) {
      this(code, message, retryAfterMs, null);
    }
  }

  /**
   * What a room works with.
   *
   * @param robot whether a robot is in the rooms
   */
  public record Tools(
      RoomSettings settings,
      MessageLog log,
      Memberships memberships,
      FileStore files,
      boolean robot,
      Clock clock) {}

  private RoomActor() {}

  /**
   * A room without anybody in it yet.
   *
   * @param ledger leads to the room's ledger wherever it lives, and starts it if need be
   * @param rooms is told how many are here, and when nobody is
   */
  static Behavior<Command> create(
      RoomName room,
      Tools tools,
      RecipientRef<RoomLedger.Command> ledger,
      ActorRef<Rooms.FromRoom> rooms) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new RoomFloor(context, timers, room, tools, ledger, rooms)));
  }
}
