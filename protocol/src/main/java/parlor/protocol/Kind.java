package parlor.protocol;

/** Who speaks: a person or the robot. */
public enum Kind {
  USER("user"),
  ROBOT("robot");

  private final String wire;

  Kind(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /** A kind that a newer server knows and we do not is shown as a person. */
  static Kind ofWire(String wire) {
    return wire.equals(ROBOT.wire) ? ROBOT : USER;
  }
}
