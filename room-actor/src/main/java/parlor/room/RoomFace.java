package parlor.room;

import java.util.Map;
import parlor.moderation.HouseRules;
import parlor.people.PersonId;
import parlor.protocol.Role;

/**
 * What a room shows of its rules to everybody in it.
 *
 * @param roles by the value of the {@link PersonId}; who is not there has none
 */
public record RoomFace(Map<String, Role> roles, boolean membersOnly, boolean hidden) {
  static final RoomFace PLAIN = of(HouseRules.NONE);

  static RoomFace of(HouseRules rules) {
    return new RoomFace(rules.roles(), rules.membersOnly(), rules.hidden());
  }

  Role roleOf(PersonId person) {
    return roles.getOrDefault(person.value(), Role.NONE);
  }
}
