package parlor.protocol;

/** Why somebody is no longer in a room. */
public enum LeaveReason {
  /** Left the room or said {@code bye}. */
  LEFT("left"),
  /** The connection was lost and nobody resumed it in time. */
  LOST("lost"),
  /** Was put out of the room, and may come back. */
  KICKED("kicked"),
  /** Was put out of the room, and may not come back. */
  BANNED("banned");

  private final String wire;

  LeaveReason(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /** A reason that a newer server knows and we do not is shown as having left. */
  static LeaveReason ofWire(String wire) {
    for (LeaveReason reason : values()) {
      if (reason.wire.equals(wire)) {
        return reason;
      }
    }
    return LEFT;
  }
}
