package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import akka.actor.typed.RecipientRef;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Nickname;
import parlor.protocol.ServerFrame;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Outlet;

/**
 * What is said on one connection: login first, then each frame to the room that it concerns. Knows
 * nothing of bytes and streams; called by one thread at a time.
 *
 * <p>While it {@linkplain #waits() waits} the frames behind have to wait too, so that frames take
 * effect in the order sent.
 */
final class Conversation {

  /** What a conversation needs of the stream it is held on. */
  interface Line {
    /**
     * The connection as actors know it; it takes {@link Presence.Reply} and {@link
     * ConnectionEvent}.
     */
    <T> ActorRef<T> self();

    /** The client promises a frame at least that often. */
    void expectFrames(long everyMs);

    /** The login takes too long after this time, see {@link #loginTimedOut}. */
    void startLoginTimer();

    /** Ends the stream after what waits in the outlet has been written. */
    void close();

    /** Ends the stream at once: something broke. */
    void abort(String why);
  }

  private sealed interface State {
    record Stranger() implements State {}

    record Claiming(@Nullable String re, @Nullable Integer heartbeatMs) implements State {}

    record LoggedIn(Person person) implements State {}

    /** Says goodbye as soon as what was asked before has been answered. */
    record Leaving(@Nullable String re, boolean released) implements State {}

    record Over() implements State {}
  }

  private final DoorTools tools;
  private final Outlet outlet;
  private final Line line;
  private final Places places;
  private State state = new State.Stranger();
  private String connection = "";
  private @Nullable RecipientRef<Presence.Command> presence;

  Conversation(DoorTools tools, Outlet outlet, Line line) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
    this.places = new Places(tools, outlet, line);
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean waits() {
    return places.makeWait()
        || state instanceof State.Claiming
        || state instanceof State.Leaving
        || state instanceof State.Over;
  }

  void on(ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Ping ping ->
          outlet.offer(Frames.encode(new ServerFrame.Pong(ping.id(), tools.clock().millis())));
      case ClientFrame.Bye bye -> onBye(bye);
      case ClientFrame.Hello hello -> onHello(hello);
      case ClientFrame.Rooms list -> onRooms(list);
      case ClientFrame.Tell tell -> refuse(tell.id(), ErrorCode.UNKNOWN_TYPE);
      case ClientFrame.Conversations list -> refuse(list.id(), ErrorCode.UNKNOWN_TYPE);
      case ClientFrame.Search search -> refuse(search.id(), ErrorCode.UNKNOWN_TYPE);
      case ClientFrame.Register register -> refuse(register.id(), ErrorCode.UNKNOWN_TYPE);
      case ClientFrame.Account account -> refuse(account.id(), ErrorCode.UNKNOWN_TYPE);
      case ClientFrame.InRoom inRoom -> onInRoom(inRoom);
    }
  }

  private void refuse(@Nullable String re, ErrorCode code) {
    outlet.offer(Frames.refusal(re, code));
  }

  // Login

  private void onHello(ClientFrame.Hello hello) {
    if (!(state instanceof State.Stranger)) {
      refuse(hello.id(), ErrorCode.ALREADY_LOGGED_IN);
      return;
    }
    Nickname nickname = hello.nickname();
    Skeleton skeleton = Skeleton.of(nickname);
    if (skeleton.looksLikeRobot()) {
      outlet.offer(
          Frames.encode(
              new ServerFrame.Refusal(
                  hello.id(),
                  ErrorCode.NICKNAME_RESERVED.wire(),
                  ErrorCode.NICKNAME_RESERVED.meaning(),
                  "reserved",
                  null)));
      return;
    }
    state = new State.Claiming(hello.id(), hello.heartbeatMs());
    connection = UUID.randomUUID().toString();
    presence = tools.presences().apply(skeleton);
    presence.tell(new Presence.Claim(nickname.value(), hello.resume(), connection, line.self()));
    line.startLoginTimer();
  }

  void on(Presence.Reply reply) {
    switch (reply) {
      case Presence.Granted granted -> onGranted(granted);
      case Presence.Taken taken -> onLoginRefused(ErrorCode.NICKNAME_TAKEN);
      case Presence.SessionUnknown unknown -> onLoginRefused(ErrorCode.SESSION_UNKNOWN);
      case Presence.Released released -> onReleased();
      case Presence.Replaced replaced -> onReplaced();
    }
  }

  private void onGranted(Presence.Granted granted) {
    if (!(state instanceof State.Claiming claiming)) {
      // Too late: the client was told so, and has perhaps gone.
      tell(new Presence.Release(granted.connection(), line.self()));
      return;
    }
    state = new State.LoggedIn(new Person(granted.person(), granted.nickname()));
    if (claiming.heartbeatMs != null) {
      line.expectFrames(claiming.heartbeatMs);
    }
    DoorSettings settings = tools.settings();
    outlet.offer(
        Frames.encode(
            new ServerFrame.Welcome(
                claiming.re,
                granted.nickname(),
                granted.session(),
                settings.server(),
                settings.limits(),
                settings.features(),
                List.of())));
  }

  private void onLoginRefused(ErrorCode code) {
    if (state instanceof State.Claiming claiming) {
      state = new State.Stranger();
      refuse(claiming.re, code);
    }
  }

  void loginTimedOut() {
    if (state instanceof State.Claiming claiming) {
      state = new State.Stranger();
      outlet.offer(
          Frames.refusal(claiming.re, ErrorCode.UNAVAILABLE, "The login took too long", 1000L));
    }
  }

  private void onReplaced() {
    if (state instanceof State.LoggedIn) {
      places.end(true);
      state = new State.Over();
      refuse(null, ErrorCode.REPLACED);
      line.close();
    }
  }

  private void tell(Presence.Command command) {
    if (presence != null) {
      presence.tell(command);
    }
  }

  // Rooms

  private void onRooms(ClientFrame.Rooms list) {
    if (state instanceof State.LoggedIn) {
      places.list(list);
    } else {
      refuse(list.id(), ErrorCode.NOT_LOGGED_IN);
    }
  }

  private void onInRoom(ClientFrame.InRoom frame) {
    if (state instanceof State.LoggedIn loggedIn) {
      places.on(frame, loggedIn.person);
    } else {
      refuse(frame.id(), ErrorCode.NOT_LOGGED_IN);
    }
  }

  void on(ConnectionEvent event) {
    places.on(event);
  }

  // The end

  private void onBye(ClientFrame.Bye bye) {
    if (state instanceof State.LoggedIn) {
      state = new State.Leaving(bye.id(), false);
      proceed();
    } else {
      sayBye(bye.id());
    }
  }

  /** Goes on with what waited for earlier requests. */
  void proceed() {
    places.proceed();
    if (state instanceof State.Leaving leaving && !leaving.released && outlet.unanswered() == 0) {
      state = new State.Leaving(leaving.re, true);
      places.end(false);
      tell(new Presence.Release(connection, line.self()));
    }
  }

  private void onReleased() {
    if (state instanceof State.Leaving leaving) {
      sayBye(leaving.re);
    }
  }

  private void sayBye(@Nullable String re) {
    state = new State.Over();
    outlet.offer(Frames.encode(new ServerFrame.Bye(re)));
    line.close();
  }

  /** The stream has ended, whoever ended it. */
  void ended() {
    places.end(true);
    state = new State.Over();
  }
}
