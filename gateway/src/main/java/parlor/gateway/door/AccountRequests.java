package parlor.gateway.door;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import parlor.people.Presence;
import parlor.protocol.ClientFrame;
import parlor.protocol.ServerFrame;
import parlor.room.Frames;
import parlor.room.Outlet;

/** {@code register} and {@code account}: passed to the presence, one at a time. */
final class AccountRequests {
  private final Outlet outlet;
  private final Line line;

  /** The ids of those that the presence has not answered, in order; "" stands for none. */
  private final Queue<String> asked = new ArrayDeque<>(1);

  AccountRequests(Outlet outlet, Line line) {
    this.outlet = outlet;
    this.line = line;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return !asked.isEmpty();
  }

  void on(ClientFrame.Register frame, Me me) {
    ask(frame.id());
    me.presence().tell(new Presence.Register(me.connection(), frame.password(), line.self()));
  }

  void on(ClientFrame.Account frame, Me me) {
    ask(frame.id());
    me.presence()
        .tell(
            new Presence.ChangeAccount(
                me.connection(),
                frame.action(),
                frame.password(),
                frame.newPassword(),
                line.self()));
  }

  private void ask(@Nullable String id) {
    asked.add(id == null ? "" : id);
    outlet.request();
    line.startAnswerTimer();
  }

  void registered(Presence.Registered registered) {
    if (!asked.isEmpty()) {
      outlet.answer(Frames.encode(new ServerFrame.Registered(answered(), registered.nickname())));
    }
  }

  void changed() {
    if (!asked.isEmpty()) {
      outlet.answer(Frames.encode(new ServerFrame.Ok(answered())));
    }
  }

  void refused(Presence.Refused refused) {
    if (!asked.isEmpty()) {
      outlet.answer(Refusals.encode(answered(), refused));
    }
  }

  void timedOut() {
    if (!asked.isEmpty()) {
      outlet.answer(Frames.unavailable(answered()));
    }
  }

  private @Nullable String answered() {
    line.cancelAnswerTimer();
    String id = asked.remove();
    return id.isEmpty() ? null : id;
  }
}
