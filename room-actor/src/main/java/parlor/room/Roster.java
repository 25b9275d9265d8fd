package parlor.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitor;
import parlor.protocol.Nickname;

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
   * @param joined whether the person was not in the room before, as far as that is known for sure
   */
  record Entered(@Nullable Person evicted, boolean joined) {}

  private record Present<N>(Visitor visitor, Set<Seat<N>> seats) {}

  private final Map<PersonId, Present<N>> present = new LinkedHashMap<>();
  private final Map<String, PersonId> byNickname = new LinkedHashMap<>();

  /** Those whom a node knew and who have not taken a seat since. */
  private final Set<PersonId> adopted = new LinkedHashSet<>();

  Entered enter(Seat<N> seat, Visitor visitor) {
    Person evicted = evictOther(visitor.person());
    Present<N> known = present.get(visitor.id());
    Set<Seat<N>> seats = known == null ? new HashSet<>() : known.seats;
    seats.add(seat);
    put(visitor, seats);
    return new Entered(evicted, adopted.remove(visitor.id()) || known == null);
  }

  /** Nicknames are unique, so a namesake with another id is somebody whose claim has ended. */
  private @Nullable Person evictOther(Person person) {
    PersonId namesake = byNickname.get(folded(person));
    return namesake == null || namesake.equals(person.id()) ? null : remove(namesake);
  }

  private void put(Visitor visitor, Set<Seat<N>> seats) {
    present.put(visitor.id(), new Present<>(visitor, seats));
    byNickname.put(folded(visitor.person()), visitor.id());
  }

  private static String folded(Person person) {
    return Nickname.ofPrepared(person.nickname()).folded();
  }

  private Person remove(PersonId id) {
    Person removed = present.remove(id).visitor.person();
    byNickname.remove(folded(removed));
    adopted.remove(id);
    return removed;
  }

  /** As whom somebody came in last; null for who is not here. */
  @Nullable Visitor visitor(PersonId id) {
    Present<N> known = present.get(id);
    return known == null ? null : known.visitor;
  }

  /** Who is here by that nickname; null for nobody. */
  @Nullable Visitor find(String foldedNickname) {
    PersonId id = byNickname.get(foldedNickname);
    return id == null ? null : visitor(id);
  }

  /** Whether somebody is here who has to resume. */
  boolean isWithoutSeat(PersonId id) {
    Present<N> known = present.get(id);
    return known != null && known.seats.isEmpty();
  }

  Set<Seat<N>> seats(PersonId id) {
    Present<N> known = present.get(id);
    return known == null ? Set.of() : Set.copyOf(known.seats);
  }

  /** Puts somebody out, seats and all. */
  @Nullable Person expel(PersonId id) {
    return present.containsKey(id) ? remove(id) : null;
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

  /** Lists somebody without a seat whom a node knew, unless somebody by that name is here. */
  void adopt(Person person) {
    if (!present.containsKey(person.id()) && !byNickname.containsKey(folded(person))) {
      put(new Visitor(person, false, false, ""), new HashSet<>());
      adopted.add(person.id());
    }
  }

  /** Removes and returns those who were adopted and have not taken a seat. */
  List<Person> abandon() {
    return List.copyOf(adopted).stream().map(this::remove).toList();
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
    return present.values().stream().map(known -> known.visitor.person()).toList();
  }
}
