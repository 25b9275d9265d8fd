package parlor.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;

/**
 * Who is in a room, in the whole cluster. A person is there with one seat per connection, or
 * without a seat for as long as a lost connection may resume.
 *
 * @param <N> names a node
 */
final class Roster<N> {

  /** A connection's place in the room; {@code session} is unique on its node. */
  record Seat<N>(N node, String session) {}

  /**
   * What an entering changed.
   *
   * @param evicted another person who was still listed by the same nickname, now gone; or null
   * @param joined whether the person was not in the room before
   */
  record Entered(@Nullable Person evicted, boolean joined) {}

  private record Present<N>(Person person, Set<Seat<N>> seats) {}

  private final Map<PersonId, Present<N>> present = new LinkedHashMap<>();
  private final Map<String, PersonId> byNickname = new LinkedHashMap<>();

  Entered enter(Seat<N> seat, Person person) {
    Person evicted = evictOther(person);
    Present<N> known = present.get(person.id());
    if (known == null) {
      add(person).seats.add(seat);
      return new Entered(evicted, true);
    }
    known.seats.add(seat);
    return new Entered(evicted, false);
  }

  /** Nicknames are unique, so a namesake with another id is somebody whose claim has ended. */
  private @Nullable Person evictOther(Person person) {
    PersonId namesake = byNickname.get(person.nickname());
    return namesake == null || namesake.equals(person.id()) ? null : remove(namesake);
  }

  private Present<N> add(Person person) {
    Present<N> added = new Present<>(person, new HashSet<>());
    present.put(person.id(), added);
    byNickname.put(person.nickname(), person.id());
    return added;
  }

  private Person remove(PersonId id) {
    Person removed = present.remove(id).person;
    byNickname.remove(removed.nickname());
    return removed;
  }

  /** Gives up a seat for good; returns the person if there is no other, else null. */
  @Nullable Person leave(Seat<N> seat, PersonId id) {
    Present<N> known = present.get(id);
    if (known == null) {
      return null;
    }
    known.seats.remove(seat);
    return known.seats.isEmpty() ? remove(id) : null;
  }

  /** Loses a seat; true if the person has none left and now has to resume. */
  boolean lose(Seat<N> seat, PersonId id) {
    Present<N> known = present.get(id);
    return known != null && known.seats.remove(seat) && known.seats.isEmpty();
  }

  /** Loses all seats on a node; returns the persons who have none left and now have to resume. */
  List<PersonId> loseNode(N node) {
    List<PersonId> lost = new ArrayList<>();
    present.forEach(
        (id, known) -> {
          if (known.seats.removeIf(seat -> seat.node.equals(node)) && known.seats.isEmpty()) {
            lost.add(id);
          }
        });
    return lost;
  }

  /** Lists somebody without a seat whom another node knew; true if nobody by that name was here. */
  boolean adopt(Person person) {
    if (present.containsKey(person.id()) || byNickname.containsKey(person.nickname())) {
      return false;
    }
    add(person);
    return true;
  }

  /**
   * The time to resume has passed; returns the person if no seat was taken meanwhile, else null.
   */
  @Nullable Person expire(PersonId id) {
    Present<N> known = present.get(id);
    return known != null && known.seats.isEmpty() ? remove(id) : null;
  }

  boolean isEmpty() {
    return present.isEmpty();
  }

  Collection<Person> persons() {
    return present.values().stream().map(Present::person).toList();
  }
}
