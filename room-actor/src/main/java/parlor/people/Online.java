package parlor.people;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<String, Connection> connections = new LinkedHashMap<>(2);

  void add(Connection connection) {
    connections.put(connection.name, connection);
  }

  @Nullable Connection get(String name) {
    return connections.get(name);
  }

  @Nullable Connection remove(String name) {
    return connections.remove(name);
  }

  List<String> tokens() {
    return connections.values().stream().map(Connection::token).toList();
  }

  Set<String> tokensOf(PersonId person) {
    return of(person).stream().map(Connection::token).collect(Collectors.toSet());
  }

  Set<PersonId> persons() {
    return connections.values().stream()
        .map(connection -> connection.person.id())
        .collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  List<Connection> all() {
    return List.copyOf(connections.values());
  }

  List<Connection> of(PersonId person) {
    List<Connection> found = new ArrayList<>();
    for (Connection connection : connections.values()) {
      if (connection.person.id().equals(person)) {
        found.add(connection);
      }
    }
    return found;
  }
}
