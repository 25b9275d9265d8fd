package parlor.protocol;

/**
 * A person's name in prepared form (RFC 8266), with the folded form by which two are compared.
 *
 * @param value as it is shown
 * @param folded as it is compared: {@code value} after the enforcement of RFC 8266, case-folded
 */
@SuppressWarnings("DoNotCallSuggester")
public record Nickname(String value, String folded) {
  /** The robot's own; {@link #parse} refuses it and whatever folds to it. */
  public static final Nickname ROBOT = new Nickname("robot", "robot");

  /**
   * Prepares what a person typed.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code nickname-invalid} (blank, too-long, characters) or {@code
   *     nickname-reserved}
   */
  public static Nickname parse(String typed, int maxCodePoints) throws InvalidValue {
    throw new UnsupportedOperationException();
  }
}
