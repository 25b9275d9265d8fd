package parlor.gateway.door;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.people.Person;
import parlor.people.Presence;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Nickname;
import parlor.protocol.ServerFrame;
import parlor.room.Frames;
import parlor.room.Outlet;

/** {@code block} and {@code unblock}: one at a time, and told to one's other devices. */
final class Blocking {
  private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

  private final DoorTools tools;
  private final Outlet outlet;
  private final Line line;
  private boolean asked;

  Blocking(DoorTools tools, Outlet outlet, Line line) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return asked;
  }

  void on(ClientFrame.Block frame, Me me) {
    if (frame.nickname().equals(Nickname.ROBOT)) {
      outlet.offer(Frames.refusal(frame.id(), ErrorCode.RECIPIENT_UNKNOWN));
    } else if (frame.blocked()) {
      asked = true;
      line.await(
          tools.persons().find(frame.nickname()),
          (found, failure) -> block(frame, me, found, failure));
    } else {
      asked = true;
      line.await(
          tools.blocks().unblock(me.person().id(), frame.nickname().folded()),
          (done, failure) -> answer(frame, me, frame.nickname().value(), failure));
    }
  }

  private void block(
      ClientFrame.Block frame, Me me, Presence.@Nullable Found found, @Nullable Throwable failure) {
    Person person = found == null ? null : found.person();
    if (failure != null) {
      answer(frame, me, "", failure);
    } else if (person == null || person.id().equals(me.person().id())) {
      asked = false;
      outlet.offer(Frames.refusal(frame.id(), ErrorCode.RECIPIENT_UNKNOWN));
    } else {
      line.await(
          tools.blocks().block(me.person().id(), person),
          (stored, storing) -> {
            if (storing == null && !stored) {
              asked = false;
              outlet.offer(Refusals.reasoned(frame.id(), ErrorCode.FORBIDDEN, "full"));
            } else {
              answer(frame, me, person.nickname(), storing);
            }
          });
    }
  }

  private void answer(
      ClientFrame.Block frame, Me me, String nickname, @Nullable Throwable failure) {
    asked = false;
    if (failure != null) {
      LOG.error("Whom somebody blocks could not be stored", failure);
      outlet.offer(Frames.unavailable(frame.id()));
      return;
    }
    outlet.offer(Frames.encode(new ServerFrame.Ok(frame.id())));
    me.presence().tell(new Presence.SpreadBlock(me.connection(), nickname, frame.blocked()));
  }
}
