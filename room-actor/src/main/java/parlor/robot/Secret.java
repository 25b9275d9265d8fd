package parlor.robot;

/** A key that is shown to nobody: its value leaves only by {@link #value()}. */
public record Secret(String value) {
  static final Secret NONE = new Secret("");

  boolean isPresent() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isPresent() ? "***" : "none";
  }
}
