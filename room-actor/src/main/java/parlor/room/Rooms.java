package parlor.room;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parlor.actor.Switch;
import parlor.cluster.ClusterMessage;
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

  /**
   * A connection asks which rooms there are in the whole cluster; answered through its outlet:
   * completely, or not at all.
   */
  public record ListRooms(ClientFrame.Rooms frame, Outlet outlet) implements Command {}

  /**
   * This node ends: its rooms close and none is opened any more. A room that stayed would look for
   * its ledger, which is going, and what it sends would keep the shards from ending.
   *
   * @param replyTo is told when the last one has ended
   */
  public record CloseAll(ActorRef<Done> replyTo) implements Command {}

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

  /** What the same actors of other nodes ask. */
  public sealed interface FromOthers extends Command, ClusterMessage {}

  /** Which rooms are on this node? {@code after} is as in {@link RoomsGathering#create}. */
  public record TellRooms(String after, ActorRef<RoomsHere> replyTo) implements FromOthers {}

  /** A page of the rooms on a node, by name; {@code more} if it goes on. */
  public record RoomsHere(List<RoomInfo> rooms, boolean more) implements ClusterMessage {}

  /** The other nodes' pages; null if one of them did not answer. */
  record Gathered(String after, @Nullable List<RoomList.Page> pages) implements Command {}

  private record NodesFound(Receptionist.Listing nodes) implements Command {}

  private record RoomEnded(RoomName room, ActorRef<RoomActor.Command> actor) implements Command {}

  /** An open room. */
  private static final class Entry {
    final ActorRef<RoomActor.Command> actor;
    int opened;

    Entry(ActorRef<RoomActor.Command> actor) {
      this.actor = actor;
    }
  }

  /** Instead of an entry's number: all that a private conversation has said since it awoke. */
  public static final long SINCE_AWAKE = -1;

  private static final ServiceKey<FromOthers> EVERYWHERE =
      ServiceKey.create(FromOthers.class, "rooms");
  private static final long FULL_RETRY_AFTER_MS = 10_000;

  /** No room is open yet; {@code ledgers} leads to each room's ledger wherever it lives. */
  public static Behavior<Command> create(
      RoomActor.Tools tools, Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers) {
    return Behaviors.setup(context -> new Rooms(context, tools, ledgers));
  }

  private final RoomActor.Tools tools;
  private final Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers;
  private final Map<String, Entry> open = new HashMap<>();

  /** How many are open, for those who look from outside. */
  private final AtomicInteger count = new AtomicInteger();

  private final RoomList list = new RoomList();

  /** Who waits for a page, by the name after which it begins. */
  private final Map<String, List<ListRooms>> waiting = new HashMap<>();

  /** The other nodes that can be reached; null while one cannot. */
  private @Nullable Set<ActorRef<FromOthers>> others = Set.of();

  private long lastId;

  /** How many room actors live, closed ones that have not ended yet among them. */
  private int alive;

  /** Who waits for the end of the last one; null while this node stays. */
  private @Nullable ActorRef<Done> closing;

  private Rooms(
      ActorContext<Command> context,
      RoomActor.Tools tools,
      Function<RoomName, RecipientRef<RoomLedger.Command>> ledgers) {
    super(context);
    Gauges.show("parlor.rooms", count, Number::doubleValue);
    this.tools = tools;
    this.ledgers = ledgers;
    var nodes = context.messageAdapter(Receptionist.Listing.class, NodesFound::new);
    var receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(EVERYWHERE, context.getSelf().narrow()));
    receptionist.tell(Receptionist.subscribe(EVERYWHERE, nodes));
  }

  @Override
  public Receive<Command> createReceive() {
    return new Switch<>(this::on);
  }

  private Behavior<Rooms.Command> on(Rooms.Command message) {
    return switch (message) {
      case Join join -> onJoin(join);
      case ListRooms rooms -> onListRooms(rooms);
      case TellRooms rooms -> onTellRooms(rooms);
      case Gathered gathered -> onGathered(gathered);
      case NodesFound found -> onNodesFound(found);
      case RoomChanged changed -> onRoomChanged(changed);
      case RoomEmpty empty -> onRoomEmpty(empty);
      case RoomEnded ended -> onRoomEnded(ended);
      case CloseAll all -> onCloseAll(all);
    };
  }

  private Behavior<Command> onJoin(Join join) {
    if (closing != null) {
      refuse(join, "This server is ending");
      return this;
    }
    if (!open.containsKey(join.frame().room().value()) && open.size() >= tools.settings().rooms()) {
      Limit.ROOMS.bit();
      refuse(join, "This server has as many rooms open as it may");
      return this;
    }
    Entry room = open.computeIfAbsent(join.frame().room().value(), name -> openRoom(join));
    room.opened++;
    count.set(open.size());
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

  private static void refuse(Join join, String why) {
    join.connection().tell(new ConnectionEvent.JoinRefused(join.frame().room()));
    if (!join.quiet()) {
      join.outlet()
          .answer(
              Frames.refusal(join.frame().id(), ErrorCode.UNAVAILABLE, why, FULL_RETRY_AFTER_MS));
    }
  }

  private Entry openRoom(Join join) {
    RoomName name = join.frame().room();
    ActorRef<RoomActor.Command> actor =
        getContext()
            .spawn(
                RoomActor.create(name, tools, ledgers.apply(name), getContext().getSelf().narrow()),
                newId("room"));
    alive++;
    getContext().watchWith(actor, new RoomEnded(name, actor));
    return new Entry(actor);
  }

  private String newId(String what) {
    lastId++;
    return what + "-" + lastId;
  }

  private Behavior<Command> onNodesFound(NodesFound found) {
    Set<ActorRef<FromOthers>> reachable =
        new HashSet<>(found.nodes.getServiceInstances(EVERYWHERE));
    boolean all = reachable.containsAll(found.nodes.getAllServiceInstances(EVERYWHERE));
    reachable.remove(getContext().getSelf().<FromOthers>narrow());
    others = all ? reachable : null;
    return this;
  }

  /** Whoever asks for the same page meanwhile waits with the first. */
  private Behavior<Command> onListRooms(ListRooms asked) {
    String after = asked.frame().after() == null ? "" : asked.frame().after();
    if (others == null) {
      asked.outlet().answer(Frames.unavailable(asked.frame().id()));
    } else if (others.isEmpty()) {
      answer(asked, list.page(after));
    } else {
      List<ListRooms> together = waiting.computeIfAbsent(after, page -> new ArrayList<>());
      together.add(asked);
      if (together.size() == 1) {
        getContext()
            .spawnAnonymous(RoomsGathering.create(after, others, getContext().getSelf().narrow()));
      }
    }
    return this;
  }

  private Behavior<Command> onTellRooms(TellRooms asked) {
    RoomList.Page page = list.page(asked.after());
    asked.replyTo().tell(new RoomsHere(page.rooms(), page.more()));
    return this;
  }

  private Behavior<Command> onGathered(Gathered gathered) {
    List<ListRooms> together = waiting.remove(gathered.after());
    if (gathered.pages() == null) {
      together.forEach(asked -> asked.outlet().answer(Frames.unavailable(asked.frame().id())));
    } else {
      List<RoomList.Page> pages = new ArrayList<>(gathered.pages());
      pages.add(list.page(gathered.after()));
      RoomList.Page merged = RoomList.merge(pages);
      together.forEach(asked -> answer(asked, merged));
    }
    return this;
  }

  private static void answer(ListRooms asked, RoomList.Page page) {
    asked
        .outlet()
        .answer(
            Frames.encode(new ServerFrame.Rooms(asked.frame().id(), page.rooms(), page.more())));
  }

  private Behavior<Command> onRoomChanged(RoomChanged changed) {
    Entry room = open.get(changed.room().value());
    if (room != null && room.actor.equals(changed.actor())) {
      if (changed.info().members() > 0 && !changed.hidden() && !changed.room().isPrivate()) {
        list.put(changed.info());
      } else {
        list.remove(changed.room().value());
      }
    }
    return this;
  }

  /** A join that is on its way to the room keeps it open. */
  private Behavior<Command> onRoomEmpty(RoomEmpty empty) {
    Entry room = open.get(empty.room().value());
    if (room != null && room.actor.equals(empty.actor()) && room.opened == empty.opened()) {
      close(empty.room());
      empty.actor().tell(new RoomActor.Close());
    }
    return this;
  }

  private Behavior<Command> onRoomEnded(RoomEnded ended) {
    Entry room = open.get(ended.room().value());
    if (room != null && room.actor.equals(ended.actor())) {
      close(ended.room());
    }
    alive--;
    replyIfAllEnded();
    return this;
  }

  private Behavior<Command> onCloseAll(CloseAll all) {
    closing = all.replyTo();
    open.values().forEach(room -> room.actor.tell(new RoomActor.Close()));
    replyIfAllEnded();
    return this;
  }

  private void replyIfAllEnded() {
    if (closing != null && alive == 0) {
      closing.tell(Done.getInstance());
    }
  }

  private void close(RoomName room) {
    open.remove(room.value());
    count.set(open.size());
    list.remove(room.value());
  }
}
