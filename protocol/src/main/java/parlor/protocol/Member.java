package parlor.protocol;

/** A person in a room, or the robot, as listed in {@code members[]}. */
public record Member(String nickname, Kind kind) {}
