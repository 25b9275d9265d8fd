package parlor.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What somebody may do in a room, the least first. */
public enum Role {
  /** Anybody. */
  NONE("none"),
  /** May come into a room that is for its members only. */
  MEMBER("member"),
  /** Keeps order. */
  MODERATOR("moderator"),
  /** Decides who comes in and who keeps order. */
  OWNER("owner"),
  /** An owner of every room, named by the operator; a room gives this to nobody. */
  ADMIN("admin");

  private final String wire;

  Role(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public boolean isAtLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role with this wire name; empty for one of a newer server. */
  static Optional<Role> ofWire(String wire) {
    return Arrays.stream(values()).filter(role -> role.wire.equals(wire)).findFirst();
  }
}
