package parlor.protocol;

import rocks.xmpp.precis.PrecisProfiles;

/**
 * A person's name in prepared form (RFC 8266), with the folded form by which two are compared.
 *
 * @param value as it is shown: enforced by the RFC's Nickname profile, case kept
 * @param folded as it is compared: {@code value} with its case folded by Unicode's full folding,
 *     which joins a little more than the lower case of the RFC (ß and ss, the two small sigmas)
 */
public record Nickname(String value, String folded) {
  /** The robot's own; {@link #parse} refuses it and whatever folds to it. */
  public static final Nickname ROBOT = new Nickname("robot", "robot");

  /** What is longer than this many times the limit is refused before any work is done on it. */
  private static final int MAX_SHRINKING = 16;

  /**
   * Prepares what a person typed.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code nickname-invalid} (blank, too-long, characters) or {@code
   *     nickname-reserved}
   */
  public static Nickname parse(String typed, int maxCodePoints) throws InvalidValue {
    if (Characters.isBlank(typed)) {
      throw invalid("blank", "The nickname is blank.");
    }
    if (typed.length() > MAX_SHRINKING * maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    String value = enforce(typed);
    if (Characters.count(value) > maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    String folded = Folding.fold(value).orElseThrow(Nickname::forbiddenCharacters);
    if (folded.equals(ROBOT.folded)) {
      throw new InvalidValue(
          ErrorCode.NICKNAME_RESERVED, "reserved", "The nickname belongs to the robot.");
    }
    return new Nickname(value, folded);
  }

  /** A nickname that was prepared before, as it is kept. */
  public static Nickname ofPrepared(String value) {
    return new Nickname(value, Folding.fold(value).orElse(value));
  }

  private static String enforce(String typed) throws InvalidValue {
    // The profile would trim controls at both ends; they are refused like any other.
    if (typed.codePoints().anyMatch(c -> Characters.isInvisible(c) || Character.isISOControl(c))) {
      throw forbiddenCharacters();
    }
    String value;
    try {
      value = PrecisProfiles.NICKNAME.enforce(typed);
    } catch (IllegalArgumentException e) {
      throw forbiddenCharacters();
    }
    // A mark without a letter to stand on would sit on whatever is drawn before the name.
    if (Characters.isMark(value.codePointAt(0))
        || value.codePoints().anyMatch(Characters::isInvisible)) {
      throw forbiddenCharacters();
    }
    return value;
  }

  private static InvalidValue tooLong(int maxCodePoints) {
    return invalid("too-long", "The nickname has more than " + maxCodePoints + " characters.");
  }

  private static InvalidValue forbiddenCharacters() {
    return invalid("characters", "The nickname has characters that are not allowed in one.");
  }

  private static InvalidValue invalid(String reason, String message) {
    return new InvalidValue(ErrorCode.NICKNAME_INVALID, reason, message);
  }
}
