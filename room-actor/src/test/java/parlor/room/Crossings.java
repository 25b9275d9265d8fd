package parlor.room;

import akka.actor.ActorRef;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import parlor.cluster.SendingInstrument;

/** Notes what goes from node to node, of all nodes in this process; Akka starts one for each. */
public final class Crossings extends SendingInstrument {
  private static final Queue<Crossing> ALL = new ConcurrentLinkedQueue<>();

  /** A message on its way to another node. */
  record Crossing(String to, Object message, int bytes) {}

  /** Those that carry that text. */
  static List<Crossing> of(String text) {
    return ALL.stream().filter(crossing -> crossing.message.toString().contains(text)).toList();
  }

  static List<Crossing> all() {
    return List.copyOf(ALL);
  }

  static void forget() {
    ALL.clear();
  }

  @Override
  public byte identifier() {
    return 7;
  }

  @Override
  public void remoteMessageSent(
      ActorRef recipient, Object message, ActorRef sender, int size, long time) {
    ALL.add(new Crossing(recipient.path().address().toString(), message, size));
  }
}
