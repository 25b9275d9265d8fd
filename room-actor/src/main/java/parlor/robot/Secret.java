package parlor.robot;

/** Something that no log may show. */
record Secret(String value) {

  boolean isGiven() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isGiven() ? "(secret)" : "(none)";
  }
}
