package parlor.protocol;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A room's name in prepared form (NFKC, case-folded): letters, marks and digits of any script,
 * {@code -}, {@code _} and {@code .}.
 */
public record RoomName(String value) {
  /** Where clients go first. */
  public static final RoomName LOBBY = new RoomName("lobby");

  /**
   * Prepares what a person typed.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code room-invalid} (blank, too-long, characters)
   */
  public static RoomName parse(String typed, int maxCodePoints) throws InvalidValue {
    if (isPrepared(typed)) {
      return checked(typed, maxCodePoints);
    }
    if (Text.isBlank(typed)) {
      throw invalid("blank", "The room's name is blank");
    }
    if (Text.codePoints(typed) > 8 * maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    if (!Text.isStorable(typed)) {
      throw characters();
    }
    return checked(prepare(typed), maxCodePoints);
  }

  private static RoomName checked(String prepared, int maxCodePoints) throws InvalidValue {
    if (!prepared.codePoints().allMatch(RoomName::isAllowed)) {
      throw characters();
    }
    if (Text.codePoints(prepared) > maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    return new RoomName(prepared);
  }

  /** The common case, seen at a glance: plain lower-case ASCII. */
  private static boolean isPrepared(String typed) {
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!plain) {
        return false;
      }
    }
    return !typed.isEmpty();
  }

  /** Folding may undo the normal form and the other way round; the two soon agree. */
  private static String prepare(String typed) {
    String before;
    String prepared = typed;
    do {
      before = prepared;
      String folded = prepared.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      prepared = Normalizer.normalize(folded, Normalizer.Form.NFKC);
    } while (!prepared.equals(before) && Text.codePoints(prepared) < 10_000);
    return prepared;
  }

  private static boolean isAllowed(int c) {
    if (Text.isInvisible(c)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> c == '-' || c == '_' || c == '.';
    };
  }

  private static InvalidValue characters() {
    return invalid(
        "characters", "A room's name has letters, digits, '-', '_' and '.' and nothing else");
  }

  private static InvalidValue tooLong(int max) {
    return invalid("too-long", "The room's name is longer than " + max + " characters");
  }

  private static InvalidValue invalid(String reason, String message) {
    return new InvalidValue(ErrorCode.ROOM_INVALID, reason, message);
  }
}
