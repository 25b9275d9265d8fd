package parlor.protocol;

import java.util.Locale;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * A person's name in prepared form (RFC 8266), with the folded form by which two are compared.
 *
 * @param value as it is shown
 * @param folded as it is compared
 */
public record Nickname(String value, String folded) {
  /** The robot's own; {@link #parse} refuses it and whatever folds to it. */
  public static final Nickname ROBOT = new Nickname("robot", "robot");

  private static final PrecisProfile PROFILE = PrecisProfiles.NICKNAME;

  /**
   * Prepares what a person typed.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code nickname-invalid} (blank, too-long, characters) or {@code
   *     nickname-reserved}
   */
  public static Nickname parse(String typed, int maxCodePoints) throws InvalidValue {
    if (Text.isBlank(typed) && !typed.codePoints().anyMatch(Nickname::isForbidden)) {
      throw invalid("blank", "The nickname is blank");
    }
    // Preparation may shrink a name, but not by so much; this bounds its cost.
    if (Text.codePoints(typed) > 8 * maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    if (!Text.isStorable(typed) || typed.codePoints().anyMatch(Nickname::isForbidden)) {
      throw invalid("characters", "The nickname has characters that cannot be seen or shown");
    }
    String value;
    String folded;
    try {
      value = PROFILE.enforce(typed);
      folded = PROFILE.toComparableString(value).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw invalid("characters", "The nickname has characters that are not allowed");
    }
    if (Text.isBlank(value) || isOnlyMarks(value)) {
      throw invalid("characters", "The nickname has nothing to be called by");
    }
    if (Text.codePoints(value) > maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    if (folded.equals(ROBOT.folded)) {
      throw new InvalidValue(
          ErrorCode.NICKNAME_RESERVED, "robot", ErrorCode.NICKNAME_RESERVED.meaning());
    }
    return new Nickname(value, folded);
  }

  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> Text.isInvisible(c);
    };
  }

  private static boolean isOnlyMarks(String value) {
    return value
        .codePoints()
        .allMatch(
            c ->
                switch (Character.getType(c)) {
                  case Character.NON_SPACING_MARK,
                      Character.ENCLOSING_MARK,
                      Character.COMBINING_SPACING_MARK,
                      Character.SPACE_SEPARATOR ->
                      true;
                  default -> false;
                });
  }

  private static InvalidValue tooLong(int max) {
    return invalid("too-long", "The nickname is longer than " + max + " characters");
  }

  private static InvalidValue invalid(String reason, String message) {
    return new InvalidValue(ErrorCode.NICKNAME_INVALID, reason, message);
  }
}
