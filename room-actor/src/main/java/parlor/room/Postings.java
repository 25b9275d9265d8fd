package parlor.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.history.SentMessage;
import parlor.people.PersonId;
import parlor.protocol.ErrorCode;
import parlor.protocol.Kind;

/**
 * A room's messages on their way into the log: each gets the next sequence number, waits for the
 * batch that is being stored, and goes into the next one. After a large batch the next one gathers
 * for a moment. A retry finds the first, stored or not.
 *
 * @see RoomLedger
 */
final class Postings {
  /** How long a message's id is remembered at least. */
  static final long REMEMBER_IDS_MS = 15 * 60 * 1000L;

  /** An entry that has a number and is not stored yet, and the requests that wait for it. */
  record Pending(Entry entry, List<RoomLedger.Request> requests) {}

  /** A batch of so many entries shows that more are about to come. */
  private static final int LARGE = 16;

  private record Key(PersonId author, String clientId) {}

  private final RememberedIds remembered;
  private final Map<Key, Pending> unsettled = new HashMap<>();
  private List<Pending> waiting = new ArrayList<>();
  private boolean storing;
  private long storingSince;
  private boolean gathering;
  private final Function<PersonId, @Nullable String> recipients;
  private long lastSeq;
  private long lastAt;

  /**
   * Nothing waits yet.
   *
   * @param lastAt the newest entry's time
   * @param recipients names to whom somebody speaks, in a private conversation; else null
   */
  Postings(
      long lastSeq,
      long lastAt,
      List<SentMessage> recent,
      Function<PersonId, @Nullable String> recipients,
      long now) {
    this.recipients = recipients;
    this.lastSeq = lastSeq;
    this.lastAt = lastAt;
    this.remembered = new RememberedIds(REMEMBER_IDS_MS, now);
    recent.forEach(sent -> remember(sent, now));
  }

  /**
   * Takes a post; returns its answer if there is one already, else null. What has been said already
   * stays said, whatever has changed since.
   *
   * @param refusal why nothing new is taken from its author just now, or null
   */
  RoomActor.@Nullable Outcome take(
      RoomLedger.Post post, long now, Function<PersonId, RoomActor.@Nullable Outcome> refusal) {
    PersonId author = post.author().id();
    String id = post.clientId();
    if (id == null) {
      RoomActor.Outcome refused = refuse(post, refusal);
      if (refused == null) {
        add(post, now);
      }
      return refused;
    }
    RememberedIds.Sent sent = remembered.find(author, id, now);
    if (sent != null) {
      return sent.fits(print(post)) ? new RoomActor.Said(sent.seq(), sent.at()) : reused();
    }
    var key = new Key(author, id);
    Pending pending = unsettled.get(key);
    if (pending == null) {
      RoomActor.Outcome refused = refuse(post, refusal);
      if (refused == null) {
        unsettled.put(key, add(post, now));
      }
      return refused;
    }
    if (pending.entry instanceof Entry.Message message && print(message) != print(post)) {
      return reused();
    }
    pending.requests.add(post);
    return null;
  }

  private RoomActor.@Nullable Outcome refuse(
      RoomLedger.Post fresh, Function<PersonId, RoomActor.@Nullable Outcome> refusal) {
    Long replyTo = fresh.replyTo();
    return replyTo != null && replyTo > lastSeq
        ? new RoomActor.Refused(
            ErrorCode.MALFORMED, "replyTo names an entry that does not exist", null)
        : refusal.apply(fresh.author().id());
  }

  private static long print(RoomLedger.Post post) {
    return SentMessage.print(post.text(), post.attachments());
  }

  private static long print(Entry.Message message) {
    return SentMessage.print(message.text(), message.attachments());
  }

  private static RoomActor.Refused reused() {
    return new RoomActor.Refused(ErrorCode.ID_REUSED, ErrorCode.ID_REUSED.meaning(), null);
  }

  private Pending add(RoomLedger.Post post, long now) {
    lastSeq++;
    var message =
        new Entry.Message(
            lastSeq,
            timeOf(now),
            post.author().id(),
            post.author().nickname(),
            Kind.USER,
            recipients.apply(post.author().id()),
            post.text(),
            post.replyTo(),
            post.attachments(),
            post.clientId(),
            false);
    List<RoomLedger.Request> requests = new ArrayList<>(1);
    requests.add(post);
    Pending pending = new Pending(message, requests);
    waiting.add(pending);
    return pending;
  }

  /** Takes what the robot says, in answer to {@code replyTo}. */
  void takeFromRobot(String text, long replyTo, long now) {
    lastSeq++;
    var message =
        new Entry.Message(
            lastSeq,
            timeOf(now),
            PersonId.ROBOT,
            RobotIdentity.NICKNAME,
            Kind.ROBOT,
            recipients.apply(PersonId.ROBOT),
            text,
            replyTo,
            List.of(),
            null,
            false);
    waiting.add(new Pending(message, List.of()));
  }

  /** An entry that somebody made by virtue of a role. */
  @FunctionalInterface
  interface Making {
    Entry make(long seq, long at);
  }

  /** Takes what an act makes. */
  void take(RoomLedger.Act act, Making making, long now) {
    lastSeq++;
    waiting.add(new Pending(making.make(lastSeq, timeOf(now)), List.of(act)));
  }

  /** A room's times do not fall, even if the clock is set back. */
  private long timeOf(long now) {
    lastAt = Math.max(lastAt, now);
    return lastAt;
  }

  /** The next batch to store; empty while one is being stored or gathered, or nothing waits. */
  List<Pending> nextBatch(long now) {
    if (storing || gathering || waiting.isEmpty()) {
      return List.of();
    }
    storing = true;
    storingSince = now;
    List<Pending> batch = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  /** For how long the batch that is being stored has been on its way; 0 if none is. */
  long storingForMs(long now) {
    return storing ? Math.max(0, now - storingSince) : 0;
  }

  /** The batch is stored. */
  void stored(List<Pending> batch, long now) {
    storing = false;
    for (Pending pending : batch) {
      SentMessage sent =
          pending.entry instanceof Entry.Message message ? SentMessage.of(message) : null;
      if (sent != null) {
        remember(sent, now);
      }
    }
  }

  /**
   * Whether the next batch should be gathered for a moment, for this one, just stored, was large:
   * what was on its way while it was stored came too late for it, and alone would be a small batch.
   */
  static boolean callsForGathering(List<Pending> stored) {
    return stored.size() >= LARGE;
  }

  /** Holds the next batch back until {@link #gathered}. */
  void gather() {
    gathering = true;
  }

  /** What has come by now may be stored. */
  void gathered() {
    gathering = false;
  }

  /** Nothing of what is not known to be stored was: it is as if it had never come. */
  void giveUpUnstored(long lastStored) {
    storing = false;
    waiting = new ArrayList<>();
    unsettled.clear();
    lastSeq = lastStored;
  }

  /** Everything that is not known to be stored, the failed batch first. */
  List<Pending> unstored(List<Pending> failed) {
    List<Pending> all = new ArrayList<>(failed);
    all.addAll(waiting);
    return all;
  }

  private void remember(SentMessage sent, long now) {
    unsettled.remove(new Key(sent.author(), sent.clientId()));
    remembered.remember(
        sent.author(),
        sent.clientId(),
        new RememberedIds.Sent(sent.seq(), sent.at(), sent.print()),
        now);
  }
}
