package parlor.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.Kind;
import parlor.protocol.Member;

/** Everybody in a room, in the whole cluster, by nickname; the robot too, if there is one. */
final class MemberList {

  /** A part of the list; {@code more} if it goes on. */
  record Page(List<Member> members, boolean more) {}

  private final TreeMap<String, Person> members = new TreeMap<>();
  private final int robots;

  MemberList(boolean robot) {
    robots = robot ? 1 : 0;
    if (robot) {
      add(RobotIdentity.PERSON);
    }
  }

  void add(Person person) {
    members.put(person.nickname(), person);
  }

  void remove(Person person) {
    members.remove(person.nickname(), person);
  }

  boolean contains(Person person) {
    return person.equals(members.get(person.nickname()));
  }

  /** How many persons; the robot is none. */
  int personCount() {
    return members.size() - robots;
  }

  Collection<Person> persons() {
    return members.values().stream().filter(member -> !isRobot(member)).toList();
  }

  /** The members whose nicknames follow {@code after}, or the first ones. */
  Page page(@Nullable String after, int max, RoomFace face) {
    SortedMap<String, Person> rest = after == null ? members : members.tailMap(after, false);
    List<Member> page = new ArrayList<>();
    for (Person member : rest.values()) {
      if (page.size() == max) {
        return new Page(page, true);
      }
      Kind kind = isRobot(member) ? Kind.ROBOT : Kind.USER;
      page.add(new Member(member.nickname(), kind, face.roleOf(member.id())));
    }
    return new Page(page, false);
  }

  private static boolean isRobot(Person member) {
    return member.id().equals(PersonId.ROBOT);
  }
}
