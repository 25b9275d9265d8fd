package parlor.gateway.door;

import akka.actor.typed.RecipientRef;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.room.ConnectionEvent;
import parlor.room.Frames;
import parlor.room.Limit;
import parlor.room.Outlet;

/**
 * What is said on one connection: login first, then each frame to whom it concerns. Knows nothing
 * of bytes and streams; called by one thread at a time.
 *
 * <p>While it {@linkplain #waits() waits} the frames behind have to wait too, so that frames take
 * effect in the order sent.
 */
final class Conversation {
  private static final Duration RECLAIM_AFTER = Duration.ofMillis(300);
  private static final Duration RECLAIM_AGAIN = Duration.ofSeconds(1);
  private static final long RETRY_AFTER_MS = 1_000;
  private static final String TOO_LONG = "The login took too long";

  private sealed interface State {
    record Stranger() implements State {}

    /**
     * The nickname is asked for.
     *
     * @param since when it was, in UTC milliseconds by this node's clock
     */
    record Claiming(
        @Nullable String re,
        @Nullable Integer heartbeatMs,
        String connection,
        RecipientRef<Presence.Command> presence,
        long since)
        implements State {
      Claiming again(long now) {
        return new Claiming(re, heartbeatMs, connection, presence, now);
      }
    }

    /**
     * The nickname is this connection's; what is known of the person is being looked up.
     *
     * @param called into conversations that awoke meanwhile
     */
    record Welcoming(Claiming claim, List<Called> called) implements State {}

    record LoggedIn(Me me) implements State {}

    /** Says goodbye as soon as what was asked before has been answered. */
    record Leaving(Me me, @Nullable String re, boolean released) implements State {}

    record Over() implements State {}
  }

  /** A call into a private conversation, as in {@link Places#callIn}. */
  private record Called(String room, @Nullable Long after) {}

  /** What is looked up of a person at login. */
  private record AtLogin(List<String> blocked, Map<String, Long> standings) {
    static final AtLogin NOTHING = new AtLogin(List.of(), Map.of());
  }

  private final DoorTools tools;
  private final InetAddress from;
  private final Outlet outlet;
  private final Line line;
  private final Places places;
  private final Questions questions;
  private final Letters letters;
  private final AccountRequests accounts;
  private final Blocking blocking;
  private State state = new State.Stranger();

  /** The session that the last {@code hello} wanted to resume. */
  private @Nullable String wanted;

  /** Whether this login is among those that are counted. */
  private boolean counted;

  /**
   * A conversation in which nothing was said yet.
   *
   * @param from the client's address
   */
  Conversation(DoorTools tools, Outlet outlet, Line line, InetAddress from) {
    this.tools = tools;
    this.from = from;
    this.outlet = outlet;
    this.line = line;
    this.places = new Places(tools, outlet, line);
    this.questions = new Questions(tools, outlet);
    this.letters = new Letters(tools, outlet, line, places);
    this.accounts = new AccountRequests(outlet, line);
    this.blocking = new Blocking(tools, outlet, line);
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean waits() {
    return places.makeWait()
        || questions.makeWait()
        || letters.makeWait()
        || accounts.makeWait()
        || blocking.makeWait()
        || !(state instanceof State.Stranger || state instanceof State.LoggedIn);
  }

  /** Whether nobody has logged in yet. */
  boolean isStranger() {
    return state instanceof State.Stranger || isLoggingIn();
  }

  /** Whether somebody wants to log in and has no answer yet. */
  boolean isLoggingIn() {
    return state instanceof State.Claiming || state instanceof State.Welcoming;
  }

  /** Whether a frame is answered without anybody inside. */
  boolean answersAlone(ClientFrame frame) {
    return frame instanceof ClientFrame.Ping || frame instanceof ClientFrame.Bye;
  }

  void on(ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Ping ping ->
          outlet.offer(Frames.encode(new ServerFrame.Pong(ping.id(), now())));
      case ClientFrame.Bye bye -> onBye(bye);
      case ClientFrame.Hello hello -> onHello(hello);
      default -> {
        if (state instanceof State.LoggedIn loggedIn) {
          on(frame, loggedIn.me);
        } else {
          refuse(frame.id(), ErrorCode.NOT_LOGGED_IN);
        }
      }
    }
  }

  private void on(ClientFrame frame, Me me) {
    switch (frame) {
      case ClientFrame.Say say when say.room().isPrivate() -> letters.on(say, me);
      case ClientFrame.InRoom inRoom -> places.on(inRoom, me.visitor());
      case ClientFrame.Tell tell -> letters.on(tell, me);
      case ClientFrame.Rooms list -> questions.on(list);
      case ClientFrame.Conversations list -> questions.on(list, me.person().id());
      case ClientFrame.Search search -> questions.on(search, me.person().id());
      case ClientFrame.Register register -> accounts.on(register, me);
      case ClientFrame.Account account -> accounts.on(account, me);
      case ClientFrame.Block block -> blocking.on(block, me);
      case ClientFrame.Ping ping -> throw new IllegalArgumentException("Obeyed before login");
      case ClientFrame.Bye bye -> throw new IllegalArgumentException("Obeyed before login");
      case ClientFrame.Hello hello -> throw new IllegalArgumentException("Obeyed before login");
    }
  }

  private long now() {
    return tools.clock().millis();
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
      outlet.offer(Refusals.reasoned(hello.id(), ErrorCode.NICKNAME_RESERVED, "reserved"));
      return;
    }
    // Who resumes proves it by a token, which nobody guesses.
    boolean guesses = hello.password() != null && hello.resume() == null;
    long wait = !guesses ? 0 : tools.bounds().throttles().waitMs(from, now());
    if (wait > 0) {
      Limit.LOGIN_FAILURES_OF_ADDRESS.bit();
      var slowed = new Presence.Refused("", Presence.Refusal.TOO_FAST, wait);
      outlet.offer(Refusals.encode(hello.id(), slowed));
      return;
    }
    wanted = hello.resume();
    String connection = UUID.randomUUID().toString();
    var presence = tools.presences().apply(skeleton);
    state = new State.Claiming(hello.id(), hello.heartbeatMs(), connection, presence, now());
    presence.tell(
        new Presence.Claim(
            nickname.value(),
            hello.resume(),
            hello.password(),
            Networks.of(from).getHostAddress(),
            connection,
            false,
            line.self()));
    line.startAnswerTimer();
  }

  void on(Presence.Reply reply) {
    switch (reply) {
      case Presence.Granted granted -> onGranted(granted);
      case Presence.Refused refused -> onRefused(refused);
      case Presence.Released released -> onReleased();
      case Presence.Replaced replaced -> onReplaced();
      case Presence.Registered registered -> onRegistered(registered);
      case Presence.AccountChanged changed -> onAccountChanged(changed);
      case Presence.Found found -> throw new IllegalArgumentException("Nobody was asked");
      case Presence.CallIn call -> callIn(call.room(), call.seq());
      case Presence.CallInToo others -> onCallInToo(others);
      case Presence.ReadElsewhere read ->
          outlet.offer(Frames.encode(new ServerFrame.ReadUpTo(read.room(), read.seq())));
      case Presence.BlockedElsewhere block ->
          outlet.offer(Frames.encode(new ServerFrame.Blocked(block.nickname(), block.blocked())));
    }
  }

  private void onGranted(Presence.Granted granted) {
    if (state instanceof State.LoggedIn loggedIn
        && loggedIn.me.connection().equals(granted.connection())) {
      // A presence that started anew knows this connection again.
      line.cancelReclaimTimer();
      line.watch(granted.presence());
      granted.conversations().forEach(room -> callIn(room, null));
    } else if (state instanceof State.Claiming claiming
        && claiming.connection.equals(granted.connection())) {
      long grantedAt = now();
      if (isStale(claiming.since)) {
        // The answer may have lain here while the node stood still.
        claimAgain(claiming, granted);
        return;
      }
      var welcoming = new State.Welcoming(claiming, new ArrayList<>(0));
      if (granted.isNew()) {
        welcome(welcoming, granted, AtLogin.NOTHING);
        return;
      }
      state = welcoming;
      line.await(
          tools
              .blocks()
              .blockedBy(granted.person())
              .thenCombine(tools.memberships().privateStandings(granted.person()), AtLogin::new),
          (known, failure) -> {
            if (!state.equals(welcoming)) {
              release(granted);
            } else if (failure != null) {
              release(granted);
              giveUp(claiming, ErrorCode.UNAVAILABLE.meaning());
            } else if (isStale(grantedAt)) {
              claimAgain(claiming, granted);
            } else {
              welcome(welcoming, granted, known);
            }
          });
    } else {
      // Too late: the client was told so, and has perhaps gone.
      release(granted);
    }
  }

  private boolean isStale(long since) {
    return now() - since > tools.prompt().toMillis();
  }

  /** What was granted may have gone to somebody else meanwhile; the answer timer runs on. */
  private void claimAgain(State.Claiming claiming, Presence.Granted granted) {
    state = claiming.again(now());
    claiming.presence.tell(
        new Presence.Claim(
            granted.nickname(),
            granted.session(),
            null,
            Networks.of(from).getHostAddress(),
            claiming.connection,
            false,
            line.self()));
  }

  private void giveUp(State.Claiming claiming, String message) {
    line.cancelAnswerTimer();
    state = new State.Stranger();
    outlet.offer(Frames.refusal(claiming.re, ErrorCode.UNAVAILABLE, message, RETRY_AFTER_MS));
  }

  /** Who resumed is told to try again, and has to find the session as it was. */
  private void release(Presence.Granted granted) {
    boolean resumed = granted.session().equals(wanted);
    granted.presence().tell(new Presence.Release(granted.connection(), line.self(), resumed));
  }

  private void welcome(State.Welcoming welcoming, Presence.Granted granted, AtLogin known) {
    line.cancelAnswerTimer();
    State.Claiming claiming = welcoming.claim;
    line.watch(granted.presence());
    places.beginAt(known.standings);
    tools.connections().loggedIn();
    counted = true;
    Visitor visitor =
        new Visitor(
            new Person(granted.person(), granted.nickname()),
            granted.account(),
            granted.admin(),
            Networks.of(from).getHostAddress());
    state =
        new State.LoggedIn(
            new Me(visitor, claiming.connection, granted.session(), claiming.presence));
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
                tools.elsewhere().get(),
                known.blocked)));
    granted.conversations().forEach(room -> callIn(room, null));
    welcoming.called.forEach(called -> callIn(called.room, called.after));
  }

  private void onCallInToo(Presence.CallInToo others) {
    boolean mine =
        switch (state) {
          case State.Welcoming welcoming -> welcoming.claim.connection.equals(others.connection());
          case State.LoggedIn loggedIn -> loggedIn.me.connection().equals(others.connection());
          default -> false;
        };
    if (mine) {
      others.conversations().forEach(room -> callIn(room, null));
    }
  }

  private void callIn(String room, @Nullable Long after) {
    if (state instanceof State.LoggedIn loggedIn) {
      places.callIn(new RoomName(room), loggedIn.me.visitor(), after);
    } else if (state instanceof State.Welcoming welcoming) {
      welcoming.called.add(new Called(room, after));
    }
  }

  private void onRefused(Presence.Refused refused) {
    if (refused.reason() == Presence.Refusal.WRONG_PASSWORD) {
      tools.bounds().throttles().failed(from, now());
    } else if (refused.reason() == Presence.Refusal.TOO_FAST) {
      Limit.LOGIN_FAILURES.bit();
    }
    if (state instanceof State.Claiming claiming && claiming.connection.equals(refused.request())) {
      line.cancelAnswerTimer();
      state = new State.Stranger();
      outlet.offer(Refusals.encode(claiming.re, refused));
    } else if (state instanceof State.LoggedIn loggedIn
        && loggedIn.me.connection().equals(refused.request())) {
      onReclaimRefused(refused.reason());
    } else {
      accounts.refused(refused);
    }
  }

  /** One that cannot tell yet is asked again; else it does not know the person any more. */
  private void onReclaimRefused(Presence.Refusal reason) {
    if (reason != Presence.Refusal.UNAVAILABLE) {
      onReplaced();
    }
  }

  /** A presence has not answered in time. */
  void answerTimedOut() {
    if (state instanceof State.Claiming claiming) {
      giveUp(claiming, TOO_LONG);
    } else if (state instanceof State.Welcoming welcoming) {
      giveUp(welcoming.claim, TOO_LONG);
    }
    accounts.timedOut();
  }

  /** The presence has ended, perhaps to start again on another node. */
  void presenceEnded() {
    if (state instanceof State.LoggedIn) {
      line.startReclaimTimer(RECLAIM_AFTER);
    }
  }

  /**
   * Makes itself known to the presence that took the place of the one that ended; again and again
   * until it answers, for the nickname is lost when it does not hear of this connection in time.
   */
  void reclaim() {
    if (state instanceof State.LoggedIn loggedIn) {
      line.startReclaimTimer(RECLAIM_AGAIN);
      Me me = loggedIn.me;
      me.presence()
          .tell(
              new Presence.Claim(
                  me.person().nickname(),
                  me.session(),
                  null,
                  me.visitor().address(),
                  me.connection(),
                  true,
                  line.self()));
    }
  }

  private void onReplaced() {
    if (state instanceof State.LoggedIn || state instanceof State.Welcoming) {
      places.end(true);
      state = new State.Over();
      refuse(null, ErrorCode.REPLACED);
      line.close();
    }
  }

  private void onRegistered(Presence.Registered registered) {
    if (state instanceof State.LoggedIn loggedIn) {
      Me me = loggedIn.me.withAccount();
      state = new State.LoggedIn(me);
      places.registered(me.visitor());
    }
    accounts.registered(registered);
  }

  private void onAccountChanged(Presence.AccountChanged changed) {
    accounts.changed(changed);
    if (changed.action() == ClientFrame.Account.Action.DELETE) {
      // Nobody is logged in here any more.
      places.end(false);
      state = new State.Over();
      line.close();
    }
  }

  void on(ConnectionEvent event) {
    if (event instanceof ConnectionEvent.HasRead read && state instanceof State.LoggedIn in) {
      in.me
          .presence()
          .tell(new Presence.SpreadRead(in.me.connection(), read.room().value(), read.seq()));
    }
    if (event instanceof ConnectionEvent.ToJoinAnew anew && state instanceof State.LoggedIn in) {
      places.on(anew, in.me.visitor());
    } else {
      places.on(event);
    }
  }

  // The end

  private void onBye(ClientFrame.Bye bye) {
    if (state instanceof State.LoggedIn loggedIn) {
      state = new State.Leaving(loggedIn.me, bye.id(), false);
      proceed();
    } else {
      sayBye(bye.id());
    }
  }

  /** Goes on with what waited for earlier requests. */
  void proceed() {
    places.proceed();
    questions.proceed();
    if (state instanceof State.Leaving leaving && !leaving.released && outlet.unanswered() == 0) {
      state = new State.Leaving(leaving.me, leaving.re, true);
      places.end(false);
      leaving.me.presence().tell(new Presence.Release(leaving.me.connection(), line.self(), false));
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
    if (counted) {
      counted = false;
      tools.connections().loggedOut();
    }
    state = new State.Over();
  }
}
