package parlor.people;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connections through which the holder of a nickname is reached. */
final class Online {

  /**
   * One of them.
   *
   * @param token the hash of the session's
   */
  record Connection(String name, ActorRef<Presence.Reply> ref, Person person, String token) {}

  /** Few: a person's devices. */
  private final List<Connection> connections = new ArrayList<>(1);

  /** Adds it, or puts it in the place of the one of that name. */
  void add(Connection connection) {
    int at = indexOf(connection.name);
    if (at < 0) {
      connections.add(connection);
    } else {
      connections.set(at, connection);
    }
  }

  @Nullable Connection get(String name) {
    int at = indexOf(name);
    return at < 0 ? null : connections.get(at);
  }

  @Nullable Connection remove(String name) {
    int at = indexOf(name);
    return at < 0 ? null : connections.remove(at);
  }

  private int indexOf(String name) {
    for (int i = 0; i < connections.size(); i++) {
      if (connections.get(i).name.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  List<String> tokens() {
    return connections.stream().map(Connection::token).toList();
  }

  Set<String> tokensOf(PersonId person) {
    return of(person).stream().map(Connection::token).collect(Collectors.toSet());
  }

  Set<PersonId> persons() {
    return connections.stream()
        .map(connection -> connection.person.id())
        .collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  List<Connection> all() {
    return List.copyOf(connections);
  }

  List<Connection> of(PersonId person) {
    List<Connection> found = new ArrayList<>();
    for (Connection connection : connections) {
      if (connection.person.id().equals(person)) {
        found.add(connection);
      }
    }
    return found;
  }
}
