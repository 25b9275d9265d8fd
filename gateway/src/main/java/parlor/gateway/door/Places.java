package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.RoomName;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Outlet;
import parlor.room.Rooms;
import parlor.room.UserSession;

/**
 * A connection's places in rooms: hands each frame to the session of its room.
 *
 * @see Conversation
 */
final class Places {
  private final DoorTools tools;
  private final Outlet outlet;
  private final Conversation.Line line;
  private final Map<RoomName, ActorRef<UserSession.Command>> sessions = new HashMap<>();

  /** The room that is being entered or left. */
  private @Nullable RoomName changing;

  /** Waits until all earlier requests have had their effect. */
  private ClientFrame.@Nullable Rooms listing;

  /** Long answers are asked for one at a time, so that they cannot pile up. */
  private boolean awaitsPage;

  Places(DoorTools tools, Outlet outlet, Conversation.Line line) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return changing != null || listing != null || awaitsPage;
  }

  void list(ClientFrame.Rooms frame) {
    listing = frame;
    proceed();
  }

  void on(ClientFrame.InRoom frame, Person person) {
    ActorRef<UserSession.Command> session = sessions.get(frame.room());
    if (session != null) {
      pass(frame, session);
    } else if (frame instanceof ClientFrame.Join join) {
      join(join, person);
    } else {
      outlet.offer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
    }
  }

  private void pass(ClientFrame.InRoom frame, ActorRef<UserSession.Command> session) {
    if (!(frame instanceof ClientFrame.Typing) || frame.id() != null) {
      outlet.request();
    }
    switch (frame) {
      case ClientFrame.Leave leave -> changing = leave.room();
      case ClientFrame.History page -> awaitsPage = true;
      case ClientFrame.Members page -> awaitsPage = true;
      case ClientFrame.Join again -> awaitsPage = true;
      case ClientFrame.Say say -> {}
      case ClientFrame.Read read -> {}
      case ClientFrame.Typing typing -> {}
    }
    session.tell(new UserSession.Request(frame));
  }

  private void join(ClientFrame.Join join, Person person) {
    if (sessions.size() >= tools.settings().limits().roomsPerConnection()) {
      outlet.offer(Frames.refusal(join.id(), ErrorCode.TOO_MANY_ROOMS));
      return;
    }
    outlet.request();
    changing = join.room();
    tools.rooms().tell(new Rooms.Join(person, outlet, line.self(), join));
  }

  void on(ConnectionEvent event) {
    switch (event) {
      case ConnectionEvent.SessionOpened opened -> {
        sessions.put(opened.room(), opened.session());
        changing = null;
      }
      case ConnectionEvent.JoinRefused refused -> sessions.remove(refused.room());
      case ConnectionEvent.SessionEnded ended -> onSessionEnded(ended.room());
    }
  }

  private void onSessionEnded(RoomName room) {
    boolean wasThere = sessions.remove(room) != null;
    if (room.equals(changing)) {
      changing = null;
    } else if (wasThere) {
      line.abort("The session in a room failed");
    }
  }

  /** Goes on with what waited for earlier requests, if none is without an answer any more. */
  void proceed() {
    if (outlet.unanswered() > 0) {
      return;
    }
    awaitsPage = false;
    if (listing != null) {
      outlet.request();
      tools.rooms().tell(new Rooms.ListRooms(listing, outlet));
      listing = null;
    }
  }

  /** Gives all places up: for good, or {@code lost} so that the person may resume. */
  void end(boolean lost) {
    sessions.values().forEach(session -> session.tell(new UserSession.ConnectionEnded(lost)));
    sessions.clear();
  }
}
