package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parlor.moderation.Permission;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.RoomName;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Limit;
import parlor.room.Outlet;
import parlor.room.Rooms;
import parlor.room.UserSession;

/**
 * A connection's places in rooms: hands each frame to the session of its room. A place in a private
 * conversation is opened when it is needed, or when the conversation calls.
 *
 * @see Conversation
 */
final class Places {
  private final DoorTools tools;
  private final Outlet outlet;
  private final Line line;
  private final Map<RoomName, ActorRef<UserSession.Command>> sessions = new HashMap<>(2);

  /** The private conversations that are being entered, none of which may be missed. */
  private final Set<RoomName> calledInto = new HashSet<>(0);

  /** The private conversations that were left although they go on. */
  private final Set<RoomName> left = new HashSet<>(0);

  /**
   * How far the private conversations had come at login: what came later is to be shown, whenever
   * the place is opened; what came before may have been shown to the client's last connection.
   */
  private Map<String, Long> standings = Map.of();

  /** The room that is being entered or left. */
  private @Nullable RoomName changing;

  /** What is to be passed when the room that is being entered has a session. */
  private ClientFrame.@Nullable InRoom afterEntering;

  /** Asks whether a private conversation is one's own. */
  private boolean checking;

  /**
   * Long answers are asked for one at a time, so that they cannot pile up; and nothing overtakes
   * files that are being looked for, or an act that others obey.
   */
  private boolean awaitsPage;

  Places(DoorTools tools, Outlet outlet, Line line) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
  }

  void beginAt(Map<String, Long> standingsAtLogin) {
    standings = standingsAtLogin;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return changing != null || checking || awaitsPage || !calledInto.isEmpty();
  }

  boolean isOpen(RoomName room) {
    return sessions.containsKey(room);
  }

  void on(ClientFrame.InRoom frame, Visitor visitor) {
    ActorRef<UserSession.Command> session = sessions.get(frame.room());
    if (session != null) {
      pass(frame, session);
    } else if (frame.room().isPrivate()) {
      passIfOwn(frame, visitor);
    } else if (Permission.of(frame).where() == Permission.Where.INSIDE) {
      outlet.offer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
    } else if (frame instanceof ClientFrame.Join join) {
      join(join, visitor);
    } else {
      throw new IllegalArgumentException("Cannot be done from outside: " + frame.getClass());
    }
  }

  private void pass(ClientFrame.InRoom frame, ActorRef<UserSession.Command> session) {
    if (!(frame instanceof ClientFrame.Typing) || frame.id() != null) {
      outlet.request();
    }
    switch (frame) {
      case ClientFrame.Leave leave -> {
        changing = leave.room();
        if (leave.room().isPrivate()) {
          left.add(leave.room());
        }
      }
      case ClientFrame.History page -> awaitsPage = true;
      case ClientFrame.Members page -> awaitsPage = true;
      case ClientFrame.Join again -> awaitsPage = true;
      case ClientFrame.Say say -> awaitsPage = !say.attachments().isEmpty();
      case ClientFrame.Moderating act -> awaitsPage = true;
      case ClientFrame.Read read -> {}
      case ClientFrame.Typing typing -> {}
    }
    session.tell(new UserSession.Request(frame));
  }

  private void join(ClientFrame.Join join, Visitor visitor) {
    long rooms = sessions.keySet().stream().filter(room -> !room.isPrivate()).count();
    if (rooms >= tools.settings().limits().roomsPerConnection()) {
      Limit.ROOMS_PER_CONNECTION.bit();
      outlet.offer(Frames.refusal(join.id(), ErrorCode.TOO_MANY_ROOMS));
      return;
    }
    outlet.request();
    open(join, visitor);
  }

  private void open(ClientFrame.Join join, Visitor visitor) {
    changing = join.room();
    tools.rooms().tell(new Rooms.Join(visitor, outlet, line.self(), join, false));
  }

  /** Nothing was taken in since that join, which is counted and not answered. */
  void on(ConnectionEvent.ToJoinAnew event, Visitor visitor) {
    ClientFrame.Join join = event.join();
    endPlace(join.room(), event.session());
    if (join.room().isPrivate()) {
      outlet.answer(Frames.refusal(join.id(), ErrorCode.NOT_IN_ROOM));
    } else {
      open(join, visitor);
    }
  }

  // Private conversations

  private void passIfOwn(ClientFrame.InRoom frame, Visitor visitor) {
    checking = true;
    line.await(
        tools.memberships().isMember(visitor.id(), frame.room().value()),
        (own, failure) -> {
          checking = false;
          if (failure != null) {
            outlet.offer(Frames.unavailable(frame.id()));
          } else if (own) {
            enterAndPass(frame, visitor);
          } else {
            outlet.offer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
          }
        });
  }

  /** Says something in a conversation that is known to be the person's own. */
  void sayPrivately(ClientFrame.Say say, Visitor visitor) {
    enterAndPass(say, visitor);
  }

  private void enterAndPass(ClientFrame.InRoom frame, Visitor visitor) {
    ActorRef<UserSession.Command> session = sessions.get(frame.room());
    if (session != null) {
      pass(frame, session);
    } else {
      changing = frame.room();
      afterEntering = frame;
      if (!calledInto.contains(frame.room())) {
        // Nobody has called, so the conversation slept: whatever it has said since is new here.
        enter(frame.room(), visitor, left.remove(frame.room()) ? null : since(frame.room()));
      }
    }
  }

  /**
   * Takes a place in a conversation that is awake.
   *
   * @param after the entry after which everything is to be shown; null for what comes from now on
   */
  void callIn(RoomName room, Visitor visitor, @Nullable Long after) {
    boolean known = sessions.containsKey(room) || room.equals(changing) || left.contains(room);
    if (!known && calledInto.add(room)) {
      Long shownFrom = standings.get(room.value());
      if (after != null && (shownFrom == null || shownFrom < after)) {
        shownFrom = after;
      }
      enter(room, visitor, shownFrom);
    }
  }

  private long since(RoomName room) {
    return standings.getOrDefault(room.value(), Rooms.SINCE_AWAKE);
  }

  private void enter(RoomName room, Visitor visitor, @Nullable Long after) {
    var join = new ClientFrame.Join(null, room, after, null);
    tools.rooms().tell(new Rooms.Join(visitor, outlet, line.self(), join, true));
  }

  // What comes back

  void on(ConnectionEvent event) {
    switch (event) {
      case ConnectionEvent.SessionOpened opened -> onSessionOpened(opened);
      case ConnectionEvent.CalledIn entered -> calledInto.remove(entered.room());
      case ConnectionEvent.JoinRefused refused -> {
        sessions.remove(refused.room());
        calledInto.remove(refused.room());
        if (refused.room().equals(changing)) {
          giveUpChanging();
        }
      }
      case ConnectionEvent.PutOut out -> endPlace(out.room(), out.session());
      case ConnectionEvent.SessionEnded ended -> onSessionEnded(ended.room());
      case ConnectionEvent.HasRead read -> {}
      case ConnectionEvent.ToJoinAnew anew -> {}
    }
  }

  private void onSessionOpened(ConnectionEvent.SessionOpened opened) {
    sessions.put(opened.room(), opened.session());
    if (opened.room().equals(changing)) {
      changing = null;
      if (afterEntering != null) {
        ClientFrame.InRoom next = afterEntering;
        afterEntering = null;
        pass(next, opened.session());
      }
    }
  }

  /** Does nothing if that session was dismissed before. */
  private void endPlace(RoomName room, ActorRef<UserSession.Command> session) {
    if (sessions.remove(room, session)) {
      session.tell(new UserSession.Dismissed());
      calledInto.remove(room);
      if (room.equals(changing)) {
        giveUpChanging();
      }
    }
  }

  private void giveUpChanging() {
    changing = null;
    if (afterEntering != null) {
      outlet.offer(Frames.unavailable(afterEntering.id()));
      afterEntering = null;
    }
  }

  private void onSessionEnded(RoomName room) {
    boolean wasThere = sessions.remove(room) != null;
    calledInto.remove(room);
    if (room.equals(changing)) {
      changing = null;
    } else if (wasThere) {
      line.abort("The session in a room failed");
    }
  }

  /** Goes on if none of the earlier requests is without an answer any more. */
  void proceed() {
    if (outlet.unanswered() == 0) {
      awaitsPage = false;
    }
  }

  /** The person was a guest and has an account now, which counts in the rooms they are in. */
  void registered(Visitor visitor) {
    sessions.values().forEach(session -> session.tell(new UserSession.Registered(visitor)));
  }

  /** Gives all places up: for good, or {@code lost} so that the person may resume. */
  void end(boolean lost) {
    sessions.values().forEach(session -> session.tell(new UserSession.ConnectionEnded(lost)));
    sessions.clear();
  }
}
