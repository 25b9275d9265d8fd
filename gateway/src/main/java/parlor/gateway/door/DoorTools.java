package parlor.gateway.door;

import akka.actor.typed.ActorRef;
import akka.actor.typed.RecipientRef;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.people.Blocks;
import parlor.people.Memberships;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.protocol.ClientFrameCodec;
import parlor.room.Rooms;

/**
 * What a connection works with.
 *
 * @param presences leads to who decides on nicknames that look like this
 * @param persons finds out who has a nickname
 * @param prompt how long a login may wait for what it asked inside; what took longer is stale
 * @param elsewhere the other doors of the cluster, {@code host:port} each
 */
public record DoorTools(
    DoorSettings settings,
    ClientFrameCodec codec,
    Function<Skeleton, RecipientRef<Presence.Command>> presences,
    ActorRef<Rooms.Command> rooms,
    PersonFinder persons,
    Memberships memberships,
    Blocks blocks,
    MessageSearch search,
    Connections connections,
    Duration prompt,
    Supplier<List<String>> elsewhere,
    Bounds bounds,
    MessageLog log,
    Clock clock) {}
