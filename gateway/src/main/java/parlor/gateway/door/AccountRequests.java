package parlor.gateway.door;

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

  /**
   * A request.
   *
   * @param name by which the presence answers it
   */
  private record Asked(String name, @Nullable String re) {}

  /** What the presence has not answered. */
  private @Nullable Asked asked;

  private long lastName;

  AccountRequests(Outlet outlet, Line line) {
    this.outlet = outlet;
    this.line = line;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return asked != null;
  }

  void on(ClientFrame.Register frame, Me me) {
    String name = ask(frame.id());
    me.presence().tell(new Presence.Register(me.connection(), name, frame.password(), line.self()));
  }

  void on(ClientFrame.Account frame, Me me) {
    String name = ask(frame.id());
    me.presence()
        .tell(
            new Presence.ChangeAccount(
                me.connection(),
                name,
                frame.action(),
                frame.password(),
                frame.newPassword(),
                line.self()));
  }

  private String ask(@Nullable String re) {
    lastName++;
    asked = new Asked("account-" + lastName, re);
    outlet.request();
    line.startAnswerTimer();
    return asked.name;
  }

  void registered(Presence.Registered registered) {
    Asked known = take(registered.request());
    if (known != null) {
      outlet.answer(Frames.encode(new ServerFrame.Registered(known.re, registered.nickname())));
    }
  }

  void changed(Presence.AccountChanged changed) {
    Asked known = take(changed.request());
    if (known != null) {
      outlet.answer(Frames.encode(new ServerFrame.Ok(known.re)));
    }
  }

  void refused(Presence.Refused refused) {
    Asked known = take(refused.request());
    if (known != null) {
      outlet.answer(Refusals.encode(known.re, refused));
    }
  }

  void timedOut() {
    if (asked != null) {
      String re = asked.re;
      asked = null;
      outlet.answer(Frames.unavailable(re));
    }
  }

  /** Null if the answer comes too late, when that was said already. */
  private @Nullable Asked take(String name) {
    if (asked == null || !asked.name.equals(name)) {
      return null;
    }
    Asked known = asked;
    asked = null;
    line.cancelAnswerTimer();
    return known;
  }
}
