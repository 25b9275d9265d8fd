package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.people.Visitor;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/** The rooms that somebody on this node is in: opens and closes them, and lists them. */
public final class Rooms extends AbstractBehavior<Rooms.Command> {

  public sealed interface Command {}

  /**
   * A connection joins a room that it is not in; it is told {@link ConnectionEvent.SessionOpened}
   * first, and the answer comes through its outlet.
   *
   * @param quiet whether the connection is called in: then it is told {@link
   *     ConnectionEvent.CalledIn} instead of getting an answer
   */
  public record Join(
      Visitor visitor,
      Outlet outlet,
      ActorRef<ConnectionEvent> connection,
      ClientFrame.Join frame,
      boolean quiet)
      implements Command {}

  /** A connection asks which rooms there are; answered through its outlet. */
  public record ListRooms(ClientFrame.Rooms frame, Outlet outlet) implements Command {}

  sealed interface FromRoom extends Command {}

  /**
   * Nobody is in the room on this node.
   *
   * @param opened how many places the room had opened by then
   */
  record RoomEmpty(RoomName room, ActorRef<RoomActor.Command> actor, int opened)
      implements FromRoom {}

  record RoomChanged(
      RoomName room, ActorRef<RoomActor.Command> actor, RoomInfo info, boolean hidden)
      implements FromRoom {}

  private record RoomEnded(RoomName room, ActorRef<RoomActor.Command> actor) implements Command {}

  /** An open room. */
  private static final class Entry {
    final ActorRef<RoomActor.Command> actor;
    int opened;
    @Nullable RoomInfo listed;

    Entry(ActorRef<RoomActor.Command> actor) {
      this.actor = actor;
    }
  }

  /** Instead of an entry's number: all that a private conversation has said since it awoke. */
  public static final long SINCE_AWAKE = -1;

  private static final int ROOMS_PER_PAGE = 200;
  private static final long FULL_RETRY_AFTER_MS = 10_000;

  /** No room is open yet; {@code ledgers} leads to each room's ledger wherever it lives. */
  public static Behavior<Command> create(
      RoomActor.Tools tools, Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers) {
    return Behaviors.setup(context -> new Rooms(context, tools, ledgers));
  }

  private final RoomActor.Tools tools;
  private final Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers;
  private final TreeMap<String, Entry> open = new TreeMap<>();
  private long lastId;

  private Rooms(
      ActorContext<Command> context,
      RoomActor.Tools tools,
      Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers) {
    super(context);
    this.tools = tools;
    this.ledgers = ledgers;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Join.class, this::onJoin)
        .onMessage(ListRooms.class, this::onListRooms)
        .onMessage(RoomChanged.class, this::onRoomChanged)
        .onMessage(RoomEmpty.class, this::onRoomEmpty)
        .onMessage(RoomEnded.class, this::onRoomEnded)
        .build();
  }

  private Behavior<Command> onJoin(Join join) {
    if (!open.containsKey(join.frame().room().value()) && open.size() >= tools.settings().rooms()) {
      refuse(join);
      return this;
    }
    Entry room = open.computeIfAbsent(join.frame().room().value(), name -> openRoom(join));
    room.opened++;
    room.actor.tell(
        new RoomActor.Open(
            newId("session"),
            join.visitor(),
            join.outlet(),
            join.connection(),
            join.frame(),
            join.quiet()));
    return this;
  }

  private static void refuse(Join join) {
    join.connection().tell(new ConnectionEvent.JoinRefused(join.frame().room()));
    if (!join.quiet()) {
      join.outlet()
          .answer(
              Frames.refusal(
                  join.frame().id(),
                  ErrorCode.UNAVAILABLE,
                  "This server has as many rooms open as it may",
                  FULL_RETRY_AFTER_MS));
    }
  }

  private Entry openRoom(Join join) {
    RoomName name = join.frame().room();
    ActorRef<RoomActor.Command> actor =
        getContext()
            .spawn(
                RoomActor.create(name, tools, ledgers.apply(name), getContext().getSelf().narrow()),
                newId("room"));
    getContext().watchWith(actor, new RoomEnded(name, actor));
    return new Entry(actor);
  }

  private String newId(String what) {
    lastId++;
    return what + "-" + lastId;
  }

  private Behavior<Command> onListRooms(ListRooms list) {
    String after = list.frame().after();
    Map<String, Entry> rest = after == null ? open : open.tailMap(after, false);
    List<RoomInfo> page = new ArrayList<>();
    boolean more = false;
    for (Map.Entry<String, Entry> room : rest.entrySet()) {
      if (page.size() == ROOMS_PER_PAGE) {
        more = true;
        break;
      }
      RoomInfo info = room.getValue().listed;
      if (info != null) {
        page.add(info);
      }
    }
    list.outlet().answer(Frames.encode(new ServerFrame.Rooms(list.frame().id(), page, more)));
    return this;
  }

  private Behavior<Command> onRoomChanged(RoomChanged changed) {
    Entry room = open.get(changed.room().value());
    if (room != null && room.actor.equals(changed.actor())) {
      boolean shown =
          changed.info().members() > 0 && !changed.hidden() && !changed.room().isPrivate();
      room.listed = shown ? changed.info() : null;
    }
    return this;
  }

  /** A join that is on its way to the room keeps it open. */
  private Behavior<Command> onRoomEmpty(RoomEmpty empty) {
    Entry room = open.get(empty.room().value());
    if (room != null && room.actor.equals(empty.actor()) && room.opened == empty.opened()) {
      open.remove(empty.room().value());
      empty.actor().tell(new RoomActor.Close());
    }
    return this;
  }

  private Behavior<Command> onRoomEnded(RoomEnded ended) {
    Entry room = open.get(ended.room().value());
    if (room != null && room.actor.equals(ended.actor())) {
      open.remove(ended.room().value());
    }
    return this;
  }
}
