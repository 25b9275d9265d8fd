package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import parlor.history.Entry;
import parlor.protocol.Kind;
import parlor.robot.Mention;
import parlor.robot.RobotActor;

/**
 * What a room's ledger has to do with the robot: hear who calls it, ask, and say that it thinks.
 */
final class RobotDesk {
  private static final int CONTEXT_MESSAGES = 20;
  private static final Duration STILL_THINKS = Duration.ofSeconds(3);

  private final String room;
  private final ActorRef<RobotActor.Command> robot;
  private final ActorRef<RobotActor.Answer> answers;
  private final TimerScheduler<RoomLedger.Command> timers;
  private int asked;

  RobotDesk(
      String room,
      ActorRef<RobotActor.Command> robot,
      ActorContext<RoomLedger.Command> context,
      TimerScheduler<RoomLedger.Command> timers) {
    this.room = room;
    this.robot = robot;
    this.timers = timers;
    this.answers = context.messageAdapter(RobotActor.Answer.class, RoomLedger.RobotAnswered::new);
  }

  /**
   * Asks the robot about each message of a person that is for it.
   *
   * @param alone whether all are, in a private conversation; else those that mention it
   */
  void listen(List<Postings.Pending> stored, boolean alone, Newest newest, Followers followers) {
    for (Postings.Pending pending : stored) {
      if (!(pending.entry() instanceof Entry.Message message)) {
        continue;
      }
      boolean words = !message.text().isEmpty();
      if (message.kind() == Kind.USER && words && (alone || Mention.ofRobot(message.text()))) {
        ask(message, newest);
        followers.tell(new RoomActor.Writing(RobotIdentity.PERSON));
      }
    }
  }

  private void ask(Entry.Message message, Newest newest) {
    List<RobotActor.Line> context = new ArrayList<>();
    for (Entry entry : newest.before(message.seq(), CONTEXT_MESSAGES)) {
      if (entry instanceof Entry.Message earlier && !earlier.removed()) {
        context.add(
            new RobotActor.Line(earlier.from(), earlier.kind() == Kind.ROBOT, earlier.text()));
      }
    }
    asked++;
    timers.startTimerWithFixedDelay(
        RoomLedger.RobotStillThinks.class, new RoomLedger.RobotStillThinks(), STILL_THINKS);
    robot.tell(
        new RobotActor.Ask(room, message.seq(), message.from(), message.text(), context, answers));
  }

  /** One answer has come. */
  void answered() {
    asked--;
    if (asked == 0) {
      timers.cancel(RoomLedger.RobotStillThinks.class);
    }
  }
}
