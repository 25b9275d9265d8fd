package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.people.PersonId;
import parlor.people.Visitor;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * One connection in one room: checks what it may do there and does it. What others say does not
 * pass through here: the room writes it to the connection's outlet.
 */
public final class UserSession extends AbstractBehavior<UserSession.Command> {

  public sealed interface Command {}

  /**
   * A frame of the connection about this room; each was counted by the outlet if it is answered.
   */
  public record Request(ClientFrame.InRoom frame) implements Command {}

  /** The connection has ended: with {@code bye}, or {@code lost} so that the person may resume. */
  public record ConnectionEnded(boolean lost) implements Command {}

  /** The person was a guest and has an account now. */
  public record Registered(Visitor visitor) implements Command {}

  /** The connection sends no more: it knows that its place is gone. */
  public record Dismissed() implements Command {}

  /** The room has answered the join. */
  record Admitted() implements Command {}

  /** The room does not answer just now; what waits for it is refused, what comes later waits. */
  record Delayed() implements Command {}

  /** The place is gone, or was not granted. */
  record PutOut() implements Command {}

  private record HistoryRead(
      ClientFrame.History request, List<Entry> found, @Nullable Throwable failure)
      implements Command {}

  private record FilesFound(
      ClientFrame.Say say, Optional<List<Attachment>> files, @Nullable Throwable failure)
      implements Command {}

  /** What a session works with. */
  record Tools(RoomActor.Tools room, Outlet outlet, ActorRef<RoomActor.Command> actor) {}

  private static final int MAX_STASHED = 1000;
  private static final Duration TYPING_PAUSE = Duration.ofSeconds(2);
  private static final long RETRY_AFTER_MS = 1000;

  static Behavior<Command> create(
      String session,
      PersonId person,
      RoomName room,
      Tools tools,
      ActorRef<ConnectionEvent> connection) {
    return Behaviors.setup(
        context ->
            Behaviors.withStash(
                MAX_STASHED,
                stash -> {
                  context.watchWith(connection, new ConnectionEnded(true));
                  UserSession inside =
                      new UserSession(context, session, person, room, tools, connection);
                  return inside.entering(stash);
                }));
  }

  private final String session;
  private final PersonId person;
  private final RoomName room;
  private final Outlet outlet;
  private final RoomActor.Tools tools;
  private final ActorRef<RoomActor.Command> actor;
  private final ActorRef<ConnectionEvent> connection;
  private final TokenBucket messages;
  private long typedAt = Long.MIN_VALUE / 2;

  /** Requests that wait for a store. */
  private int lookedUp;

  /** Whether the connection knows that its place is gone. */
  private boolean dismissed;

  private UserSession(
      ActorContext<Command> context,
      String session,
      PersonId person,
      RoomName room,
      Tools tools,
      ActorRef<ConnectionEvent> connection) {
    super(context);
    this.session = session;
    this.person = person;
    this.room = room;
    this.outlet = tools.outlet();
    this.tools = tools.room();
    this.actor = tools.actor();
    this.connection = connection;
    this.messages = new TokenBucket(this.tools.settings().messageRate(), now());
  }

  /** Until the room has answered the join, what comes behind it waits. */
  private Behavior<Command> entering(StashBuffer<Command> stash) {
    return Behaviors.receive(Command.class)
        .onMessage(Admitted.class, admitted -> stash.unstashAll(this))
        .onMessage(ConnectionEnded.class, this::onConnectionEnded)
        .onMessage(PutOut.class, out -> stash.unstashAll(outside()))
        .onMessage(Delayed.class, delayed -> onDelayed(stash))
        .onMessage(Registered.class, this::onRegistered)
        .onMessage(
            Request.class,
            request -> {
              if (stash.isFull()) {
                refuse(request.frame(), ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
              } else {
                stash.stash(request);
              }
              return Behaviors.same();
            })
        .onSignal(PostStop.class, stopped -> onStoppedBefore(stash))
        .build();
  }

  private Behavior<Command> onDelayed(StashBuffer<Command> stash) {
    refuseAll(stash);
    stash.clear();
    return Behaviors.same();
  }

  /** What waited for the room gets an answer even if the room never gave one. */
  private Behavior<Command> onStoppedBefore(StashBuffer<Command> stash) {
    refuseAll(stash);
    return onStopped();
  }

  private void refuseAll(StashBuffer<Command> stash) {
    stash.forEach(
        command -> {
          if (command instanceof Request request) {
            refuse(request.frame(), ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
          }
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Request.class, this::onRequest)
        .onMessage(HistoryRead.class, this::onHistoryRead)
        .onMessage(FilesFound.class, this::onFilesFound)
        .onMessage(ConnectionEnded.class, this::onConnectionEnded)
        .onMessage(PutOut.class, out -> outside())
        .onMessage(Delayed.class, delayed -> this)
        .onMessage(Registered.class, this::onRegistered)
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  /** The place is gone, and the connection sends until it knows that. */
  private Behavior<Command> outside() {
    connection.tell(new ConnectionEvent.PutOut(room, getContext().getSelf()));
    return Behaviors.receive(Command.class)
        .onMessage(Request.class, request -> onRequestOutside(request.frame()))
        .onMessage(HistoryRead.class, read -> onFoundOutside(read.request()))
        .onMessage(FilesFound.class, found -> onFoundOutside(found.say()))
        .onMessage(Dismissed.class, told -> onDismissed())
        .onMessage(Registered.class, registered -> Behaviors.same())
        .onMessage(ConnectionEnded.class, ended -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onFoundOutside(ClientFrame.InRoom frame) {
    lookedUp--;
    notInRoom(frame);
    return stopWhenAnswered();
  }

  private Behavior<Command> onDismissed() {
    dismissed = true;
    return stopWhenAnswered();
  }

  /** While a request has no answer the connection takes nothing more in. */
  private Behavior<Command> stopWhenAnswered() {
    return dismissed && lookedUp == 0 ? Behaviors.stopped() : Behaviors.same();
  }

  private Behavior<Command> onRequestOutside(ClientFrame.InRoom frame) {
    if (frame instanceof ClientFrame.Join join) {
      connection.tell(new ConnectionEvent.ToJoinAnew(getContext().getSelf(), join));
      return Behaviors.same();
    }
    return notInRoom(frame);
  }

  private Behavior<Command> notInRoom(ClientFrame.InRoom frame) {
    if (!(frame instanceof ClientFrame.Typing) || frame.id() != null) {
      outlet.answer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onRequest(Request request) {
    switch (request.frame()) {
      case ClientFrame.Say say -> onSay(say);
      case ClientFrame.Typing typing -> onTyping(typing);
      case ClientFrame.History history -> onHistory(history);
      case ClientFrame.Members members -> actor.tell(new RoomActor.ListMembers(session, members));
      case ClientFrame.Join join -> actor.tell(new RoomActor.JoinAgain(session, join));
      case ClientFrame.Read read -> actor.tell(new RoomActor.Read(session, read));
      case ClientFrame.Leave leave -> actor.tell(new RoomActor.Leave(session, leave));
      case ClientFrame.Moderating act -> actor.tell(new RoomActor.Moderate(session, act));
    }
    return this;
  }

  private void onSay(ClientFrame.Say say) {
    // The ledger counts those of the person's other devices too.
    long wait = messages.takeOrWait(now());
    if (wait == 0) {
      sayWithFiles(say);
    } else {
      Limit.MESSAGE_RATE.bit();
      refuse(say, ErrorCode.RATE_LIMITED, wait);
    }
  }

  private void sayWithFiles(ClientFrame.Say say) {
    if (say.attachments().isEmpty()) {
      actor.tell(new RoomActor.Say(session, say, List.of()));
    } else {
      lookedUp++;
      getContext()
          .pipeToSelf(
              tools.files().use(person, room.value(), say.attachments()),
              (files, failure) ->
                  new FilesFound(say, files == null ? Optional.empty() : files, failure));
    }
  }

  private Behavior<Command> onFilesFound(FilesFound found) {
    lookedUp--;
    if (found.failure() != null) {
      getContext().getLog().error("Files cannot be said in room {}", room, found.failure());
      refuse(found.say(), ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    } else if (found.files().isEmpty()) {
      outlet.answer(Frames.refusal(found.say().id(), ErrorCode.FILE_UNKNOWN));
    } else {
      actor.tell(new RoomActor.Say(session, found.say(), found.files().get()));
    }
    return this;
  }

  /** Others are told at most once in a while, however often it is said. */
  private void onTyping(ClientFrame.Typing typing) {
    long now = now();
    if (now - typedAt >= TYPING_PAUSE.toMillis()) {
      typedAt = now;
      actor.tell(new RoomActor.Type(session));
    }
    if (typing.id() != null) {
      outlet.answer(Frames.encode(new ServerFrame.Ok(typing.id())));
    }
  }

  private void onHistory(ClientFrame.History request) {
    lookedUp++;
    getContext()
        .pipeToSelf(
            HistoryPager.read(tools.log(), room.value(), request, limit(request)),
            (found, failure) ->
                new HistoryRead(request, found == null ? List.of() : found, failure));
  }

  private Behavior<Command> onHistoryRead(HistoryRead read) {
    lookedUp--;
    if (read.failure() == null) {
      outlet.answer(
          HistoryPager.answer(room.value(), read.request(), read.found(), limit(read.request())));
    } else {
      getContext().getLog().error("Cannot read the log of room {}", room, read.failure());
      refuse(read.request(), ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    }
    return this;
  }

  private int limit(ClientFrame.History request) {
    int max = tools.settings().historyMessages();
    return request.limit() == null ? max : Math.min(max, request.limit());
  }

  private void refuse(ClientFrame request, ErrorCode code, long retryAfterMs) {
    outlet.answer(Frames.refusal(request.id(), code, code.meaning(), retryAfterMs));
  }

  private Behavior<Command> onRegistered(Registered registered) {
    actor.tell(new RoomActor.Registered(session, registered.visitor()));
    return Behaviors.same();
  }

  private Behavior<Command> onConnectionEnded(ConnectionEnded ended) {
    actor.tell(new RoomActor.End(session, ended.lost()));
    return Behaviors.stopped();
  }

  private Behavior<Command> onStopped() {
    connection.tell(new ConnectionEvent.SessionEnded(room));
    return Behaviors.same();
  }

  private long now() {
    return tools.clock().millis();
  }
}
