package parlor.room;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Role;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/**
 * Who is in a room anywhere, as one node knows it, and how the members here are told who comes and
 * goes: singly, and in counts when many do at once in a large room.
 */
final class Company {
  /** In a large room so many notices go out singly in a window of time; others are counted. */
  private static final int SINGLY = 5;

  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final RoomName room;
  private final int singleUpTo;
  private final TimerScheduler<RoomActor.Command> timers;
  private final Function<PersonId, Role> roles;
  private final Consumer<byte[]> show;
  private final MemberList members;
  private int told;
  private int joined;
  private int left;

  /**
   * Nobody is there.
   *
   * @param roles knows who has which role here
   * @param show gathers a frame for everybody here
   */
  Company(
      RoomName room,
      RoomActor.Tools tools,
      TimerScheduler<RoomActor.Command> timers,
      Function<PersonId, Role> roles,
      Consumer<byte[]> show) {
    this.room = room;
    this.singleUpTo = tools.settings().singleNoticesUpTo();
    this.timers = timers;
    this.roles = roles;
    this.show = show;
    this.members = new MemberList(tools.robot() && !room.isPrivate());
  }

  MemberList members() {
    return members;
  }

  /** Somebody is in the room, who may be known already. */
  void enter(Person person, long at) {
    if (!members.contains(person)) {
      members.add(person);
      if (isToldSingly()) {
        show(
            new ServerFrame.MemberJoined(
                room.value(), person.nickname(), Kind.USER, roles.apply(person.id()), at));
      } else {
        joined++;
      }
    }
  }

  /** Somebody is no longer in the room, who may not be known. */
  void leave(RoomActor.PersonLeft gone) {
    if (members.contains(gone.person())) {
      members.remove(gone.person());
      if (gone.by() != null || isToldSingly()) {
        show(
            new ServerFrame.MemberLeft(
                room.value(),
                gone.person().nickname(),
                gone.at(),
                gone.reason(),
                gone.by(),
                gone.text()));
      } else {
        left++;
      }
    }
  }

  /** Takes over who is there; nobody is here who has to be told. */
  void learn(List<Person> roster) {
    for (Person known : members.persons()) {
      members.remove(known);
    }
    roster.forEach(members::add);
  }

  /** Takes over who is there, and tells who came and went while this node did not hear of it. */
  void take(List<Person> roster, long now) {
    Set<Person> present = new HashSet<>(roster);
    for (Person known : members.persons()) {
      if (!present.contains(known)) {
        leave(new RoomActor.PersonLeft(0, known, now, LeaveReason.LOST, null, null));
      }
    }
    for (Person person : roster) {
      enter(person, now);
    }
  }

  private boolean isToldSingly() {
    if (members.personCount() <= singleUpTo || room.isPrivate()) {
      return true;
    }
    if (told == 0) {
      timers.startSingleTimer(RoomActor.WindowOver.class, new RoomActor.WindowOver(), WINDOW);
    }
    told++;
    return told <= SINGLY;
  }

  /** Tells what was counted, if anything was. */
  void windowOver() {
    if (joined > 0 || left > 0) {
      show(new ServerFrame.MembersChanged(room.value(), joined, left, members.personCount()));
    }
    told = 0;
    joined = 0;
    left = 0;
  }

  /** In a private conversation nobody is told who comes and goes. */
  private void show(ServerFrame notice) {
    if (!room.isPrivate()) {
      show.accept(ServerFrameCodec.encode(notice));
    }
  }
}
