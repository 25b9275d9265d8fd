package parlor.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who somebody is, whatever the nickname: message ids and places in rooms belong to this.
 *
 * @param value opaque; unique among all persons that ever were
 */
public record PersonId(@JsonValue String value) {

  /** Who speaks for the robot. */
  public static final PersonId ROBOT = new PersonId("robot");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PersonId {}
}
