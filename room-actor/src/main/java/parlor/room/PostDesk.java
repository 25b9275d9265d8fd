package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.moderation.Deed;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * What is said and done in a room on one node, on its way to the ledger: sent on, repeated where
 * that does no harm, and answered, if need be that it is not known what became of it.
 *
 * @see RoomFloor
 */
final class PostDesk {
  private static final Duration REFUSE_OVERDUE = Duration.ofSeconds(1);
  private static final long RETRY_AFTER_MS = 1000;

  private final ActorRef<RoomActor.FromLedger> node;
  private final TimerScheduler<RoomActor.Command> timers;
  private final RoomName room;
  private final RoomActor.Tools tools;
  private final LedgerLink ledger;
  private final Consumer<Seat> onAllAnswered;
  private final OpenPosts posts = new OpenPosts();
  private long lastPost;

  /**
   * A desk with nothing on it.
   *
   * @param onAllAnswered called when a seat has no post left without an answer
   */
  PostDesk(
      ActorRef<RoomActor.FromLedger> node,
      TimerScheduler<RoomActor.Command> timers,
      RoomName room,
      RoomActor.Tools tools,
      LedgerLink ledger,
      Consumer<Seat> onAllAnswered) {
    this.node = node;
    this.timers = timers;
    this.room = room;
    this.tools = tools;
    this.ledger = ledger;
    this.onAllAnswered = onAllAnswered;
  }

  void post(Seat seat, RoomActor.Say say) {
    lastPost++;
    var post =
        new RoomLedger.Post(
            node,
            lastPost,
            seat.person(),
            say.frame().text().value(),
            say.frame().id(),
            say.frame().replyTo(),
            say.attachments());
    send(post, seat, say.frame().id());
  }

  void act(Seat seat, ClientFrame.Moderating frame) {
    lastPost++;
    send(new RoomLedger.Act(node, lastPost, seat.visitor, Deed.of(frame)), seat, frame.id());
  }

  private void send(RoomLedger.Request request, Seat seat, @Nullable String re) {
    // It runs until it finds nothing: started and ended around each post, it would cost as much as
    // one.
    if (!timers.isTimerActive(RoomActor.RefuseOverdue.class)) {
      timers.startTimerWithFixedDelay(
          RoomActor.RefuseOverdue.class, new RoomActor.RefuseOverdue(), REFUSE_OVERDUE);
    }
    long deadline = tools.clock().millis() + tools.settings().answerTimeout().toMillis();
    posts.add(new OpenPosts.Open(request, seat, re, deadline));
    seat.posts++;
    ledger.tellIfUp(request);
  }

  void answered(RoomActor.Answered answered) {
    OpenPosts.Open posted = posts.remove(answered.number());
    if (posted != null) {
      answer(posted, answered.outcome());
    }
  }

  private void answer(OpenPosts.Open posted, RoomActor.Outcome outcome) {
    Seat seat = posted.seat();
    String re = posted.re();
    seat.outlet.answer(
        switch (outcome) {
          case RoomActor.Said said ->
              Frames.encode(new ServerFrame.Said(re, room.value(), said.seq(), said.at()));
          case RoomActor.Done done -> Frames.encode(new ServerFrame.Ok(re));
          case RoomActor.Refused refused -> Frames.refusal(re, refused);
        });
    seat.posts--;
    if (seat.posts == 0) {
      onAllAnswered.accept(seat);
    }
  }

  /** Refuses what the ledger has not answered in time. */
  void refuseOverdue() {
    refuse(posts.removeOverdue(tools.clock().millis()));
    if (posts.isEmpty()) {
      timers.cancel(RoomActor.RefuseOverdue.class);
    }
  }

  /** Nobody will be here to hear the answers. */
  void refuseAll() {
    refuse(posts.removeAll());
  }

  /** The ledger is another one now: what has an id is said again, for the rest nobody knows. */
  void repeat() {
    refuse(posts.removeUnrepeatable());
    posts.repeatable().forEach(posted -> ledger.tellIfUp(posted.request()));
  }

  private void refuse(List<OpenPosts.Open> unknown) {
    for (OpenPosts.Open posted : unknown) {
      answer(
          posted,
          new RoomActor.Refused(
              ErrorCode.UNAVAILABLE, "The room did not answer in time", RETRY_AFTER_MS));
    }
  }
}
