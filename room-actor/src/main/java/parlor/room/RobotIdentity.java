package parlor.room;

import parlor.people.Person;
import parlor.people.PersonId;
import parlor.protocol.Nickname;

/** The robot as one who speaks and types in rooms. */
final class RobotIdentity {
  static final String NICKNAME = Nickname.ROBOT.value();
  static final Person PERSON = new Person(PersonId.ROBOT, NICKNAME);

  private RobotIdentity() {}
}
