package parlor.protocol;

/**
 * A person in a room, or the robot, as listed in {@code members[]}.
 *
 * @param role the person's in this room; {@link Role#NONE} of the robot
 */
public record Member(String nickname, Kind kind, Role role) {

  /** Somebody without a role. */
  public Member(String nickname, Kind kind) {
    this(nickname, kind, Role.NONE);
  }
}
